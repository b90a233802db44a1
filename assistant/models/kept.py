"""Starts a server in the hands of a keeper, and ends it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from assistant.models.vllm_command import HOST, VllmCommand
from assistant.models.weights import Say
from retrieval.errors import UserError

_POLL_SECONDS = 0.5
_SAY_SECONDS = 10
_LONGEST_START = 1800.0
_LONGEST_END = 20.0


@contextmanager
def kept_server(command: VllmCommand, port: int, log: Path, say: Say) -> Iterator[None]:
    """Run a server for as long as the context lasts, started again whenever it dies.

    It ends with this process, however that ends; see `assistant.models.keeper`.

    Args:
        command: What to run.
        port: Where it will answer, on this machine.
        log: Gets what the server writes; an older log is replaced.
        say: Told how long the start takes.

    Raises:
        UserError: The server does not start.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "assistant.models.keeper", *command.arguments],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **command.environment},
            # Ctrl-C in the terminal is for us; the keeper learns of our end by its input.
            start_new_session=True,
        )
    try:
        _wait_until_healthy(keeper, port, log, say)
        _tell(keeper, b"it answers\n")
        yield
    finally:
        _end(keeper)


def _wait_until_healthy(keeper: subprocess.Popen[bytes], port: int, log: Path, say: Say) -> None:
    began = time.monotonic()
    said = 0.0
    with httpx.Client(trust_env=False, timeout=_POLL_SECONDS) as http:
        while not _is_healthy(http, port):
            elapsed = time.monotonic() - began
            if _has_ended(keeper) or elapsed > _LONGEST_START:
                raise UserError(f"vLLM did not start: {_reason(log)}; the whole log is {log}")
            if elapsed - said >= _SAY_SECONDS:
                said = elapsed
                say(f"vLLM is loading the model ({elapsed:.0f} s)")
    say(f"vLLM is ready after {time.monotonic() - began:.0f} s")


def _is_healthy(http: httpx.Client, port: int) -> bool:
    try:
        return http.get(f"http://{HOST}:{port}/health").is_success
    except httpx.HTTPError:
        return False


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Wait for a moment for the process; whether it has ended then."""
    try:
        process.wait(_POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def _reason(log: Path) -> str:
    """The last line of the log that names an error."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    errors = [line for line in lines if "rror: " in line]
    return (errors or lines or ["it wrote nothing"])[-1].strip()


def _tell(keeper: subprocess.Popen[bytes], line: bytes) -> None:
    if keeper.stdin is None:
        raise RuntimeError("the keeper was started without a pipe")
    keeper.stdin.write(line)
    keeper.stdin.flush()


def _end(keeper: subprocess.Popen[bytes]) -> None:
    if keeper.stdin is not None:
        keeper.stdin.close()
    try:
        keeper.wait(_LONGEST_END)
    except subprocess.TimeoutExpired:
        keeper.kill()
        keeper.wait()
