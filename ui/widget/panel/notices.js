/* What is said outside the conversation: the server is away, something was copied, what to ask next. */

import { h } from "./dom.js";
import { fill } from "./strings.js";

const BRIEFLY = 6_000;

function contactLine(contact, words) {
  if (!contact) return null;
  const address = /^[^@\s]+@[^@\s]+$/.test(contact) ? `mailto:${contact}`
    : /^\+?[\d\s()-]{6,}$/.test(contact) ? `tel:${contact.replace(/[^\d+]/g, "")}` : null;
  const [before, after] = words.contact.split("{contact}");
  return h("p", {}, before, address ? h("a", { href: address }, contact) : contact, after);
}

export class Notices {
  constructor(frame, words, contact, retry) {
    Object.assign(this, { frame, words, contact, retry, isAway: false });
  }

  /** Says something that passes. */
  say(text) {
    this.isAway = false;
    clearTimeout(this.timer);
    this.frame.notice.replaceChildren(text);
    this.timer = setTimeout(() => this.clear(), BRIEFLY);
  }

  /** The server cannot be reached: said once, and it stays until it can. */
  away() {
    if (this.isAway) return;
    this.isAway = true;
    clearTimeout(this.timer);
    this.frame.notice.replaceChildren(h("p", {}, this.words.offline), contactLine(this.contact, this.words) || "",
      h("button", { type: "button", onclick: this.retry }, this.words.retry));
  }

  clear() {
    this.isAway = false;
    clearTimeout(this.timer);
    this.frame.notice.replaceChildren();
  }

  /** Offers replies that a click sends. */
  suggest(texts, send) {
    this.frame.suggestions.replaceChildren(...texts.map((text) =>
      h("button", { type: "button", class: "chip", onclick: () => { this.frame.field.focus(); send(text); } }, text)));
  }
}
