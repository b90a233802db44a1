/* The cart of the shop's pages: the very one that the assistant keeps. */

import { Api } from "/panel/api.js";
import { price } from "/panel/cards.js";
import { Cart, quantityField, shortage, sums } from "/panel/cart.js";
import { h } from "/panel/dom.js";
import { Memory } from "/panel/memory.js";
import { strings } from "/panel/strings.js";

const memory = new Memory(document.querySelector("script[data-shop]").dataset.shop);
const words = await strings(document.documentElement.lang);

/** Opens the cart; `changed` is called with every new state, whoever made it. */
export function openCart(changed) {
  return new Cart(new Api(new URL("/", location).href, memory), memory, () => ({}), changed);
}

function line(entry, cart) {
  const picture = h("div", { class: "picture" },
    entry.image?.startsWith("/") && h("img", { src: entry.image, alt: "", width: 84, height: 84 }));
  const notes = [entry.options, shortage(entry, words)].filter(Boolean).join(" · ");
  return h("li", {}, picture,
    h("div", {}, h("h2", {}, h("a", { href: entry.url ?? "#" }, entry.title)), h("p", { class: "soft" }, notes),
      h("label", {}, `${words.quantity} `, quantityField(entry, words, (quantities) => cart.set(quantities)))),
    h("p", { class: "sum price" }, entry.total ? price(entry.total, words.tag) : "Price on request"));
}

/** Draws the cart page: lines, sum, the way to the checkout. */
export function drawCart(place, cart) {
  const { lines, checkout } = cart.value;
  if (!lines.length) {
    place.replaceChildren(h("p", {}, "Nothing in it yet. "), h("p", { class: "calls" }, h("a", { class: "button", href: "/" }, "Look around")));
    return;
  }
  place.replaceChildren(
    h("ul", { class: "lines" }, lines.map((entry) => line(entry, cart))),
    h("p", { class: "total" }, h("span", {}, words.total), h("span", {}, sums(cart.value, words))),
    h("p", { class: "calls" }, checkout && h("a", { class: "button", href: checkout }, words.checkout)));
}
