"""The desk's thread at the end of the program."""

import asyncio

import pytest

from counter_tui.tui.desk_thread import DeskThread
from tests.tui.office import Office


async def test_whoever_asks_at_the_programs_end_is_cancelled_and_nothing_crashes(office: Office) -> None:
    desk = DeskThread(office.open_desk)
    assert await desk.run(lambda one: one.queue().serving) == ()
    desk.close()
    with pytest.raises(asyncio.CancelledError):
        await desk.run(lambda one: one.queue())
