/* The panel: puts the conversation and its elements together. Fetched when the launcher is first used. */

import { Announcer } from "./panel/announce.js";
import { Api } from "./panel/api.js";
import { Cart, cartCard } from "./panel/cart.js";
import { Conversation } from "./panel/conversation.js";
import { Follower } from "./panel/follow.js";
import { createFrame } from "./panel/frame.js";
import { Memory } from "./panel/memory.js";
import { Notices } from "./panel/notices.js";
import { strings } from "./panel/strings.js";
import { panelSheet } from "./panel/styles.js";
import { Transcript } from "./panel/transcript.js";

class Panel {
  constructor({ words, options, server, frame, closed }) {
    Object.assign(this, { words, options, closed, started: null, stale: false });
    this.memory = new Memory(options.shop || "", options.shopperId);
    this.api = new Api(server, this.memory);
    this.announcer = new Announcer();
    const title = options.shop || words.title;
    this.frame = createFrame(words, title, this.#actions(), this.announcer);
    this.notices = new Notices(this.frame, words, options.contact, () => this.#retry());
    this.transcript = new Transcript(this.frame, this.announcer, {
      words, server,
      add: (card) => this.#addToCart(card),
      rate: (turn, rating, reason) => this.#rate(turn, rating, reason),
      answer: (text) => this.send(text),
    });
    this.cart = new Cart(this.api, this.memory, () => this.#opening(), (cart) => this.#cartChanged(cart));
    this.conversation = new Conversation(this.api, this.memory, this.#view(), () => this.#opening());
    this.follower = new Follower(this.api, (name, value) => this.#custom(name, value));
    this.tabs = new BroadcastChannel(this.memory.key);
    this.tabs.onmessage = () => this.started && this.restore();
    addEventListener("online", () => this.#retry());
    this.frame.field.addEventListener("input", () => this.memory.write({ draft: this.frame.field.value }));
    frame.append(this.frame.element);
  }

  open(focus) {
    this.frame.element.hidden = false;
    this.frame.covering();
    this.started ||= this.restore();
    if (!focus) return;
    const target = matchMedia("(pointer: coarse)").matches ? this.frame.element : this.frame.field;
    target.focus();
  }

  close() {
    this.frame.element.hidden = true;
    this.frame.covering();
    this.closed();
  }

  /** Shows what was said before, here or in another tab, and takes up an unanswered message. */
  async restore() {
    const { draft } = this.memory.read();
    if (draft && !this.frame.field.value) this.frame.field.value = draft;
    this.frame.grow();
    let told = null;
    try {
      told = await this.conversation.restore();
    } catch {
      this.notices.away();
      this.stale = true;
    }
    if (this.conversation.busy) this.stale = true; else this.#show(told);
  }

  /** Shows a stored conversation; null where nothing is known of one. */
  #show(told) {
    const { pending } = this.conversation;
    this.cart.read().catch(() => {});
    this.transcript.clear();
    if (told) {
      this.stale = false;
      this.notices.clear();
      this.transcript.replay(told, pending?.client_message_id);
      this.follower.start(told.last_event_id);
    }
    this.#suggest();
    if (pending) this.conversation.deliver(pending);
  }

  /** Cuts a wait short, and reads what could not be read. */
  #retry() {
    if (this.stale && !this.conversation.busy) this.restore(); else this.conversation.retryNow();
  }

  /** Whether the message was taken; one at a time, so that answers keep their order. */
  send(text) {
    if (this.conversation.busy) {
      this.notices.say(this.words.busy);
      return false;
    }
    this.conversation.send(text, this.options.product ?? null);
    return true;
  }

  /** What a new conversation is told: where the shopper is, and who, where the shop has signed it. */
  #opening() {
    const { product, shopperId, shopperExpires, shopperSignature } = this.options;
    const shopper = shopperId && { id: shopperId, expires: Number(shopperExpires), signature: shopperSignature };
    return { page_product: product ?? null, ...(shopper && { shopper }) };
  }

  #view() {
    const { notices, transcript } = this;
    return {
      started: (message) => { notices.suggest([]); transcript.ask(message); },
      began: () => { transcript.begin(); this.#refill(); if (!this.follower.wanted) this.follower.start("0"); },
      custom: (name, value) => this.#custom(name, value),
      action: (action) => transcript.action(action),
      text: (piece) => transcript.hear(piece),
      reached: () => notices.clear(),
      away: () => notices.away(),
      failed: (text, message) => transcript.fail(text, () => { transcript.takeBack(); this.conversation.deliver(message); }),
      refused: (error) => this.#refused(error),
      renewed: (closed) => {
        this.follower.stop();
        if (!closed) return;
        this.kept = this.cart.quantities;
        transcript.event(this.words.owners.closed);
      },
      finished: (result) => this.#finished(result),
    };
  }

  #finished(result) {
    this.transcript.settle(result);
    if (result.status === "unanswered") this.cart.read().catch(() => {});
    this.tabs.postMessage("changed");
    if (this.stale) this.restore(); else this.#suggest();
  }

  #custom(name, value) {
    if (name === "products") this.transcript.products(value);
    if (name === "cart") { this.cart.take(value); this.transcript.placeCart(); }
    if (name === "owner") this.transcript.setOwner(value.owner);
    if (name === "agent_message") this.transcript.agent(value);
  }

  /** The words go back to the composer, to be mended. */
  #refused(error) {
    const { field } = this.frame;
    field.value ||= this.transcript.asked.text;
    this.transcript.takeBack();
    this.frame.grow();
    this.notices.say(error.message || this.words.failed);
  }

  #actions() {
    return {
      send: (text) => this.send(text),
      close: () => this.close(),
      human: () => this.#human(),
      copy: () => this.#copy(),
      erase: () => this.#erase(),
    };
  }

  #suggest() {
    const { suggestStart, suggestProduct, suggestCards } = this.words;
    const choice = this.transcript.cardsShown > 1 ? suggestCards
      : this.transcript.empty ? (this.options.product ? suggestProduct : suggestStart) : [];
    this.notices.suggest(choice, (text) => this.send(text));
  }

  async #human() {
    try {
      await this.api.begin(this.#opening());
      const { owner } = await (await this.api.handoff()).json();
      this.transcript.setOwner(owner);
      if (!this.follower.wanted) this.follower.start("0");
    } catch {
      this.notices.away();
    }
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.transcript.plain);
      this.notices.say(this.words.copied);
    } catch {
      this.notices.say(this.words.failed);
    }
  }

  async #erase() {
    if (!(await this.frame.ask())) return;
    this.conversation.stop();
    this.follower.stop();
    try {
      if (this.memory.read().id) await this.api.erase();
    } catch (error) {
      if (error.passing) return this.notices.say(this.words.failed);
    }
    this.memory.clear();
    this.transcript.owner = "assistant";
    this.frame.field.value = "";
    this.transcript.clear();
    this.cart.take({ lines: [], totals: [], pieces: 0 });
    this.#suggest();
    this.notices.say(this.words.erased);
    this.tabs.postMessage("changed");
  }

  async #rate(turn, rating, reason) {
    try {
      await this.api.feedback({ client_message_id: turn, rating, reason });
      return true;
    } catch {
      return false;
    }
  }

  async #addToCart(card) {
    const before = this.cart.quantities[card.id] ?? 0;
    if (!(await this.#setCart({ [card.id]: before + 1 }))) return;
    const { added, soldOut, cart: show, checkout } = this.words;
    this.notices.say(`${this.cart.quantities[card.id] > before ? added : soldOut}: ${card.title}`);
    this.notices.suggest([show, checkout], (text) => this.send(text));
  }

  #setCart(quantities) {
    return this.cart.set(quantities).catch(() => this.notices.say(this.words.failed));
  }

  /** The host page is told too. */
  #cartChanged(cart) {
    document.dispatchEvent(new CustomEvent("shopassist:cart", { detail: cart }));
    this.transcript.cart.replaceChildren(...cartCard(cart, this.words, this.api.server, (set) => this.#setCart(set)));
  }

  /** The cart outlives a conversation that was closed. */
  #refill() {
    if (this.kept) this.cart.set(this.kept).catch(() => {});
    this.kept = null;
  }
}

/** Builds the panel inside the launcher's shadow root; closed at first. */
export async function createPanel({ frame, options, server, language, closed }) {
  const words = await strings(language);
  frame.getRootNode().adoptedStyleSheets.push(panelSheet());
  frame.lang = words.tag;
  return new Panel({ words, options, server, frame, closed });
}
