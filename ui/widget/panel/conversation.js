/* One conversation: sends a message until it is answered, and answers it once however often it drops. */

import { ApiError } from "./api.js";

const SILENCE = 40_000;   // Longer than the server's keep-alive: a stream this quiet is dead.
const LONGEST_WAIT = 15_000;

/** Ids need not be secret, only never the same; `randomUUID` is missing on plain-http pages. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Conversation {
  /** `view` is told what happens: see `panel.js` for its methods. */
  constructor(api, memory, view) {
    Object.assign(this, { api, memory, view, busy: false, wake: () => {} });
    for (const name of ["online", "pageshow"]) addEventListener(name, () => this.retryNow());
    document.addEventListener("visibilitychange", () => document.hidden || this.retryNow());
  }

  /** What was said so far, or null where there is no conversation yet; resumes an unanswered message. */
  async restore() {
    const { id, pending } = this.memory.read();
    let transcript = null;
    if (id) transcript = await this.#transcript();
    if (pending) {
      const answered = transcript?.turns.some((turn) => turn.client_message_id === pending.client_message_id);
      if (answered) this.memory.write({ pending: undefined });
    }
    return transcript;
  }

  get pending() {
    return this.memory.read().pending;
  }

  send(text, product) {
    const message = { text, client_message_id: newId(), ...(product && { page_product: product }) };
    this.memory.write({ pending: message, draft: undefined });
    return this.deliver(message);
  }

  /** Sends until it is answered or refused; what drops is resumed with the same id. */
  async deliver(message) {
    this.busy = true;
    const run = { message, seen: new Set(), last: null };
    this.view.started(message);
    try {
      for (let attempt = 0; !(await this.#attempt(run, attempt)); attempt++) {
        await this.#pause(Math.min(LONGEST_WAIT, 500 * 2 ** attempt) * (0.75 + Math.random() / 2), run.retryAfter);
      }
    } finally {
      this.busy = false;
    }
  }

  /** Cuts a wait, or a stream that may have died in its sleep, short. */
  retryNow() {
    this.wake();
  }

  async #transcript() {
    try {
      return await this.api.transcript();
    } catch (error) {
      if (error.status === 403 || error.status === 404) this.memory.write({ id: undefined, token: undefined });
      else throw error;
      return null;
    }
  }

  /** Whether this message is settled: answered, or refused for good. */
  async #attempt(run, attempt) {
    try {
      await this.api.begin();
      if (!(await this.#stream(run))) throw new ApiError(0, "the stream ended early");
      this.memory.write({ pending: undefined });
      this.view.finished();
      return true;
    } catch (error) {
      if (error.status === 403 || error.status === 404) {
        this.memory.write({ id: undefined, token: undefined });
        if (attempt < 2) return false;
      } else if (error.passing ?? true) {
        run.retryAfter = error.retryAfter;
        if (attempt > 0) this.view.away();
        return false;
      }
      this.memory.write({ pending: undefined });
      this.view.refused(error);
      return true;
    }
  }

  /** Whether the stream reached its end. */
  async #stream(run) {
    const abort = new AbortController();
    let heard = Date.now();
    const suspect = (silence) => Date.now() - heard > silence && abort.abort();
    const watch = setInterval(() => suspect(SILENCE), 5_000);
    this.wake = () => suspect(5_000);
    try {
      for await (const { id, data } of this.api.send(run.message, run.last, abort.signal)) {
        heard = Date.now();
        if (id !== null && run.seen.has(id)) continue;
        if (id !== null) run.seen.add(run.last = id);
        this.view.reached();
        if (this.#handle(data)) return true;
      }
      return false;
    } finally {
      clearInterval(watch);
    }
  }

  /** Passes one event on; true at the end of the run. */
  #handle(event) {
    switch (event.type) {
      case "TEXT_MESSAGE_CONTENT": this.view.text(event.delta); break;
      case "CUSTOM": this.view.custom(event.name, event.value); break;
      case "RUN_ERROR": throw new ApiError(event.code === "refused" ? 400 : 503, event.message);
      case "RUN_FINISHED": return true;
    }
    return false;
  }

  #pause(milliseconds, retryAfter = 0) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(milliseconds, retryAfter * 1000));
      this.wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}
