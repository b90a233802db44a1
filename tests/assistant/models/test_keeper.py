"""The end of a keeper's output is the end of all its processes: each of them holds it open."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.assistant.models.servers import MORTAL, WITH_CHILD, program

KEEPER = [sys.executable, "-m", "assistant.models.keeper"]


@contextmanager
def keeper(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [*KEEPER, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        yield process
        process.kill()


def test_a_server_that_has_answered_is_started_again_when_it_dies() -> None:
    with keeper(program(MORTAL)) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"it answers\n")
        process.stdin.flush()
        assert [process.stdout.readline() for _ in range(2)] == [b"up\n", b"up\n"]


def test_a_server_that_dies_before_it_has_answered_is_given_up() -> None:
    with keeper(program(MORTAL)) as process:
        assert process.stdout
        assert process.stdout.read() == b"up\n"
        assert process.wait() == 1


def test_the_servers_children_end_with_it() -> None:
    with keeper(program(WITH_CHILD)) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == b"up\n"
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_the_server_ends_with_the_process_that_wanted_it(number: signal.Signals) -> None:
    owner = f"import subprocess; subprocess.Popen({[*KEEPER, *program(WITH_CHILD)]!r}, "
    owner += "stdin=subprocess.PIPE, start_new_session=True).wait()"
    with subprocess.Popen(program(owner), stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"up\n"
        process.send_signal(number)
        assert process.stdout.read() == b""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of such an end")
def test_the_server_ends_with_a_keeper_that_is_killed() -> None:
    with keeper(program("print('up', flush=True); import signal; signal.pause()")) as process:
        assert process.stdout
        assert process.stdout.readline() == b"up\n"
        process.kill()
        assert process.stdout.read() == b""
