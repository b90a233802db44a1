/* The little formatting a reply may carry: paragraphs, bold words, lists. */

import { h } from "./dom.js";

function inline(text) {
  return text.split(/(\*\*[^*]+\*\*)/).map((piece) =>
    piece.startsWith("**") && piece.endsWith("**") && piece.length > 4 ? h("strong", {}, piece.slice(2, -2)) : piece);
}

/** Elements for a reply's text; unfinished formatting (the text may still stream) stays as typed. */
export function richText(text) {
  const blocks = [];
  let list = null;
  for (const line of text.split("\n")) {
    const item = /^\s*(?:[-*•]|(\d+)[.)])\s+(.*)$/.exec(line);
    if (item) {
      const kind = item[1] ? "ol" : "ul";
      if (list?.localName !== kind) blocks.push(list = h(kind));
      list.append(h("li", {}, inline(item[2])));
    } else {
      list = null;
      if (line.trim()) blocks.push(h("p", {}, inline(line)));
    }
  }
  return blocks;
}
