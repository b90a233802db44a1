/* The transcript on screen: replays what was said, grows with what is being said. */

import { h } from "./dom.js";
import { Reply, shopperMessage } from "./messages.js";
import { fill } from "./strings.js";

export class Transcript {
  /** `settings`: words, server, cart, rate, answer. */
  constructor(frame, announcer, settings) {
    Object.assign(this, { frame, announcer, settings });
    this.clear();
  }

  clear() {
    const { words } = this.settings;
    this.reply = null;
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

  /** Shows a stored conversation's turns. */
  replay(transcript) {
    for (const turn of transcript?.turns ?? []) {
      this.#said(turn.message);
      this.#answering(turn.client_message_id);
      this.#products({ cards: turn.cards, table: turn.table ?? turn.evidence?.table });
      this.reply.addText(turn.reply);
      this.#finish();
    }
    this.#toEnd();
  }

  /** The shopper's message goes up and a reply begins. */
  ask(message) {
    this.#said(message.text);
    this.#answering(message.client_message_id);
    this.#toEnd();
    this.announcer.say(this.settings.words.thinking);
  }

  hear(piece) {
    this.reply.addText(piece);
    this.announcer.hear(piece);
    this.#toEnd();
  }

  custom(name, value) {
    if (name === "products") this.#products(value, true);
    if (name === "action") this.reply.showAction(value, this.settings.answer);
    this.#toEnd();
  }

  settle() {
    this.announcer.flush();
    this.#finish();
    this.#toEnd();
  }

  /** A message that was refused leaves the transcript; its words go back to the composer. */
  abandon() {
    const { field } = this.frame;
    const { asked } = this;
    this.record.splice(-2);
    asked.element.remove();
    this.reply.element.remove();
    if (!field.value) field.value = asked.text;
    this.frame.grow();
  }

  /** Something that happened: a hand-off, an agent who joined. */
  event(text) {
    this.frame.log.append(h("p", { class: "event" }, text));
    this.announcer.say(text);
    this.#toEnd();
  }

  #said(text) {
    const { words } = this.settings;
    this.asked = { text, element: shopperMessage(text, words), plain: `${words.you}: ${text}` };
    this.record.push(this.asked);
    this.frame.log.append(this.asked.element);
  }

  #answering(id) {
    this.turn = id;
    this.reply = new Reply(this.settings, this.settings.words.assistant);
    this.record.push(this.reply);
    this.frame.log.append(this.reply.element);
  }

  #products({ cards = [], table }, aloud = false) {
    this.cardsShown = cards.length;
    this.reply.showCards(cards, table);
    const { words } = this.settings;
    if (aloud && cards.length) {
      const count = cards.length === 1 ? words.product : fill(words.products, { n: cards.length });
      this.announcer.say(`${count}: ${cards.map((card) => card.title).join(", ")}.`);
    }
  }

  #finish() {
    this.reply.finish(this.turn);
  }

  /** Scrolls to the end, but never past the shopper's own last words. */
  #toEnd() {
    const { log } = this.frame;
    const end = log.scrollHeight - log.clientHeight;
    const asked = this.asked?.element.isConnected ? this.asked.element.offsetTop - log.offsetTop - 12 : end;
    log.scrollTop = Math.min(end, asked);
  }
}
