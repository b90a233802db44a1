/* What happens outside replies: an agent writes, the conversation changes hands. */

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** Keeps one stream open while the page is looked at: browsers allow a server only a few. */
export class Follower {
  /** `heard(name, value)` is told of each event once. */
  constructor(api, heard) {
    Object.assign(this, { api, heard, last: "0", wanted: false, running: false, abort: null });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.abort?.abort() : this.#run()));
  }

  /** Follows the remembered conversation from an event on. */
  start(last) {
    this.last = last;
    this.wanted = true;
    this.#run();
  }

  stop() {
    this.wanted = false;
    this.abort?.abort();
  }

  async #run() {
    if (this.running) return;
    this.running = true;
    let wait = FIRST_WAIT;
    while (this.wanted && !document.hidden) {
      if (await this.#listen()) wait = FIRST_WAIT;
      if (this.wanted && !document.hidden) await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    this.running = false;
  }

  /** Whether anything was heard. */
  async #listen() {
    let any = false;
    this.abort = new AbortController();
    try {
      for await (const { id, data } of this.api.follow(this.last, this.abort)) {
        any = true;
        this.last = id;
        this.heard(data.name, data.value);
      }
    } catch (error) {
      if (!error.passing) this.wanted = false;
    }
    return any;
  }
}
