"""Server-sent events on the wire."""

from starlette.responses import StreamingResponse

HEARTBEAT = b": still here\n\n"
HEARTBEAT_SECONDS = 15.0
POLL_SECONDS = 1.0
"""How soon something that another process did is seen."""


def sse(data: str, event_id: str | None = None) -> bytes:
    r"""Format one event; JSON has no raw line ends, so the data is one line.

    >>> sse('{"a":1}', "1-2")
    b'id: 1-2\ndata: {"a":1}\n\n'
    """
    head = f"id: {event_id}\n" if event_id else ""
    return f"{head}data: {data}\n\n".encode()


class EventStream(StreamingResponse):
    """A stream that no cache keeps and no proxy holds back."""

    media_type = "text/event-stream"

    def init_headers(self, headers: dict[str, str] | None = None) -> None:  # type: ignore[override]
        """Add the headers that keep the stream flowing."""
        super().init_headers(
            {"Cache-Control": "no-store", "X-Accel-Buffering": "no", **(headers or {})}
        )
