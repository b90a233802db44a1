/* The panel: puts the conversation and its elements together. Fetched when the launcher is first used. */

import { Announcer } from "./panel/announce.js";
import { Api } from "./panel/api.js";
import { Conversation } from "./panel/conversation.js";
import { createFrame } from "./panel/frame.js";
import { Memory } from "./panel/memory.js";
import { strings } from "./panel/strings.js";
import { panelSheet } from "./panel/styles.js";
import { Transcript } from "./panel/transcript.js";
import { Notices } from "./panel/notices.js";

class Panel {
  constructor({ words, options, server, frame, closed }) {
    Object.assign(this, { words, options, closed, started: null });
    this.memory = new Memory(options.shop || "");
    this.api = new Api(server, this.memory);
    this.announcer = new Announcer();
    const title = options.shop || words.title;
    this.frame = createFrame(words, title, this.#actions(), this.announcer);
    this.notices = new Notices(this.frame, words, options.contact, () => this.conversation.retryNow());
    this.transcript = new Transcript(this.frame, this.announcer, {
      words, server,
      cart: "cart" in options ? (card) => this.#addToCart(card) : null,
      rate: (turn, rating, reason) => this.#rate(turn, rating, reason),
      answer: (text) => this.send(text),
    });
    this.conversation = new Conversation(this.api, this.memory, this.#view());
    this.tabs = new BroadcastChannel(this.memory.key);
    this.tabs.onmessage = () => this.conversation.busy || this.restore();
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
    const { draft, pending } = this.memory.read();
    this.transcript.clear();
    if (draft && !this.frame.field.value) this.frame.field.value = draft;
    this.frame.grow();
    try {
      this.transcript.replay(await this.conversation.restore());
      this.notices.clear();
    } catch {
      if (!pending) this.notices.away();
    }
    this.#suggest();
    if (this.conversation.pending) await this.conversation.deliver(this.conversation.pending);
  }

  /** Whether the message was taken; one at a time, so that answers keep their order. */
  send(text) {
    if (this.conversation.busy) return false;
    this.conversation.send(text, this.options.product);
    return true;
  }

  #view() {
    return {
      started: (message) => { this.notices.suggest([]); this.transcript.ask(message); },
      custom: (name, value) => this.transcript.custom(name, value),
      text: (piece) => this.transcript.hear(piece),
      reached: () => this.notices.clear(),
      away: () => this.notices.away(),
      refused: (error) => { this.transcript.abandon(); this.notices.say(error.message || this.words.failed); },
      finished: () => { this.transcript.settle(); this.#suggest(); this.tabs.postMessage("changed"); },
    };
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
      await this.api.begin();
      await this.api.handoff();
      this.transcript.event(this.words.humanAsked);
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
    try {
      if (this.memory.read().id) await this.api.erase();
    } catch (error) {
      if (error.passing) return this.notices.say(this.words.failed);
    }
    this.memory.clear();
    this.frame.field.value = "";
    this.transcript.clear();
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

  #addToCart(card) {
    document.dispatchEvent(new CustomEvent("shopassist:add", { detail: { id: card.id, title: card.title } }));
    this.notices.say(this.words.added.replace("{title}", card.title));
  }
}

/** Builds the panel inside the launcher's shadow root; closed at first. */
export async function createPanel({ frame, options, server, language, closed }) {
  const words = await strings(language);
  frame.getRootNode().adoptedStyleSheets.push(panelSheet());
  frame.lang = words.tag;
  return new Panel({ words, options, server, frame, closed });
}
