/* The cart: ids and quantities in this browser; names and prices always come from the shop. */

const KEY = "cart";

export function readCart() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

/** Sets how many of a product the cart holds; 0 takes it out. */
export function setQuantity(id, quantity) {
  const cart = readCart();
  if (quantity > 0) cart[id] = quantity; else delete cart[id];
  localStorage.setItem(KEY, JSON.stringify(cart));
  document.dispatchEvent(new Event("cart"));
}

export function addToCart(id) {
  setQuantity(id, (readCart()[id] ?? 0) + 1);
}

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function line(entry, quantity, draw) {
  const field = element("input", { type: "number", min: 0, max: 99, value: quantity, inputmode: "numeric",
    "aria-label": `Quantity of ${entry.title}` });
  field.addEventListener("change", () => { setQuantity(entry.id, Math.min(99, Number(field.value) || 0)); draw(); });
  const picture = element("div", { class: "picture" });
  if (entry.image) picture.append(element("img", { src: entry.image, alt: "", width: 84, height: 84 }));
  return element("li", {}, picture,
    element("div", {}, element("h2", {}, element("a", { href: entry.url }, entry.title)),
      element("p", { class: "soft" }, [entry.options, entry.stock].filter(Boolean).join(" · ")),
      element("label", {}, "Quantity ", field)),
    element("p", { class: "sum price" }, entry.price));
}

/** Draws the cart page's lines and total, priced by the server. */
export async function drawCart(place) {
  const cart = readCart();
  const query = new URLSearchParams(Object.entries(cart).map(([id, quantity]) => ["line", `${quantity} ${id}`]));
  const response = await fetch(`/cart/lines?${query}`);
  const { lines, total } = await response.json();
  if (!lines.length) {
    place.replaceChildren(element("p", {}, "Nothing in it yet. "), element("p", { class: "calls" }, element("a", { class: "button", href: "/" }, "Look around")));
    return;
  }
  const draw = () => drawCart(place);
  place.replaceChildren(
    element("ul", { class: "lines" }, ...lines.map((entry) => line(entry, cart[entry.id], draw))),
    element("p", { class: "total" }, element("span", {}, "Total"), element("span", {}, total)),
    element("p", { class: "soft" }, "This is a demonstration: there is no checkout."));
}
