/* What must survive a reload, a new tab or a closed lid: the conversation and the unsent words. */

const DAYS = 30;

/** A small store for one shop; where storage is forbidden it lasts as long as the page. */
export class Memory {
  /** What another shopper left behind on this device is not shown to `shopper`. */
  constructor(shop, shopper) {
    this.key = `shopassist:${shop}`;
    this.shopper = shopper;
    this.fallback = {};
  }

  read() {
    try {
      const value = JSON.parse(localStorage.getItem(this.key)) || {};
      return value.until > Date.now() && value.shopper === this.shopper ? value : {};
    } catch {
      return this.fallback;
    }
  }

  /** Merges `changes` into what is kept; undefined removes a key. */
  write(changes) {
    const value = { ...this.read(), ...changes, shopper: this.shopper, until: Date.now() + DAYS * 864e5 };
    this.fallback = value;
    try {
      localStorage.setItem(this.key, JSON.stringify(value));
    } catch { /* Full or forbidden: the fallback holds it for this page. */ }
  }

  clear() {
    this.fallback = {};
    try {
      localStorage.removeItem(this.key);
    } catch { /* Nothing was kept, so nothing is left. */ }
  }
}
