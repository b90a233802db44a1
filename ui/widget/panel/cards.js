/* Products as the shop's records have them: cards in a row, and the comparison table. */

import { h, icon, safeUrl } from "./dom.js";
import { fill } from "./strings.js";

const FEW = 5;

/** What the shop asks, in the reader's way of writing money. */
export function price(money, language) {
  const format = new Intl.NumberFormat(language, { style: "currency", currency: money.currency });
  return format.format(Number(money.amount));
}

function prices(card, words) {
  const usual = card.price && price(card.price, words.tag);
  if (!card.sale_price) return usual ? h("p", { class: "price" }, usual) : null;
  return h("p", { class: "price" },
    h("span", { class: "sale" }, h("span", { class: "hidden" }, `${words.now} `), price(card.sale_price, words.tag)),
    usual && h("s", {}, h("span", { class: "hidden" }, `${words.was} `), usual));
}

function stock(card, words) {
  if (!card.in_stock) return h("p", { class: "stock out" }, words.soldOut);
  const few = card.stock !== null && card.stock <= FEW;
  return h("p", { class: few ? "stock few" : "stock" }, few ? fill(words.fewLeft, { n: card.stock }) : words.inStock);
}

function rating(card, words) {
  if (card.rating === null || card.rating === undefined) return null;
  const shown = card.rating.toLocaleString(words.tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const count = card.rating_count?.toLocaleString(words.tag);
  return h("p", { class: "rating" },
    h("span", { "aria-hidden": "true" }, `★ ${shown}`, count && h("span", { class: "count" }, ` (${count})`)),
    h("span", { class: "hidden" }, fill(words.rated, { rating: shown }), count ? `, ${fill(words.reviews, { n: count })}` : ""));
}

function options(card) {
  const entries = Object.entries(card.options || {}).filter(([, values]) => values.length > 1);
  if (!entries.length) return null;
  return h("dl", { class: "options" }, entries.map(([name, values]) =>
    h("div", {}, h("dt", {}, name.replaceAll("_", " ")), h("dd", {}, values.join(", ")))));
}

/** Which wishes it meets, for those who ask. */
function why(card, words) {
  if (!card.fits || !card.why?.length) return null;
  return h("details", { class: "why" },
    h("summary", {}, words.why, h("span", { class: "hidden" }, ` ${card.title}`)),
    h("ul", {}, card.why.map((reason) => h("li", {}, reason))));
}

/** Which wishes it misses, said at once. */
function misses(card, words) {
  if (card.fits || !card.why?.length) return null;
  return h("p", { class: "misses" }, h("span", { class: "hidden" }, `${words.misses} `), card.why.join("; "));
}

function productCard(card, { words, server, add }) {
  const image = safeUrl(card.image, server);
  const button = card.in_stock && h("button", { type: "button", class: "small", onclick: () => add(card) },
    words.add, h("span", { class: "hidden" }, ` ${card.title}`));
  return h("li", { class: "card" },
    image ? h("img", { src: image, alt: "", loading: "lazy", width: 208, height: 136 }) : h("div", { class: "noimage" }),
    h("div", { class: "about" },
      card.brand && h("p", { class: "brand" }, card.brand),
      h("h4", {}, h("a", { href: safeUrl(card.url, server) }, card.title)),
      prices(card, words),
      h("div", { class: "line" }, stock(card, words), rating(card, words)),
      options(card),
      misses(card, words),
      h("div", { class: "doing" }, why(card, words), button)));
}

function arrow(strip, words, direction) {
  const sign = direction === "next" ? 1 : -1;
  const rtl = () => (getComputedStyle(strip).direction === "rtl" ? -1 : 1);
  return h("button", { type: "button", class: `arrow ${direction}`, "aria-label": words[direction],
    onclick: () => strip.scrollBy({ left: sign * rtl() * strip.clientWidth * 0.8 }) }, icon(direction));
}

/** A row of product cards; `settings` has the words, the server's address and the cart's way in. */
export function productCards(cards, settings) {
  const { words } = settings;
  const label = cards.length === 1 ? words.product : fill(words.products, { n: cards.length });
  const strip = h("ul", { class: "strip", "aria-label": label }, cards.map((card) => productCard(card, settings)));
  const row = h("div", { class: "cards" }, strip);
  if (cards.length === 1) strip.classList.add("single");
  if (cards.length > 1) {
    const arrows = [arrow(strip, words, "previous"), arrow(strip, words, "next")];
    row.append(...arrows);
    const update = () => {
      const start = Math.abs(strip.scrollLeft);
      arrows[0].hidden = start < 8;
      arrows[1].hidden = start + strip.clientWidth > strip.scrollWidth - 8;
    };
    strip.addEventListener("scroll", update, { passive: true });
    new ResizeObserver(update).observe(strip);
  }
  return row;
}

/** One column a product, one row an attribute in which they differ. */
export function comparison(table, cards, words) {
  const title = (id) => cards.find((card) => card.id === id)?.title ?? id;
  return h("div", { class: "compare", role: "region", tabindex: "0", "aria-label": words.compare },
    h("table", {},
      h("thead", {}, h("tr", {}, h("td"), table.products.map((id) => h("th", { scope: "col" }, title(id))))),
      h("tbody", {}, table.rows.map(([name, cells]) =>
        h("tr", {}, h("th", { scope: "row" }, name), cells.map((cell) => h("td", {}, cell || "–")))))));
}
