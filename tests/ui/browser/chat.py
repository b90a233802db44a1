"""The widget as a shopper sees it."""

from playwright.sync_api import Locator, Page, expect


class Chat:
    """The widget on a page; locators look into its open shadow root by themselves."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.get_by_role("button", name="Ask us")
        self.panel = page.locator("shop-assistant [role=dialog]")
        self.field = self.panel.get_by_role("textbox", name="Your message")
        self.said = self.panel.locator(".said")
        self.replies = self.panel.locator(".reply")
        self.notice = self.panel.locator(".notice")

    def open(self) -> "Chat":
        self.launcher.click()
        expect(self.field).to_be_visible()
        return self

    def say(self, text: str) -> None:
        self.field.fill(text)
        self.panel.get_by_role("button", name="Send").click()

    def ask(self, text: str) -> Locator:
        """Send a message and return its reply, once it is whole."""
        count = self.replies.count()
        self.say(text)
        expect(self.replies).to_have_count(count + 1)
        return self.whole(self.replies.last)

    def whole(self, reply: Locator) -> Locator:
        """Return a reply once it can be judged: all its words are there."""
        expect(reply.locator(".feedback")).to_be_visible()
        return reply

    def choose(self, name: str) -> None:
        """Pick an entry of the menu."""
        self.panel.get_by_role("button", name="More", exact=True).click()
        self.panel.get_by_role("button", name=name).click()
