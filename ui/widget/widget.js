/* The loader: one script tag puts a launcher on any page and fetches the panel when it is wanted.
 *
 *   <script src="https://assistant.example/widget.js" data-shop="Harbour" defer></script>
 *
 * Options, all of them attributes of the tag: data-shop, data-product (the product whose page this
 * is), data-contact (shown when the assistant is away), data-lang, data-theme (light, dark).
 */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || customElements.get("shop-assistant")) return;

  const options = script.dataset;
  const server = new URL(".", script.src).href;
  const tag = (options.lang || document.documentElement.lang || navigator.language || "en").slice(0, 2);
  const words = {
    en: ["Ask us", "Shopping assistant", "The assistant could not be loaded."],
    es: ["Pregunta", "Asistente de compras", "No se pudo cargar el asistente."],
    fr: ["Une question ?", "Assistant d’achat", "L’assistant n’a pas pu être chargé."],
    de: ["Fragen?", "Einkaufsberatung", "Der Assistent konnte nicht geladen werden."],
    zh: ["咨询", "购物助手", "无法加载助手。"],
  };
  const [label, name, failed] = words[tag] || words.en;

  /* `!important` inside a shadow root outranks every rule of the page for the host element. */
  const css = `
    :host { all: initial !important; position: fixed !important; display: block !important;
      inset: auto 0 0 auto !important; width: 0 !important; height: 0 !important;
      z-index: var(--shopassist-z, 2147483000) !important; }
    section { color-scheme: light dark; font: 600 16px/1.2 var(--shopassist-font, system-ui, sans-serif); }
    section[data-theme=light] { color-scheme: light; }
    section[data-theme=dark] { color-scheme: dark; }
    .launcher { position: fixed; inset-block-end: max(20px, env(safe-area-inset-bottom)); inset-inline-end: 20px;
      display: flex; align-items: center; gap: 10px; min-height: 52px; padding: 0 22px 0 18px; border: 0;
      border-radius: 26px; cursor: pointer; font: inherit; box-shadow: 0 6px 24px #0003;
      background: var(--shopassist-accent, light-dark(#14503f, #8fd3b8));
      color: var(--shopassist-on-accent, light-dark(#fff, #08251b)); }
    .launcher:hover { filter: brightness(1.08); }
    .launcher:focus-visible { outline: 3px solid light-dark(#fff, #000); outline-offset: 0;
      box-shadow: 0 0 0 6px light-dark(#14503f, #8fd3b8); }
    .launcher[hidden] { display: none; }
    .launcher svg { inline-size: 22px; block-size: 22px; }
    .failed { position: fixed; inset-block-end: 84px; inset-inline-end: 20px; max-inline-size: 260px; margin: 0;
      padding: 12px 16px; border-radius: 12px; background: light-dark(#fff, #1c2320);
      color: light-dark(#17201c, #e9efec); font-weight: 400; box-shadow: 0 6px 24px #0003; }
    .failed:empty { display: none; }`;

  const node = (kind, attributes) => {
    const element = kind === "svg" || kind === "path"
      ? document.createElementNS("http://www.w3.org/2000/svg", kind)
      : document.createElement(kind);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  const remembered = (key, value) => {
    try {
      if (value === undefined) return sessionStorage.getItem(key);
      sessionStorage.setItem(key, value);
    } catch { /* Storage may be forbidden: the panel then starts closed on each page. */ }
    return null;
  };

  class ShopAssistant extends HTMLElement {
    #openKey = `shopassist:open:${options.shop || ""}`;

    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
      this.frame = node("section", { "aria-label": name });
      if (options.theme) this.frame.dataset.theme = options.theme;
      this.frame.dir = getComputedStyle(document.documentElement).direction;
      this.launcher = node("button", {
        type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false",
      });
      const icon = node("svg", { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor",
        "stroke-width": "1.8", "stroke-linejoin": "round", "aria-hidden": "true" });
      icon.append(node("path", { d: "M4 5.5h16v11h-9.5L6 20.5v-4H4z" }));
      this.launcher.append(icon, label);
      this.problem = node("p", { class: "failed", role: "status" });
      this.frame.append(this.launcher, this.problem);
      root.append(this.frame);
      this.launcher.addEventListener("pointerenter", () => this.#load().catch(() => {}), { once: true });
      this.launcher.addEventListener("click", () => this.open(true));
      const roomy = matchMedia("(min-width: 521px)").matches;
      if (roomy && remembered(this.#openKey)) this.open(false);
    }

    /** Opens the panel; `focus` is false where the shopper did not ask for it just now. */
    async open(focus = true) {
      this.problem.textContent = "";
      try {
        const panel = await this.#load();
        panel.open(focus);
        this.#expanded(true);
      } catch {
        this.panel = null;
        this.problem.textContent = [failed, options.contact].filter(Boolean).join(" ");
      }
    }

    #expanded(open) {
      this.launcher.hidden = open;
      this.launcher.setAttribute("aria-expanded", String(open));
      remembered(this.#openKey, open ? "1" : "");
    }

    #load() {
      const closed = () => { this.#expanded(false); this.launcher.focus(); };
      this.panel ||= import(`${server}panel.js`)
        .then((module) => module.createPanel({ host: this, frame: this.frame, options, server, language: tag, closed }));
      return this.panel;
    }
  }
  customElements.define("shop-assistant", ShopAssistant);

  /* Beside the body, not in it: a transform or an overflow there cannot trap a fixed element. */
  const attach = () => document.documentElement.append(document.createElement("shop-assistant"));
  if (document.body) attach(); else addEventListener("DOMContentLoaded", attach, { once: true });
})();
