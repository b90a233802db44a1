/* Building elements: text always goes in as text, so that nothing a server says becomes markup. */

/** An element with properties (`class`, `onclick`, `aria-…`, any attribute) and children. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-7-5.5 15-3-6.2z",
  menu: "M12 6h.01M12 12h.01M12 18h.01",
  up: "M7 11v9H4v-9zM7 11l4-7c1.6 0 2.3 1 2 2.6L12.5 10H19l-1.4 8.6c-.2.8-.8 1.4-1.7 1.4H7",
  down: "M17 13V4h3v9zM17 13l-4 7c-1.6 0-2.3-1-2-2.6l.5-3.4H5l1.4-8.6C6.600 4.600 7.200 4 8.100 4H17",
  next: "M9 5l7 7-7 7",
  previous: "M15 5l-7 7 7 7",
  chat: "M4 5.500h16v11h-9.500L6 20.500v-4H4z",
};

/** A line icon, hidden from screen readers: the control that carries it has a name of its own. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const attributes = { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": name === "menu" ? 3 : 1.8,
    "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true", class: "icon" };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** An address that may be opened or loaded: http(s) only, relative ones resolved on the server. */
export function safeUrl(address, base) {
  if (!address) return null;
  try {
    const url = new URL(address, base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
