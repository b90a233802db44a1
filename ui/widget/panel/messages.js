/* What stands in the transcript: the shopper's words, an agent's, and a reply as it grows. */

import { comparison, productCards } from "./cards.js";
import { h, icon } from "./dom.js";
import { richText } from "./richtext.js";

/** What the shopper said. */
export function shopperMessage(text, words) {
  return h("div", { class: "said" }, h("h3", { class: "hidden" }, words.you), h("p", { dir: "auto" }, text));
}

/** What a person of the shop's said. */
export function agentMessage(text, words) {
  return h("div", { class: "reply" }, h("h3", { class: "who" }, words.agent), h("div", { class: "words", dir: "auto" }, richText(text)));
}

/** Thumbs; `given` is the rating that was given before. */
function feedbackForm(words, given, rate) {
  const reasons = h("div", { class: "reasons", hidden: true, role: "group", "aria-label": words.reasonAsk },
    h("p", {}, words.reasonAsk),
    Object.entries(words.reasons).map(([reason, label]) =>
      h("button", { type: "button", class: "chip", onclick: () => settle("down", reason) }, label)));
  const thumb = (name, label, onclick) =>
    h("button", { type: "button", class: "thumb", "aria-label": label, title: label, "aria-pressed": String(given === name), onclick }, icon(name));
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

/** Something that changes a record: what it is, what became of it, and buttons while it waits. */
function actionCard(action, words, answer) {
  const buttons = action.status === "needs_confirmation" && h("div", { class: "buttons" },
    h("button", { type: "button", class: "primary", onclick: () => answer(words.confirmYes) }, words.confirmYes),
    h("button", { type: "button", class: "quiet", onclick: () => answer(words.confirmNo) }, words.confirmNo));
  const state = { done: words.done, refused: words.refused }[action.status];
  return h("div", { class: `action ${action.status}`, role: "group", "aria-label": words.action },
    state && h("strong", {}, state), h("p", {}, action.summary || action.name.replaceAll("_", " ")), buttons);
}

/** A reply: products first, words as they come, then the shopper's judgement of it. */
export class Reply {
  /** `settings`: words, server, add, and `rate(turn, rating, reason)`. */
  constructor(settings) {
    const { words } = settings;
    this.settings = settings;
    this.heading = h("h3", { class: "hidden" }, words.assistant);
    this.waiting = h("p", { class: "waiting" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
      h("span", { class: "hidden" }, words.thinking));
    this.element = h("div", { class: "reply" });
    this.restart();
  }

  restart() {
    this.text = "";
    this.cards = [];
    this.body = h("div", { class: "words", dir: "auto" });
    this.waiting.hidden = false;
    this.element.replaceChildren(this.heading, this.waiting, this.body);
  }

  showCards(cards, table) {
    this.cards = cards;
    if (cards.length) this.body.before(productCards(cards, this.settings));
    if (table) this.body.before(comparison(table, cards, this.settings.words));
  }

  showCart(cart) {
    this.body.after(cart);
  }

  addText(text) {
    this.text += text;
    this.waiting.hidden = true;
    this.body.replaceChildren(...richText(this.text));
  }

  showAction(action, answer) {
    this.withdrawButtons();
    this.body.after(actionCard(action, this.settings.words, answer));
  }

  /** A question that was overtaken by another message cannot be answered any more. */
  withdrawButtons() {
    for (const gone of this.element.querySelectorAll(".buttons, .problem button")) gone.remove();
  }

  finish(turn, { sources = [], feedback = null }) {
    const { words, rate } = this.settings;
    this.waiting.remove();
    const titles = [...new Set(sources.map((source) => source.title || source.source))];
    if (titles.length) this.element.append(h("p", { class: "sources" }, `${words.sources}: ${titles.join(" · ")}`));
    if (!this.text && !this.cards.length) return;
    this.element.append(feedbackForm(words, feedback, (rating, reason) => rate(turn, rating, reason)));
  }

  fail(message, retry) {
    this.waiting.remove();
    this.element.append(h("div", { class: "problem" }, h("p", {}, message),
      h("button", { type: "button", class: "quiet", onclick: retry }, this.settings.words.retry)));
  }

  /** What a copied transcript says of this reply. */
  get plain() {
    return [`${this.settings.words.assistant}: ${this.text}`, ...this.cards.map((card) => `• ${card.title}`)].join("\n");
  }
}
