/* Server-sent events over fetch: EventSource can neither post nor carry a token. */

const SILENCE = 40_000;  // The server says something every 15 s: a stream this quiet is dead.
const CHECK = 5_000;

function parse(block) {
  const event = { id: null, data: [] };
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, "");
    const field = line.slice(0, colon);
    if (field === "data") event.data.push(value);
    else if (field === "id") event.id = value;
  }
  return event.data.length ? { id: event.id, data: JSON.parse(event.data.join("\n")) } : null;
}

/** Ends a stream that died in its sleep; whoever reads it then asks again. */
function watch(abort) {
  let heard = Date.now();
  const check = () => Date.now() - heard > SILENCE && abort.abort();
  const timer = setInterval(check, CHECK);
  return { heard: () => { heard = Date.now(); }, end: () => clearInterval(timer) };
}

/** Yields `{id, data}` for each complete event of a response's body, as it arrives. */
export async function* events(response, abort) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const life = watch(abort);
  let buffer = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      life.heard();
      buffer = (buffer + value).replaceAll("\r\n", "\n");
      let end;
      while ((end = buffer.indexOf("\n\n")) >= 0) {
        const event = parse(buffer.slice(0, end));
        buffer = buffer.slice(end + 2);
        if (event) yield event;
      }
    }
  } finally {
    life.end();
    reader.cancel().catch(() => {});
  }
}
