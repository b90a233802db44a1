/* The assistant's HTTP interface, as far as the widget needs it. */

import { events } from "./sse.js";

/** An answer that is not a success; `status` 0 means that the server could not be reached. */
export class ApiError extends Error {
  constructor(status, message, retryAfter = 0) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may succeed later. */
  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export class Api {
  constructor(server, memory) {
    this.server = server;
    this.memory = memory;
  }

  async request(method, path, { body, headers = {}, signal } = {}) {
    const { token } = this.memory.read();
    let response;
    try {
      response = await fetch(new URL(`api/${path}`, this.server), {
        method, signal, cache: "no-store", credentials: "omit",
        headers: {
          ...(token && { Authorization: `Bearer ${token}` }),
          ...(body && { "Content-Type": "application/json" }),
          ...headers,
        },
        body: body && JSON.stringify(body),
      });
    } catch (error) {
      throw new ApiError(0, error.message);
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    const message = problem.error?.message ?? response.statusText;
    throw new ApiError(response.status, message, Number(response.headers.get("Retry-After")) || 0);
  }

  get path() {
    return `conversations/${encodeURIComponent(this.memory.read().id)}`;
  }

  /** Starts a conversation unless one is remembered; `opening` says who shops, and where. */
  async begin(opening) {
    if (this.memory.read().id) return;
    const response = await this.request("POST", "conversations", { body: opening });
    const { conversation_id: id, token } = await response.json();
    this.memory.write({ id, token });
  }

  async transcript() {
    return (await this.request("GET", this.path)).json();
  }

  /** Posts a message; yields its events. The same `client_message_id` again resumes, never repeats. */
  send(message, lastEventId, abort) {
    return this.#stream("POST", "messages", lastEventId, abort, message);
  }

  /** Yields what happens in the conversation outside replies. */
  follow(lastEventId, abort) {
    return this.#stream("GET", "events", lastEventId, abort);
  }

  async cart() {
    return (await this.request("GET", `${this.path}/cart`)).json();
  }

  /** Sets quantities by product id; the same again changes nothing. */
  async setCart(quantities) {
    return (await this.request("PUT", `${this.path}/cart`, { body: { quantities } })).json();
  }

  feedback(body) {
    return this.request("POST", `${this.path}/feedback`, { body });
  }

  handoff() {
    return this.request("POST", `${this.path}/handoff`, { body: {} });
  }

  erase() {
    return this.request("DELETE", this.path);
  }

  async *#stream(method, path, lastEventId, abort, body) {
    const headers = { Accept: "text/event-stream", ...(lastEventId && { "Last-Event-ID": lastEventId }) };
    const response = await this.request(method, `${this.path}/${path}`, { body, headers, signal: abort.signal });
    yield* events(response, abort);
  }
}
