/* The panel's words in the shopper's language, fetched one language at a time. */

const LANGUAGES = ["en", "es", "fr", "de", "zh"];

/** The words for a language tag; English where there is no translation. */
export async function strings(language) {
  const tag = LANGUAGES.includes(language) ? language : "en";
  const module = await import(`./lang/${tag}.js`);
  return { tag, ...module.default };
}

/** Puts values in the places of a phrase: fill("{n} products", {n: 3}). */
export function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}
