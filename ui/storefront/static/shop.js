/* What the pages do beyond links and forms: the cart's count, adding to it, opening the assistant. */

import { addToCart, drawCart, readCart } from "./cart.js";

const toast = document.querySelector("[data-toast]");
let clearing;

function say(text) {
  clearTimeout(clearing);
  toast.textContent = text;
  clearing = setTimeout(() => { toast.textContent = ""; }, 4000);
}

function showCount() {
  const badge = document.querySelector("[data-cart-count]");
  const count = Object.values(readCart()).reduce((sum, quantity) => sum + quantity, 0);
  badge.hidden = count === 0;
  badge.textContent = count;
}

document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add]");
  if (add) {
    addToCart(add.dataset.add);
    say(`Added to your cart: ${add.dataset.title}`);
  }
  if (event.target.closest("[data-ask]")) document.querySelector("shop-assistant")?.open();
});

/* The assistant's cards ask the page to put a product in the cart. */
document.addEventListener("shopassist:add", (event) => addToCart(event.detail.id));
document.addEventListener("cart", showCount);
addEventListener("storage", showCount);
showCount();

const lines = document.querySelector("[data-cart-lines]");
if (lines) drawCart(lines);
