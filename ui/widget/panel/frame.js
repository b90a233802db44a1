/* The panel's furniture: a dialog with a header, the transcript, notices and the composer. */

import { h, icon } from "./dom.js";

const NARROW = matchMedia("(max-width: 520px)");

function menu(words, actions) {
  const list = h("ul", { class: "menu", hidden: true, id: "menu" }, ["human", "copy", "erase"].map((name) =>
    h("li", {}, h("button", { type: "button", onclick: () => { toggle(false); actions[name](); } }, words[name]))));
  const button = h("button", { type: "button", class: "tool", "aria-label": words.menu, title: words.menu,
    "aria-expanded": "false", "aria-controls": "menu", onclick: () => toggle(list.hidden) }, icon("menu"));
  const toggle = (open) => {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) list.querySelector("button").focus(); else button.focus();
  };
  const holder = h("div", { class: "menuholder" }, button, list);
  holder.addEventListener("focusout", (event) => {
    if (holder.contains(event.relatedTarget) || !event.relatedTarget) return;
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
  });
  holder.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.stopPropagation();
    toggle(false);
  });
  return holder;
}

function composer(words, send) {
  const field = h("textarea", { id: "message", rows: 1, placeholder: words.placeholder, maxlength: 4000, dir: "auto",
    autocomplete: "off", enterkeyhint: "send" });
  const submit = () => {
    const text = field.value.trim();
    if (!text || !send(text)) return;
    field.value = "";
    grow();
  };
  const grow = () => {
    field.style.blockSize = "auto";
    field.style.blockSize = `${Math.min(field.scrollHeight, 132)}px`;
  };
  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  const form = h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); submit(); } },
    h("label", { for: "message", class: "hidden" }, words.message), field,
    h("button", { class: "send", "aria-label": words.send, title: words.send }, icon("send")));
  return { form, field, grow };
}

/** Asks before something that cannot be undone; resolves to the answer. */
function confirmation(words) {
  const dialog = h("dialog", { "aria-labelledby": "sure" }, h("form", { method: "dialog" },
    h("p", { id: "sure" }, words.eraseSure),
    h("div", { class: "buttons" },
      h("button", { value: "yes", class: "primary" }, words.eraseYes),
      h("button", { value: "", class: "quiet" }, words.cancel))));
  const ask = () => new Promise((resolve) => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });
  return { dialog, ask };
}

/** On a small screen the panel covers the page, which is then out of reach. */
function coverPage(element) {
  const viewport = window.visualViewport;
  const fit = () => viewport && element.style.setProperty("--sheet", `${viewport.height}px`);
  const apply = () => {
    const covers = NARROW.matches && !element.hidden;
    document.body.inert = covers;
    element.setAttribute("aria-modal", String(covers));
    fit();
  };
  NARROW.addEventListener("change", apply);
  viewport?.addEventListener("resize", fit);
  return apply;
}

/** The panel's elements; `actions`: send(text) → taken, close, human, copy, erase. */
export function createFrame(words, title, actions, announcer) {
  const { form, field, grow } = composer(words, actions.send);
  const { dialog, ask } = confirmation(words);
  const log = h("div", { class: "log", role: "log", "aria-live": "off", "aria-label": title, tabindex: "0" });
  const notice = h("div", { class: "notice", role: "status" });
  const suggestions = h("div", { class: "suggestions" });
  const element = h("div", { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1", hidden: true },
    h("header", {},
      h("span", { class: "mark", "aria-hidden": "true" }, icon("chat")),
      h("div", { class: "names" }, h("h2", { id: "title" }, title), h("p", {}, words.title)),
      menu(words, actions),
      h("button", { type: "button", class: "tool", "aria-label": words.close, title: words.close, onclick: actions.close }, icon("close"))),
    log, notice, suggestions, form, announcer.element, dialog);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !dialog.open) { event.stopPropagation(); actions.close(); }
  });
  return { element, log, notice, suggestions, field, grow, ask, covering: coverPage(element) };
}
