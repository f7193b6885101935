"""A push that breaks off in the middle of its bytes, over real sockets."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import httpx
import msgspec

from counter_tui.sync.protocol import Step
from tests.sync.conftest import MakeHome
from tests.sync.town import Talk, Town


class Cable:
    """A TCP relay on loopback; `up` and `down` say how many bytes each way may still pass."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.up = self.down = 1 << 30
        self.breaks = 0

    @contextlib.asynccontextmanager
    async def laid(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        async with server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    async def _relay(self, near: asyncio.StreamReader, home: asyncio.StreamWriter) -> None:
        far, centre = await asyncio.open_connection("127.0.0.1", self._town.port)
        ways = [
            asyncio.create_task(self._carry(near, centre, "up")),
            asyncio.create_task(self._carry(far, home, "down")),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for end in (home, centre):
            end.transport.abort()

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, way: str) -> None:
        while data := await source.read(4096):
            left: int = getattr(self, way)
            target.write(data[:left])
            await target.drain()
            setattr(self, way, left - len(data))
            if left < len(data):
                self.breaks += 1
                return


async def exactly_once(town: Town, talk: Talk, cable: Cable, committed: int) -> None:
    assert await talk.settle() is Step.WAIT
    assert (cable.breaks, len(town.journal())) == (1, committed)
    cable.up = cable.down = 1 << 30
    assert await talk.settle() is Step.LISTEN, talk.setbacks
    assert dict(town.journal()) == talk.home.events()
    assert len(town.journal()) == 900


async def test_a_push_cut_in_the_middle_of_its_body_is_pushed_again_whole(
    enrolled: MakeHome, town: Town
) -> None:
    home = enrolled("d1")
    home.issue_many(900)
    cable = Cable(town)
    async with cable.laid() as address:
        assert home.peer is not None
        home.peer = msgspec.structs.replace(home.peer, address=address)
        talk = Talk(home, httpx.AsyncHTTPTransport())
        cable.up = 9_000
        await exactly_once(town, talk, cable, committed=0)
        await talk.link.close()


async def test_an_answer_cut_off_after_the_commit_repeats_nothing(enrolled: MakeHome, town: Town) -> None:
    home = enrolled("d1")
    home.issue_many(900)
    cable = Cable(town)
    async with cable.laid() as address:
        assert home.peer is not None
        home.peer = msgspec.structs.replace(home.peer, address=address)
        talk = Talk(home, httpx.AsyncHTTPTransport())
        cable.down = 3_000
        await exactly_once(town, talk, cable, committed=500)
        await talk.link.close()
