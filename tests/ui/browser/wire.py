"""The wire between the widget and its server: held, cut and mended at chosen places."""

from playwright.sync_api import Page, Route

MESSAGES = "**/api/conversations/*/messages"


class Wire:
    """While it is cut, a message's stream breaks off after `last_part`, and no other gets through.

    `resumed_from` collects the `Last-Event-ID` of every request.
    """

    def __init__(self, page: Page, last_part: str) -> None:
        self._page = page
        self._last_part = last_part
        self._delivered = False
        self.resumed_from: list[str | None] = []
        page.route(MESSAGES, self._cut)

    def mend(self) -> None:
        """Let everything through."""
        # A reply that is being cut is delivered first: its route may not change hands.
        self._page.unroute_all(behavior="wait")
        self._page.route(MESSAGES, self._note)

    def _cut(self, route: Route) -> None:
        self._remember(route)
        if self._delivered:
            route.abort("connectionreset")
            return
        self._delivered = True
        answer = route.fetch()
        events = answer.text().split("\n\n")
        position = next(at for at, event in enumerate(events) if self._last_part in event)
        kept = "".join(f"{event}\n\n" for event in events[: position + 1])
        route.fulfill(response=answer, body=kept)

    def _note(self, route: Route) -> None:
        self._remember(route)
        route.continue_()

    def _remember(self, route: Route) -> None:
        self.resumed_from.append(route.request.headers.get("last-event-id"))
