"""The waiting list in memory: every open number of the site's day, and this counter's own state.

It is read whole once; afterwards only streams with new events are read again, whoever wrote them.
"""

from typing import TYPE_CHECKING

from counter_tui.core.station import CounterState
from counter_tui.core.ticket_state import CLOSED, HELD, IN_HAND, TicketState
from counter_tui.store import live, queries

if TYPE_CHECKING:
    from counter_tui.store.driver import Connection
    from counter_tui.store.opened import OpenedStore

FEW = 200
"""Beyond this many new events the whole list is read again: one query is cheaper than many."""


class Board:
    """What is open at this site; `tickets` by id, `day` the open business day, `station` this counter.

    At a hub's desk the counter is another one from action to action.

    `version` is the store's version that it shows.
    """

    def __init__(self, store: "OpenedStore") -> None:
        self.tickets: dict[str, TicketState] = {}
        self._busy: dict[str, TicketState] = {}
        """Those that are called or served, looked for at every key among the hundreds that are not."""
        self.day: str | None = None
        self.station: CounterState | None = None
        self._store = store
        self.version = -1
        self._row = 0
        self._station_of = ""
        self._touched: set[str] | None = None

    def refresh(self) -> bool:
        """Take in what any process committed since the last look; return whether anything did."""
        version = self._store.version()
        if version == self.version:
            return False
        with self._store.read() as conn:
            end = live.journal_end(conn)
            changed = live.streams_after(conn, self._row, FEW) if self._row else []
            if not self._row or len(changed) == FEW or any(stream.startswith("day/") for stream in changed):
                self._read_all(conn)
            else:
                self._read(conn, changed)
            if self._station_of != self._store.identity.device:
                self._read_station(conn)
        self.version, self._row = version, end
        return True

    def known(self, ticket: str) -> TicketState | None:
        """Return an open number of the day; None for one that is closed or unknown."""
        return self.tickets.get(ticket)

    def touched(self) -> set[str] | None:
        """Return whose states may be others than when this was last asked; None where all may be."""
        touched, self._touched = self._touched, set()
        return touched

    def in_hand(self, device: str) -> TicketState | None:
        """Return the number that is called or served at a device."""
        return next((one for one in self._busy.values() if one.device == device), None)

    def serving(self) -> list[TicketState]:
        """Return every number that is called or served at this site, by counter."""
        return sorted(self._busy.values(), key=lambda one: (one.counter, one.number))

    def held(self, device: str) -> list[TicketState]:
        """Return the numbers set aside at a device, longest first."""
        held = [one for one in self.tickets.values() if one.status == HELD and one.device == device]
        return sorted(held, key=lambda one: one.held_at or 0)

    def _read_all(self, conn: "Connection") -> None:
        site = self._store.identity.site
        days = queries.open_days(conn, site)
        self.day = days[-1].business_day if days else None
        found = queries.open_tickets(conn, site, self.day) if self.day is not None else []
        self.tickets = {state.id: state for state in found}
        self._busy = {state.id: state for state in found if state.status in IN_HAND}
        self._touched = None
        self._read_station(conn)

    def _read(self, conn: "Connection", streams: list[str]) -> None:
        for stream in dict.fromkeys(streams):
            kind, _, id_ = stream.partition("/")
            if kind == "ticket":
                self._place(id_, queries.ticket(conn, id_))
            elif kind == "counter" and id_ == self._store.identity.device:
                self._read_station(conn)

    def _read_station(self, conn: "Connection") -> None:
        self._station_of = self._store.identity.device
        state = queries.state(conn, f"counter/{self._station_of}")
        self.station = state if isinstance(state, CounterState) else None

    def _place(self, ticket: str, state: TicketState | None) -> None:
        if self._touched is not None:
            self._touched.add(ticket)
        here = state is not None and state.site == self._store.identity.site
        if state is None or not here or state.business_day != self.day or state.status in CLOSED:
            self.tickets.pop(ticket, None)
            self._busy.pop(ticket, None)
            return
        self.tickets[ticket] = state
        if state.status in IN_HAND:
            self._busy[ticket] = state
        else:
            self._busy.pop(ticket, None)
