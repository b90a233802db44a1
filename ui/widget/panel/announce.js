/* What a screen reader hears: whole sentences, politely, while the text on screen grows by pieces. */

import { h } from "./dom.js";

export class Announcer {
  constructor() {
    this.element = h("div", { class: "hidden", "aria-live": "polite", "aria-atomic": "false" });
    this.rest = "";
  }

  /** Says one complete thing. */
  say(text) {
    if (!text.trim()) return;
    while (this.element.childElementCount > 20) this.element.firstChild.remove();
    this.element.append(h("p", {}, text.replaceAll("**", "").trim()));
  }

  /** Collects streamed text and says each sentence once it is whole. */
  hear(piece) {
    this.rest += piece;
    const sentences = /^[\s\S]*(?:[.!?…](?=\s)|[。！？]|\n)/.exec(this.rest);
    if (!sentences) return;
    this.say(sentences[0]);
    this.rest = this.rest.slice(sentences[0].length);
  }

  /** Says what is left at the end of a reply. */
  flush() {
    this.say(this.rest);
    this.rest = "";
  }
}
