"""`shopassist serve`: an indexed shop with its assistant, console and HTTP interface."""

from typing import TYPE_CHECKING

from assistant.cli.options import DATA_DIR
from ui.cli.options import HOST, PORT, serving_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.models.client import ModelClient
    from assistant.models.served import ServedModel
    from assistant.settings import Settings


def serve(data_dir: DATA_DIR = None, host: HOST = None, port: PORT = None) -> None:
    """Serve the shop, the widget, the chat page, the console and the HTTP interface until Ctrl-C.

    The language model is the one at SHOPASSIST_LLM_BASE_URL, or else the one that `shopassist llm`
    serves on this machine; while it is away, the replies are templates'.
    """
    from rich.console import Console

    from assistant.api.server import listen
    from ui.cli.shop_server import serve_shop

    console = Console()
    settings = serving_settings(data_dir, host, port)
    listener = listen(settings.host, settings.port)

    def say(line: str) -> None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    serve_shop(settings, listener, lambda: find_model(settings, say), console)


def find_model(settings: "Settings", say: "Callable[[str], None]") -> "ModelClient | None":
    """Return a client of the model that is served somewhere; None, with a word, where none is."""
    from assistant.errors import UserError
    from assistant.models.client import ModelClient
    from assistant.models.served import find_served

    try:
        if settings.llm_base_url is None:
            served = _served_here(settings, say)
        else:
            served = find_served(settings.llm_base_url, settings.llm_model, settings.llm_api_key)
    except UserError as error:
        say(f"{error}. Until then the replies are templates'.")
        return None
    return ModelClient(served, settings.llm_api_key, settings.llm_timeout)


def _served_here(settings: "Settings", say: "Callable[[str], None]") -> "ServedModel":
    """The model of `shopassist llm`; one that is started later is used from then on."""
    from assistant.models.registry import CPU_DEFAULT, GPU_DEFAULT
    from assistant.models.served import ServedModel, find_served, list_models
    from assistant.models.vllm_command import HOST, gpu_is_there
    from assistant.models.vocabulary import estimate_tokens

    address = f"http://{HOST}:{settings.llm_port}/v1"
    if list_models(address, settings.llm_api_key) is not None:
        return find_served(address, settings.llm_model, settings.llm_api_key)
    say(
        "No language model runs on this machine: `shopassist llm` starts one. "
        "Until then the replies are templates'."
    )
    name = settings.llm_model or (GPU_DEFAULT if gpu_is_there() else CPU_DEFAULT)
    return ServedModel(address, name, estimate_tokens)
