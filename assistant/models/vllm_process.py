"""Has a model served: at the configured address, by a vLLM that runs already, or by a new one."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock

from assistant.models.client import ModelClient
from assistant.models.kept import kept_server
from assistant.models.registry import CPU_DEFAULT, GPU_DEFAULT, LanguageModel, find_model
from assistant.models.served import ServedModel, find_served, list_models
from assistant.models.vllm_command import HOST, gpu_is_there, vllm_command
from assistant.models.vocabulary import token_counter
from assistant.models.weights import Say, prepare
from assistant.settings import Settings
from retrieval.errors import DownloadError, UserError


@contextmanager
def running_model(settings: Settings, say: Say) -> Iterator[ModelClient]:
    """Yield a client of the model, served for as long as the context lasts.

    Args:
        settings: Which model, and where.
        say: Told about progress, a line at a time.

    Raises:
        UserError: The model cannot be had or served; the message says what to do.
    """
    with running_server(settings, say) as served:
        yield ModelClient(served, settings.llm_api_key, settings.llm_timeout)


@contextmanager
def running_server(settings: Settings, say: Say) -> Iterator[ServedModel]:
    """Yield where the model is served; a vLLM that was started for it ends with the context.

    Raises:
        UserError: The model cannot be had or served; the message says what to do.
    """
    if settings.llm_base_url:
        yield find_served(settings.llm_base_url, settings.llm_model, settings.llm_api_key)
        return
    gpu = gpu_is_there()
    model, folder = _model_here(settings, gpu, say)
    address = f"http://{HOST}:{settings.llm_port}/v1"
    served = ServedModel(address, model.name, token_counter(folder))
    with ExitStack() as stack:
        # Of two that want the same model at the same time, one starts it and the other joins.
        with FileLock(settings.models_dir / f"port-{settings.llm_port}.lock"):
            if _runs_already(served, settings):
                say(f"Using the vLLM that serves {model.name} at {address} already")
            else:
                command = vllm_command(model, folder, settings.llm_port, gpu=gpu)
                log = settings.data_dir / "logs" / f"vllm-{settings.llm_port}.log"
                say(f"Starting vLLM with {model.name}; its log is {log}")
                stack.enter_context(kept_server(command, settings.llm_port, log, say))
        yield served


def _model_here(settings: Settings, gpu: bool, say: Say) -> tuple[LanguageModel, Path]:
    """Return the model to serve, with its folder."""
    wanted = find_model(settings.llm_model or (GPU_DEFAULT if gpu else CPU_DEFAULT))
    try:
        return wanted, prepare(wanted, settings.models_dir, say)
    except DownloadError as error:
        if settings.llm_model or not gpu:
            raise
        packaged = find_model(CPU_DEFAULT)
        say(f"{error}; {packaged.name} stands in for it")
        return packaged, prepare(packaged, settings.models_dir, say)


def _runs_already(wanted: ServedModel, settings: Settings) -> bool:
    """Whether the model is served at its address already.

    Raises:
        UserError: Something else is at that address.
    """
    models = list_models(wanted.base_url, settings.llm_api_key)
    if models is None and _is_free(settings.llm_port):
        return False
    names = [model.id for model in models or []]
    if wanted.name in names:
        return True
    what = f"a server of {', '.join(names)}" if names else "something else"
    raise UserError(
        f"port {settings.llm_port} is taken by {what}: "
        "end it, or choose another port with SHOPASSIST_LLM_PORT"
    )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
