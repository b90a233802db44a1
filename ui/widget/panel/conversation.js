/* One conversation: sends a message until it is answered, and answers it once however often it drops. */

import { ApiError } from "./api.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const OPEN = ["queued", "running"];
const SETTLED = ["done", "unanswered"];
/* Ends of a run that say nothing about the message: the same again is answered. */
const INTERRUPTED = ["abandoned", "stopping"];

/** The assistant broke over a message; `view.failed` offers to try once more. */
class RunError extends Error {}

/** Ids need not be secret, only never the same; `randomUUID` is missing on plain-http pages. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Conversation {
  /** `view` is told what happens, see `panel.js`; `opening` is what a new conversation is told. */
  constructor(api, memory, view, opening) {
    Object.assign(this, { api, memory, view, opening, abort: null, wake: () => {} });
    for (const name of ["online", "pageshow"]) addEventListener(name, () => this.retryNow());
    document.addEventListener("visibilitychange", () => document.hidden || this.retryNow());
  }

  get busy() {
    return this.abort !== null;
  }

  /** The message that has no answer yet, or undefined. */
  get pending() {
    return this.memory.read().pending;
  }

  /** What was said so far, or null where there is no conversation yet. */
  async restore() {
    const transcript = this.memory.read().id ? await this.#transcript() : null;
    const asked = (transcript?.messages ?? []).filter((message) => message.role === "shopper");
    const known = asked.find((message) => message.client_message_id === this.pending?.client_message_id);
    if (SETTLED.includes(known?.status)) this.memory.write({ pending: undefined });
    const open = asked.findLast((message) => OPEN.includes(message.status));
    if (open && !this.pending) {
      this.memory.write({ pending: { text: open.text, client_message_id: open.client_message_id } });
    }
    return transcript;
  }

  /** Sends the shopper's words; `page` is the id of the product whose page this is, or null. */
  send(text, page) {
    const message = { text, client_message_id: newId(), page_product: page };
    this.memory.write({ pending: message, draft: undefined });
    return this.deliver(message);
  }

  /** Sends until it is answered or refused; what drops is resumed with the same id. */
  async deliver(message) {
    const abort = this.abort = new AbortController();
    const run = { message, seen: new Set(), last: null, stopped: false };
    this.stop = () => { run.stopped = true; abort.abort(); this.wake(); };
    this.view.started(message);
    try {
      for (let attempt = 0; !(await this.#attempt(run, attempt)); attempt++) {
        await this.#pause(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt) * (0.75 + Math.random() / 2), run.retryAfter);
      }
    } finally {
      if (this.abort === abort) this.abort = null;
    }
  }

  /** Gives the message under way up, without a word. */
  stop() {}

  /** Cuts a wait short. */
  retryNow() {
    this.wake();
  }

  async #transcript() {
    try {
      return await this.api.transcript();
    } catch (error) {
      if (!this.#lost(error)) throw error;
      this.#forget();
      return null;
    }
  }

  /** Whether this message is settled: answered, refused for good, or given up. */
  async #attempt(run, attempt) {
    if (run.stopped) return true;
    try {
      await this.api.begin(this.opening());
      const result = await this.#stream(run);
      this.#settle(run.message);
      this.view.finished(result);
      return true;
    } catch (error) {
      return run.stopped || this.#problem(run, attempt, error);
    }
  }

  /** Whether a problem ends the attempts. */
  #problem(run, attempt, error) {
    if (error instanceof RunError) {
      this.view.failed(error.message, run.message);
      return true;
    }
    if (attempt < 2 && (this.#lost(error) || error.status === 409)) {
      this.#forget();
      this.view.renewed(error.status === 409);
      return false;
    }
    if (error.passing ?? true) {
      run.retryAfter = error.retryAfter;
      if (attempt > 0) this.view.away();
      return false;
    }
    this.#settle(run.message);
    this.view.refused(error);
    return true;
  }

  /** The result at the end of the run. */
  async #stream(run) {
    const abort = new AbortController();
    this.abort.signal.addEventListener("abort", () => abort.abort());
    for await (const { id, data } of this.api.send(run.message, run.last, abort)) {
      if (id !== null && run.seen.has(id)) continue;
      if (id !== null) run.seen.add(run.last = id);
      this.view.reached();
      if (data.type === "RUN_FINISHED") return data.result;
      this.#tell(data);
    }
    throw new ApiError(0, "the stream ended early");
  }

  #tell(event) {
    switch (event.type) {
      case "RUN_STARTED": this.view.began(); break;
      case "TEXT_MESSAGE_CONTENT": this.view.text(event.delta); break;
      case "TOOL_CALL_RESULT": this.view.action(JSON.parse(event.content)); break;
      case "CUSTOM": this.view.custom(event.name, event.value); break;
      case "RUN_ERROR":
        if (event.code === "erased") throw new ApiError(404, event.message);
        if (INTERRUPTED.includes(event.code)) throw new ApiError(503, event.message);
        throw new RunError(event.message);
    }
  }

  /** Whether the conversation is not there any more, or not ours. */
  #lost(error) {
    return error.status === 403 || error.status === 404;
  }

  #forget() {
    this.memory.write({ id: undefined, token: undefined });
  }

  /** Another tab may have a message of its own under way by now. */
  #settle(message) {
    if (this.pending?.client_message_id === message.client_message_id) this.memory.write({ pending: undefined });
  }

  #pause(milliseconds, retryAfter = 0) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(milliseconds, retryAfter * 1000));
      this.wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}
