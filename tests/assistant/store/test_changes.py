import asyncio

from assistant.store.changes import Changes


async def test_a_change_from_another_thread_ends_the_wait() -> None:
    changes = Changes()
    with changes.watch("a") as watch:
        await asyncio.to_thread(changes.notify, "a")
        await asyncio.wait_for(watch.wait(60), 5)


async def test_a_change_between_reading_and_waiting_is_not_lost() -> None:
    changes = Changes()
    with changes.watch("a") as watch:
        changes.notify("a")
        await asyncio.sleep(0)
        await asyncio.wait_for(watch.wait(60), 5)


async def test_changes_of_other_conversations_wake_nobody() -> None:
    changes = Changes()
    with changes.watch("a") as watch:
        changes.notify("b")
        waiting = asyncio.ensure_future(watch.wait(60))
        for _ in range(10):
            await asyncio.sleep(0)
        assert not waiting.done()
        changes.notify("a")
        await asyncio.wait_for(waiting, 5)


async def test_the_end_of_the_process_wakes_everyone() -> None:
    changes = Changes()
    with changes.watch("a") as one, changes.watch("b") as other:
        changes.close()
        await asyncio.wait_for(asyncio.gather(one.wait(60), other.wait(60)), 5)
    assert changes.closed
