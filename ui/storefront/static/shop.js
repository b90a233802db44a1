/* What the pages do beyond links and forms: the cart's count, adding to it, opening the assistant. */

import { drawCart, openCart } from "./cart.js";

const toast = document.querySelector("[data-toast]");
const lines = document.querySelector("[data-cart-lines]");
let clearing;

function say(text) {
  clearTimeout(clearing);
  toast.textContent = text;
  clearing = setTimeout(() => { toast.textContent = ""; }, 4000);
}

const cart = openCart(({ pieces }) => {
  const badge = document.querySelector("[data-cart-count]");
  badge.hidden = pieces === 0;
  badge.textContent = pieces;
  if (lines) drawCart(lines, cart);
});

async function add({ add: id, title }) {
  const before = cart.quantities[id] ?? 0;
  try {
    await cart.set({ [id]: before + 1 });
    const after = cart.quantities[id] ?? 0;
    say(after > before ? `Added to your cart: ${title}` : `No more of this is left: ${title}`);
  } catch {
    say("That did not work. Please try again.");
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add]");
  if (button) add(button.dataset);
  if (event.target.closest("[data-ask]")) document.querySelector("shop-assistant")?.open();
});

/* A cart that cannot be read (any more) is shown as the empty one that it is to the shopper. */
await cart.read().catch(() => {});
if (lines) drawCart(lines, cart);
