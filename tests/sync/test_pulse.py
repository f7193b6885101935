"""A hub that is gone is noticed beside whatever is asked of it."""

import asyncio

import pytest

from counter_tui.sync import pulse
from counter_tui.sync.protocol import Result, Setback
from counter_tui.sync.pulse import Pulse


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hearts beat without a pause between."""
    monkeypatch.setattr(pulse, "BEAT_S", 0)


async def forever() -> str:
    await asyncio.Event().wait()
    return "never"


async def lost() -> None:
    raise Setback(Result.UNREACHABLE, "gone")


async def test_an_answer_that_will_never_come_is_given_up_when_the_heart_stops() -> None:
    beats = 0

    async def beat() -> None:
        nonlocal beats
        beats += 1
        if beats == 3:
            await lost()

    with pytest.raises(Setback) as caught:
        await Pulse(beat).beside(forever())
    assert (caught.value.result, beats) == (Result.UNREACHABLE, 3)


async def test_an_answer_counts_more_than_the_heart() -> None:
    async def answer() -> str:
        return "here"

    assert await Pulse(lost).beside(answer()) == "here"


async def test_what_was_asked_is_taken_back_when_the_heart_stops() -> None:
    ended = asyncio.Event()

    async def asking() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    with pytest.raises(Setback):
        await Pulse(lost).beside(asking())
    assert ended.is_set()


async def test_a_setback_of_what_was_asked_is_told_as_it_is() -> None:
    async def refused() -> None:
        raise Setback(Result.REFUSED, "revoked")

    async def beat() -> None:
        await asyncio.Event().wait()

    with pytest.raises(Setback) as caught:
        await Pulse(beat).beside(refused())
    assert caught.value.code == "revoked"


async def test_a_centre_has_no_pulse() -> None:
    async def answer() -> str:
        return "here"

    assert await Pulse(None).beside(answer()) == "here"
