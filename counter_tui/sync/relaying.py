"""Pushing on what other devices wrote: each page below a head that its author signed."""

import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

from counter_tui.core.chain import ChainHead, SignedHead
from counter_tui.sync import wire
from counter_tui.sync.ports import RelayStore
from counter_tui.sync.protocol import Result, Setback

log = logging.getLogger(__name__)

FORKED = "clone"
"""The reason with which a server quarantines an event whose place another event already has."""


class Centre(Protocol):
    """The server as a relay asks it."""

    async def push_signed(self, head: SignedHead, lines: Sequence[bytes]) -> wire.PushAnswer:
        """Push lines below a head that is signed already."""


class Relaying:
    """One home's part as a relay; does nothing before a server has said that it takes others' chains."""

    def __init__(self, store: RelayStore, link: Centre) -> None:
        self._store = store
        self._link = link
        self._theirs: dict[tuple[str, int], ChainHead] | None = None
        self._left: set[tuple[str, int]] = set()

    @property
    def is_relay(self) -> bool:
        """Whether the server told how far it holds others' chains."""
        return self._theirs is not None

    def try_again(self) -> None:
        """Offer again what the server did not take: it has learnt something since."""
        self._left.clear()

    def told(self, heads: Mapping[str, Sequence[ChainHead]] | None) -> None:
        """Take the server's word of what it holds of others' chains; None from one that takes none."""
        self._left.clear()
        if heads is None:
            self._theirs = None
            return
        self._theirs = {(device, head.epoch): head for device, found in heads.items() for head in found}
        self._store.told(heads)

    async def push(self) -> int | None:
        """Push one page and return how many events were taken; None when nothing is left to push.

        A chain that the server does not take, or of which lines are missing here, waits for the next HEAD.
        """
        if self._theirs is None:
            return None
        for device, epoch, durable in self._store.waiting():
            chain = (device, epoch)
            if chain in self._left:
                continue
            known = self._theirs.get(chain, ChainHead(epoch=epoch))
            page = self._store.page(device, epoch, min(durable, known.seq), wire.MAX_LINES)
            if page is None or len(page[1]) > wire.MAX_LINES:
                # A push beyond what a server takes would hold up all the others.
                self._leave(chain, "lines_missing" if page is None else "far_to_a_head")
                continue
            return await self._push(chain, known, *page)
        return None

    async def _push(
        self, chain: tuple[str, int], known: ChainHead, head: SignedHead, lines: Sequence[bytes]
    ) -> int:
        try:
            answer = await self._link.push_signed(head, lines)
        except Setback as setback:
            if setback.result is not Result.REFUSED:
                raise
            self._leave(chain, setback.code)
            return 0
        apart = wire.quarantined(answer.events)
        before = head.seq - len(lines)
        if any(event.reason == FORKED for event in apart):
            # All of these lines lie in the centre's quarantine now; what it holds instead tells the author.
            self._store.settle(chain[0], ChainHead(epoch=chain[1], seq=head.seq, hash=known.hash))
        elif answer.relayed <= before:
            self._leave(chain, "not_taken")
        else:
            self._settle(chain, head, answer)
        return len(answer.events) - len(apart)

    def _settle(self, chain: tuple[str, int], head: SignedHead, answer: wire.PushAnswer) -> None:
        reached = ChainHead(epoch=head.epoch, seq=head.seq, hash=head.hash)
        if self._theirs is not None:
            self._theirs[chain] = reached
        if answer.durable >= head.seq:
            self._store.settle(chain[0], reached)
        else:
            self._leave(chain, "not_durable")

    def _leave(self, chain: tuple[str, int], why: str) -> None:
        log.warning("a relayed chain waits: %s", why)
        self._left.add(chain)
