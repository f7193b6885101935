"""One running conversation: drives the protocol's steps, with a long-poll open beside local commits."""

import asyncio
import contextlib
import logging
from collections.abc import Callable

from counter_tui.sync.exchange import Exchange
from counter_tui.sync.protocol import Protocol, Result, Setback, Step
from counter_tui.sync.pulse import Pulse

log = logging.getLogger(__name__)

Told = Callable[[Step, Setback | None], None]
_BESIDE_LISTENING = frozenset({Step.LISTEN, Step.SEND_RECORDS, Step.SEND_EVENTS})
_RESTING = frozenset({Step.WAIT, Step.REST})


class Conversation:
    """Does what the protocol says; `told` hears each new step and the setback that led to it.

    `committed` is set by whoever saw a commit here, `hurry` by whoever wants a pause to end now. With a
    `pulse` it notices within three seconds that nobody is there any more.
    """

    def __init__(
        self, protocol: Protocol, exchange: Exchange, told: Told, pulse: Pulse | None = None
    ) -> None:
        self.protocol = protocol
        self.exchange = exchange
        self.committed = asyncio.Event()
        self.hurry = asyncio.Event()
        self._told = told
        self._pulse = pulse or Pulse(None)
        self._poll: asyncio.Task[Result] | None = None
        self._until = 0.0

    async def advance(self) -> Step:
        """Do the present step and return the next one."""
        setback = None
        try:
            result = await self._result()
        except Setback as problem:
            result, setback = problem.result, problem
        except Exception as fault:
            log.warning("sync step %s failed: %s", self.protocol.step, type(fault).__name__)
            result, setback = Result.UNREACHABLE, Setback(Result.UNREACHABLE, type(fault).__name__)
        before = self.protocol.step
        step = self.protocol.take(result, setback.retry_after_s if setback else None)
        if step in _RESTING and before not in _RESTING:
            self._until = asyncio.get_running_loop().time() + self.protocol.pause_s
        if step not in _BESIDE_LISTENING:
            await self.hang_up()
        self._told(step, setback)
        return step

    async def hang_up(self) -> None:
        """Give an open long-poll up."""
        poll, self._poll = self._poll, None
        if poll is not None:
            poll.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await poll

    async def _result(self) -> Result:
        match self.protocol.step:
            case Step.WAIT | Step.REST:
                return await self._pause()
            case Step.LISTEN:
                return await self._pulse.beside(self._listen())
            case step:
                return await self._pulse.beside(self.exchange.do(step))

    async def _pause(self) -> Result:
        hurry, commit = asyncio.create_task(self.hurry.wait()), asyncio.create_task(self.committed.wait())
        try:
            left = max(0.0, self._until - asyncio.get_running_loop().time())
            await asyncio.wait({hurry, commit}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        finally:
            hurry.cancel()
            commit.cancel()
        if self.committed.is_set() and not self.hurry.is_set():
            self.committed.clear()
            return Result.COMMITTED
        self.hurry.clear()
        return Result.DUE

    async def _listen(self) -> Result:
        if self._poll is None:
            self._poll = asyncio.create_task(self.exchange.do(Step.LISTEN))
        commit = asyncio.create_task(self.committed.wait())
        try:
            await asyncio.wait({self._poll, commit}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            commit.cancel()
        if self.committed.is_set():
            self.committed.clear()
            return Result.COMMITTED
        poll, self._poll = self._poll, None
        return poll.result()
