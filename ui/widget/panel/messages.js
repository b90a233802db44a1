/* The transcript: what the shopper said, and each reply as it grows. */

import { comparison, productCards } from "./cards.js";
import { h, icon } from "./dom.js";
import { richText } from "./richtext.js";
import { fill } from "./strings.js";

/** What the shopper said. */
export function shopperMessage(text, words) {
  return h("div", { class: "said" }, h("h3", { class: "hidden" }, words.you), h("p", { dir: "auto" }, text));
}

function feedbackForm(words, rate) {
  const reasons = h("div", { class: "reasons", hidden: true, role: "group", "aria-label": words.reasonAsk },
    h("p", {}, words.reasonAsk),
    Object.entries(words.reasons).map(([reason, label]) =>
      h("button", { type: "button", class: "chip", onclick: () => settle("down", reason) }, label)));
  const thumb = (name, label, onclick) =>
    h("button", { type: "button", class: "thumb", "aria-label": label, title: label, "aria-pressed": "false", onclick }, icon(name));
  const up = thumb("up", words.good, () => settle("up"));
  const down = thumb("down", words.bad, () => {
    reasons.hidden = false;
    down.setAttribute("aria-pressed", "true");
    reasons.querySelector("button").focus();
  });
  const form = h("div", { class: "feedback" }, up, down, reasons);
  async function settle(rating, reason) {
    const note = h("p", { class: "note", role: "status", tabindex: "-1" });
    form.replaceChildren(note);
    note.focus();
    note.textContent = (await rate(rating, reason)) ? words.thanks : words.failed;
  }
  return form;
}

/** A reply: products first, words as they come, then the shopper's judgement of it. */
export class Reply {
  /** `settings`: words, server, cart, and `rate(turn, rating, reason)`; `name` is who speaks. */
  constructor(settings, name) {
    this.settings = settings;
    this.text = "";
    this.cards = [];
    this.body = h("div", { class: "words", dir: "auto" });
    this.waiting = h("p", { class: "waiting" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
      h("span", { class: "hidden" }, settings.words.thinking));
    this.element = h("div", { class: "reply" }, h("h3", { class: "hidden" }, name), this.waiting, this.body);
  }

  showCards(cards, table) {
    this.cards = cards;
    const shown = [];
    if (cards.length) shown.push(productCards(cards, this.settings));
    if (table) shown.push(comparison(table, cards, this.settings.words));
    this.body.before(...shown);
  }

  addText(text) {
    this.text += text;
    this.waiting.hidden = true;
    this.body.replaceChildren(...richText(this.text));
  }

  showAction(action, answer) {
    const { words } = this.settings;
    const buttons = action.status === "needs_confirmation" && h("div", { class: "buttons" },
      h("button", { type: "button", class: "primary", onclick: () => decide(words.confirmYes) }, words.confirmYes),
      h("button", { type: "button", class: "quiet", onclick: () => decide(words.confirmNo) }, words.confirmNo));
    const decide = (text) => { buttons.remove(); answer(text); };
    const state = { done: words.done, refused: words.refused }[action.status];
    this.body.before(h("div", { class: `action ${action.status}` },
      state && h("strong", {}, state), h("p", {}, action.summary || action.name.replaceAll("_", " ")), buttons));
  }

  finish(turn) {
    this.waiting.remove();
    if (!this.text && !this.cards.length) return;
    this.element.append(feedbackForm(this.settings.words, (rating, reason) => this.settings.rate(turn, rating, reason)));
  }

  /** What a copied transcript says of this reply. */
  get plain() {
    const { words } = this.settings;
    const products = this.cards.map((card) => `• ${card.title}`);
    return [fill("{who}: {text}", { who: words.assistant, text: this.text }), ...products].join("\n");
  }
}
