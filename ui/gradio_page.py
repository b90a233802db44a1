"""What the Gradio pages have in common: their looks, and how they are put on the application."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI
from gradio.events import Dependency

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
    outputs: Sequence[gr.Component | gr.Tab],
    *,
    queue: bool = True,
) -> Dependency:
    """Let a handler answer an event: without spinners, without limit, not as a public API.

    Args:
        event: An event of a component.
        handler: Returns `Updates` of the outputs.
        inputs: Whose values the handler is called with.
        outputs: What it may change.
        queue: Go through Gradio's queue, which streams; not worth it for a quick look.

    Returns:
        What a following step can be hung on (`then`).
    """
    dependency: Dependency = event(
        handler,
        inputs,
        outputs,
        show_progress="hidden",
        concurrency_limit=None,
        api_visibility="private",
        queue=queue,
    )
    return dependency


def mount_page(
    app: FastAPI,
    page: gr.Blocks,
    path: str,
    *,
    styles: Path | None = None,
    script: Path | None = None,
    auth: Callable[[str, str], bool] | None = None,
    greeting: str | None = None,
) -> None:
    """Put a Gradio page on the application, with nothing of it reaching beyond this machine.

    Args:
        app: The application.
        page: The page; made with `analytics_enabled=False`.
        path: Where it goes.
        styles: A style sheet of its own, beside the common one.
        script: A script that runs when the page has loaded.
        auth: Says whether a user's name and password are right; None: open to all.
        greeting: Shown above the login form.
    """
    gr.mount_gradio_app(
        app,
        page,
        path,
        auth=auth,
        auth_message=greeting,
        theme=_theme(),
        head='<link rel="icon" href="/static/icon.svg">',
        css_paths=[_STYLES, *([styles] if styles else [])],
        js=script.read_text(encoding="utf-8") if script else None,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size=_NO_UPLOADS,
        show_error=False,
    )


def _theme() -> gr.themes.Base:
    """Gradio's soft theme with text and buttons dark enough to read (WCAG AA)."""
    soft = gr.themes.Soft(primary_hue="emerald", neutral_hue="stone", font=_FONT, font_mono=_MONO)
    return soft.set(
        body_background_fill="*neutral_50",
        input_border_width="1px",
        input_border_color="*neutral_300",
        body_text_color_subdued="*neutral_500",
        body_text_color_subdued_dark="*neutral_400",
        input_placeholder_color="*neutral_500",
        button_primary_background_fill="*primary_800",
        button_primary_background_fill_hover="*primary_700",
        checkbox_label_background_fill_selected="*primary_800",
        block_title_background_fill="none",
        block_title_text_color="*neutral_700",
        block_title_text_color_dark="*neutral_200",
        block_label_text_color="*neutral_700",
        block_label_text_color_dark="*neutral_200",
    )
