"""The demo shop's pages: the place where the widget lives."""
