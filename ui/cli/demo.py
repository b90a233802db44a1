"""`shopassist demo`: the demo shop with everything, set up where it is not yet."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DATA_DIR
from ui.cli.options import HOST, PORT, serving_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack
    from pathlib import Path

    from assistant.models.client import ModelClient
    from assistant.settings import Settings


def demo(
    data_dir: DATA_DIR = None,
    host: HOST = None,
    port: PORT = None,
    with_model: Annotated[
        bool, typer.Option("--model/--no-model", help="Let the model write, or templates.")
    ] = True,
) -> None:
    """Set up the demo shop, start its language model and serve it; Ctrl-C ends all of it."""
    import signal
    from contextlib import ExitStack

    # Before there are threads: scipy fails where another thread is half-way through these.
    import torch  # noqa: F401
    from rich.console import Console

    import assistant.models.vllm_process  # noqa: F401
    from assistant.api.server import listen
    from assistant.cli.index import index_files
    from assistant.demo_shop.setup import set_up_demo_shop
    from ui.cli.background import InBackground
    from ui.cli.shop_server import serve_shop

    console = Console()
    settings = serving_settings(data_dir, host, port)
    listener = listen(settings.host, settings.port)

    def say(line: str) -> None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    _make_folder(settings.data_dir)
    # `kill` ends it as Ctrl-C does: in order, vLLM too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with ExitStack() as stack:
        # vLLM loads in a process of its own: meanwhile the shop is set up and opened here.
        model = InBackground(lambda: start_model(settings, stack, say) if with_model else None)
        set_up_demo_shop(
            settings.data_dir,
            lambda kind, files: index_files(kind, files, settings, console),
            say,
        )
        serve_shop(settings, listener, model.result, console)


def _make_folder(data_dir: "Path") -> None:
    from assistant.errors import UserError

    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"cannot use {data_dir}: {error.strerror}; choose another folder with --data-dir"
        ) from error


def start_model(
    settings: "Settings", stack: "ExitStack", say: "Callable[[str], None]"
) -> "ModelClient | None":
    """Start the model for as long as the stack lasts; None, with a word, where it cannot be."""
    from assistant.errors import UserError
    from assistant.models.vllm_process import running_model

    try:
        return stack.enter_context(running_model(settings, say))
    except UserError as error:
        say(f"No language model: {error}. The replies are templates'.")
        return None
