import threading

import pytest

from ui.cli.background import InBackground


def test_the_work_runs_while_others_do() -> None:
    may_end = threading.Event()
    work = InBackground(lambda: may_end.wait(10))
    may_end.set()
    assert work.result()


def test_what_the_work_raised_is_raised_where_it_is_needed() -> None:
    def fail() -> None:
        raise ValueError("no such thing")

    work = InBackground(fail)
    with pytest.raises(ValueError, match="no such thing"):
        work.result()


def test_a_process_that_ends_does_not_wait_for_it() -> None:
    before = set(threading.enumerate())
    work = InBackground(threading.Event().wait)
    [thread] = set(threading.enumerate()) - before
    assert thread.daemon
    assert work is not None
