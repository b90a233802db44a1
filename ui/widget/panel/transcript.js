/* The transcript on screen: replays what was said, grows with what is being said. */

import { h } from "./dom.js";
import { agentMessage, Reply, shopperMessage } from "./messages.js";
import { fill } from "./strings.js";

export class Transcript {
  /** `settings`: words, server, add, rate, answer. */
  constructor(frame, announcer, settings) {
    Object.assign(this, { frame, announcer, settings, owner: "assistant" });
    /* One card, always up to date, in the last reply about it. */
    this.cart = h("div", { class: "action cart", role: "group", "aria-label": settings.words.cart });
    this.clear();
  }

  clear() {
    const { words } = this.settings;
    this.reply = null;
    this.asked = null;
    this.record = [];
    this.cardsShown = 0;
    this.frame.log.replaceChildren(
      h("p", { class: "disclosure" }, words.disclosure), h("div", { class: "words" }, h("p", {}, words.hello)));
  }

  get empty() {
    return this.record.length === 0;
  }

  get plain() {
    return this.record.map((entry) => entry.plain).join("\n\n");
  }

  /** Shows a stored conversation, without the exchange that is about to be taken up again. */
  replay({ messages, owner }, openId) {
    for (const message of messages) {
      if (message.client_message_id && message.client_message_id === openId) continue;
      if (message.role === "shopper") this.#said(message.text);
      if (message.role === "assistant") this.#answered(message);
      if (message.role === "agent") this.#agent(message);
    }
    this.owner = "assistant";
    this.setOwner(owner);
    this.#toEnd();
  }

  /** The shopper's message goes up and a reply begins. */
  ask(message) {
    this.#said(message.text);
    this.#answering(message.client_message_id);
    this.#toEnd();
    this.announcer.say(this.settings.words.thinking);
  }

  /** The reply begins: whatever was shown of it before is void. */
  begin() {
    this.announcer.rest = "";
    this.reply.restart();
  }

  hear(piece) {
    this.reply.addText(piece);
    this.announcer.hear(piece);
    this.#toEnd();
  }

  products({ cards, table }) {
    this.#products(cards, table);
    const { words } = this.settings;
    if (cards.length) {
      const count = cards.length === 1 ? words.product : fill(words.products, { n: cards.length });
      this.announcer.say(`${count}: ${cards.map((card) => card.title).join(", ")}.`);
    }
    this.#toEnd();
  }

  placeCart() {
    this.reply.showCart(this.cart);
    this.#toEnd();
  }

  action(action) {
    this.reply.showAction(action, this.settings.answer);
    this.announcer.say(action.summary ?? "");
    this.#toEnd();
  }

  /** The reply is whole; or there is none, because a person has the conversation. */
  settle({ status, sources }) {
    this.announcer.flush();
    if (status === "unanswered") this.#withdraw();
    else this.reply.finish(this.turn, { sources });
    this.#toEnd();
  }

  /** The assistant broke: says so, and offers to try the same message again. */
  fail(message, retry) {
    this.announcer.rest = "";
    this.announcer.say(message);
    this.reply.fail(message, retry);
    this.#toEnd();
  }

  /** A message that is sent again, or was refused, leaves the transcript. */
  takeBack() {
    this.record.splice(this.record.indexOf(this.asked), 1);
    this.asked.element.remove();
    this.#withdraw();
  }

  /** A person wrote. */
  agent(message) {
    this.#agent(message);
    this.announcer.say(`${this.settings.words.agent}: ${message.text}`);
    this.#toEnd();
  }

  /** Says who has the conversation, where that is news. */
  setOwner(owner) {
    if (owner === this.owner) return;
    this.owner = owner;
    this.event(this.settings.words.owners[owner]);
  }

  /** Something that happened: a hand-off, an agent who joined. */
  event(text) {
    this.frame.log.append(h("p", { class: "event" }, text));
    this.announcer.say(text);
    this.#toEnd();
  }

  #said(text) {
    const { words } = this.settings;
    this.reply?.withdrawButtons();
    this.asked = { text, element: shopperMessage(text, words), plain: `${words.you}: ${text}` };
    this.record.push(this.asked);
    this.frame.log.append(this.asked.element);
  }

  #answering(id) {
    this.turn = id;
    this.cardsShown = 0;
    this.reply = new Reply(this.settings);
    this.record.push(this.reply);
    this.frame.log.append(this.reply.element);
  }

  #answered({ client_message_id: id, cards, table, cart, action, text, sources, feedback }) {
    this.#answering(id);
    this.#products(cards, table);
    if (cart) this.reply.showCart(this.cart);
    if (action) this.reply.showAction(action, this.settings.answer);
    this.reply.addText(text);
    this.reply.finish(id, { sources, feedback });
  }

  #agent({ text }) {
    const { words } = this.settings;
    this.record.push({ plain: `${words.agent}: ${text}` });
    this.frame.log.append(agentMessage(text, words));
  }

  #products(cards, table) {
    this.cardsShown = cards.length;
    this.reply.showCards(cards, table);
  }

  #withdraw() {
    this.record.splice(this.record.indexOf(this.reply), 1);
    this.reply.element.remove();
    this.reply = null;
  }

  /** Scrolls to the end, but never past the shopper's own last words. */
  #toEnd() {
    const { log } = this.frame;
    const end = log.scrollHeight - log.clientHeight;
    const asked = this.asked?.element.isConnected ? this.asked.element.offsetTop - log.offsetTop - 12 : end;
    log.scrollTop = Math.min(end, asked);
  }
}
