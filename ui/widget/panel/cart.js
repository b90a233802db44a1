/* The conversation's cart, which the shop's own pages share. */

import { price } from "./cards.js";
import { h, icon, safeUrl } from "./dom.js";
import { fill } from "./strings.js";

const MOST = 99;

export class Cart {
  /** `opening`: what a new conversation is told; `changed` gets every new state. */
  constructor(api, memory, opening, changed) {
    Object.assign(this, { api, memory, opening, changed, value: { lines: [], totals: [], pieces: 0 } });
    this.others = new BroadcastChannel(`${memory.key}:cart`);
    this.others.onmessage = ({ data }) => this.#show(data);
  }

  get quantities() {
    return Object.fromEntries(this.value.lines.map(({ id, quantity }) => [id, quantity]));
  }

  async read() {
    if (this.memory.read().id) this.take(await this.api.cart());
  }

  /** The cart may hold fewer then: as many as are left. */
  async set(quantities) {
    await this.api.begin(this.opening());
    this.take(await this.api.setCart(quantities));
    return this.value;
  }

  /** Shows a state here and on every other page. */
  take(value) {
    this.#show(value);
    this.others.postMessage(value);
  }

  #show(value) {
    this.value = value;
    this.changed(value);
  }
}

export function shortage({ quantity, available }, words) {
  if (available >= quantity) return null;
  return available ? fill(words.fewLeft, { n: available }) : words.soldOut;
}

export function quantityField(line, words, set) {
  return h("input", { type: "number", min: 0, max: MOST, value: line.quantity, inputmode: "numeric",
    "aria-label": `${words.quantity}: ${line.title}`,
    onchange: ({ target }) => set({ [line.id]: Math.min(MOST, Math.abs(Math.round(target.value)) || 0) }) });
}

export function sums({ totals }, words) {
  return totals.map((money) => price(money, words.tag)).join(" + ");
}

function item(line, words, server, set) {
  const problem = shortage(line, words);
  return h("li", {},
    h("div", {}, h("h4", {}, h("a", { href: safeUrl(line.url, server) }, line.title)),
      line.options && h("p", { class: "count" }, line.options), problem && h("p", { class: "few" }, problem)),
    quantityField(line, words, set),
    h("span", { class: "price" }, line.total && price(line.total, words.tag)),
    h("button", { type: "button", class: "tool", "aria-label": `${words.remove}: ${line.title}`,
      onclick: () => set({ [line.id]: 0 }) }, icon("close")));
}

/** `set` gets quantities by product id. */
export function cartCard(cart, words, server, set) {
  if (!cart.lines.length) return [h("p", {}, words.cartEmpty)];
  return [
    h("ul", {}, cart.lines.map((line) => item(line, words, server, set))),
    h("p", { class: "line" }, h("span", {}, words.total), h("span", { class: "price" }, sums(cart, words))),
    cart.checkout && h("a", { class: "primary", href: safeUrl(cart.checkout, server) }, words.checkout),
  ].filter(Boolean);
}
