"""What the Gradio pages have in common: their looks, and how they are put on the application."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI

# Fonts that every system has: a page must not fetch anything from elsewhere.
_FONT = ["system-ui", "sans-serif"]
_MONO = ["ui-monospace", "Menlo", "Consolas", "monospace"]
_NO_UPLOADS = 1
"""Bytes: no page takes files, so nobody may leave any on the server."""

Updates = dict[Any, Any]
"""What a handler returns: a new value for each component that changes; `NOTHING` where none."""

NOTHING: Updates = gr.skip()

_STYLES = Path(__file__).parent / "gradio_page.css"


def listen(
    event: Callable[..., Any],
    handler: Callable[..., Any],
    inputs: Sequence[gr.Component],
    outputs: Sequence[gr.Component],
    **more: Any,  # noqa: ANN401 - whatever else Gradio's events take
) -> None:
    """Let a handler answer an event: without spinners, without limit, not as a public API."""
    event(
        handler,
        inputs,
        outputs,
        show_progress="hidden",
        concurrency_limit=None,
        api_visibility="private",
        **more,
    )


def mount_page(
    app: FastAPI,
    page: gr.Blocks,
    path: str,
    *,
    styles: Path | None = None,
    auth: Callable[[str, str], bool] | None = None,
    greeting: str | None = None,
) -> None:
    """Put a Gradio page on the application, with nothing of it reaching beyond this machine.

    Args:
        app: The application.
        page: The page; made with `analytics_enabled=False`.
        path: Where it goes.
        styles: A style sheet of its own, beside the common one.
        auth: Says whether a user's name and password are right; None: open to all.
        greeting: Shown above the login form.
    """
    gr.mount_gradio_app(
        app,
        page,
        path,
        auth=auth,
        auth_message=greeting,
        theme=gr.themes.Soft(
            primary_hue="emerald", neutral_hue="stone", font=_FONT, font_mono=_MONO
        ),
        head='<link rel="icon" href="/static/icon.svg">',
        css_paths=[_STYLES, *([styles] if styles else [])],
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size=_NO_UPLOADS,
        show_error=False,
    )
