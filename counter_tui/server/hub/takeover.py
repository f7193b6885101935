"""A promoted hub takes over the numbers of hubs before it that nobody has in hand (DESIGN §4), and the open
ones that its own computer issued while it was alone.
"""

import logging
import time
from collections.abc import Callable

from counter_tui.core.event import Draft
from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_events import Authority
from counter_tui.core.ticket_state import MISSED, TRANSFERRED, WAITING, TicketState
from counter_tui.desk.hub_return import is_held
from counter_tui.server.background import Background
from counter_tui.store import queries
from counter_tui.store.hub import standing
from counter_tui.store.store import Store
from counter_tui.store.transaction import Transaction

GATHER_S = 6.0
"""How long the other terminals have at most, after a promotion, to bring what they alone know."""
QUIET_S = 1.0
"""They have brought it once nothing more came for so long."""
LOOK_S = 0.1

_FREE = frozenset({WAITING, MISSED, TRANSFERRED})
"""Where a number is in nobody's hand. What is called, served or set aside stays with its counter until it
waits again."""

_log = logging.getLogger("counter_tui.hub")


def take_over(transaction: Transaction) -> int:
    """Move the authority of earlier hubs' free numbers and of own ones to this hub; return how many."""
    me = transaction.identity
    mine = standing.authority(transaction.connection, me.device)
    actor = transaction.meta(standing.PROMOTER)
    if mine is None or not actor:
        return 0
    taken = [
        one
        for day in queries.open_days(transaction.connection, me.site)
        for one in queries.open_tickets(transaction.connection, me.site, day.business_day)
        if _is_free(one, mine) or is_held(one, me.device)
    ]
    for one in taken:
        authority = {"kind": mine.kind, "id": mine.id, "epoch": mine.epoch}
        moved = Draft(stream=f"ticket/{one.id}", type="ticket.authority_moved", data={"authority": authority})
        transaction.append(moved, actor=actor)
    return len(taken)


def _is_free(ticket: TicketState, mine: Authority) -> bool:
    theirs = ticket.authority
    # Of two hubs promoted at once one gave way; what it granted bears the same epoch.
    earlier = theirs.kind == mine.kind and theirs.id != mine.id and theirs.epoch <= mine.epoch
    return earlier and ticket.status in _FREE and not ticket.attention


class Takeover(Background):
    """The thread of a promoted hub that takes over what is free, at once and as more becomes free.

    It begins when the other terminals have had time to tell what they have in hand; `now_s` is a monotonic
    clock in seconds.
    """

    def __init__(
        self,
        store: Store,
        *,
        gather_s: float = GATHER_S,
        quiet_s: float = QUIET_S,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__("takeover")
        self._store = store
        self._gather_s = gather_s
        self._quiet_s = quiet_s
        self._now_s = now_s
        self._seen = -1

    def _run(self) -> None:
        self._gather()
        while not self._stopping.wait(LOOK_S):
            try:
                self._look()
            except Refused as refusal:
                _log.warning("taking numbers over waits: %s", refusal.code)

    def _gather(self) -> None:
        begun = changed = self._now_s()
        seen = self._store.version()
        while not self._stopping.wait(LOOK_S):
            now = self._now_s()
            if self._store.version() != seen:
                seen, changed = self._store.version(), now
            if now - begun >= self._gather_s or (now - changed >= self._quiet_s and changed > begun):
                return

    def _look(self) -> None:
        version = self._store.version()
        if version == self._seen:
            return
        with self._store.write() as transaction:
            taken = take_over(transaction)
        self._seen = version
        if taken:
            _log.warning("took over %d numbers of the hub before", taken)
