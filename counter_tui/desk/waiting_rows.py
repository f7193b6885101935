"""A waiting number as selection and screen see it, made once for each state that it passes through.

With six hundred numbers on the board a key would otherwise pay for all of them at each press.
"""

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from counter_tui.core import candidates
from counter_tui.core.ticket_state import CALLABLE, MISSED, TicketState, remaining, visit_stages
from counter_tui.desk import hand, naming, station
from counter_tui.desk.local_time import clock_text
from counter_tui.desk.views.tone import Tone
from counter_tui.desk.views.waiting import WaitingRow
from counter_tui.language import _, current
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.core.candidates import Candidate
    from counter_tui.core.rules import Rules
    from counter_tui.core.station import Serves
    from counter_tui.desk.post import Post

SUPERVISOR = "supervisor"
"""What a number waits for that was sent to the supervisor (kepala seksi): no stage of the catalogue."""

SOON_MS = 10 * 60_000
"""How long before `call_by` a wait is shown as soon late."""


class Entry(NamedTuple):
    """What was made of one state."""

    state: TicketState
    candidate: "Candidate"
    row: WaitingRow


class WaitingRows:
    """Keeps an entry for each waiting number; it lasts as long as its state, rules, language and hub."""

    def __init__(self, post: "Post") -> None:
        self._post = post
        self._entries: dict[str, Entry] = {}
        self._seen: tuple[int, Rules | None, str, str] = (-1, None, "", "")
        self._counting: set[str] = set()
        self._here: dict[str, Candidate] = {}
        self._asked: tuple[str, Serves] | None = None
        """For which device, and what it serves, `_here` was made: a hub acts for several counters."""

    def everyone(self) -> "list[Candidate]":
        """Return all who wait at this site, in no promised order."""
        self._look()
        return [entry.candidate for entry in self._entries.values()]

    def here(self) -> "list[Candidate]":
        """Return those whom this device may call and this counter serves."""
        self._look()
        asked = self._post.identity.device, station.serves(self._post)
        if asked != self._asked:
            ours = [entry.candidate for entry in self._entries.values() if entry.row.here]
            self._here, self._asked = _served(ours, asked), asked
        return list(self._here.values())

    def row(self, ticket: str, now: int) -> WaitingRow:
        """Return a waiting number's line at a moment in UTC milliseconds."""
        entry = self._entries[ticket]
        tone = tone_of(entry.row.call_by, now)
        if tone is not entry.row.tone:
            entry = entry._replace(row=msgspec.structs.replace(entry.row, tone=tone))
            self._entries[ticket] = entry
        return entry.row

    def _look(self) -> None:
        """Bring the entries up to the board, making only those whose state is new."""
        board, port = self._post.board, self._post.port
        seen = (board.version, self._post.rules, current(), port.standing() if port is not None else "")
        if seen == self._seen:
            return
        touched = board.touched()
        if touched is None or seen[1:] != self._seen[1:]:
            self._entries, self._counting, self._asked = {}, set(), None
            touched = set(board.tickets)
        for id_ in touched | self._counting:
            self._place(id_, board.tickets.get(id_))
        self._seen = seen

    def _place(self, ticket: str, state: TicketState | None) -> None:
        self._here.pop(ticket, None)
        if state is None or state.status not in CALLABLE:
            self._entries.pop(ticket, None)
            self._counting.discard(ticket)
            return
        entry = self._entries[ticket] = self._make(state)
        if self._asked is not None and entry.row.here:
            self._here |= _served([entry.candidate], self._asked)
        if _counts_calls(state):
            self._counting.add(ticket)
        else:
            self._counting.discard(ticket)

    def _make(self, state: TicketState) -> Entry:
        calls = calls_since_missed(self._post, state) if _counts_calls(state) else 0
        return Entry(state, candidates.candidate(state, calls), _row(self._post, state, self._post.rules))


def _served(ours: "list[Candidate]", asked: "tuple[str, Serves]") -> "dict[str, Candidate]":
    return {one.id: one for one in candidates.served(ours, *asked)}


def calls_since_missed(post: "Post", missed: TicketState) -> int:
    """Return how many numbers of the same queue were called since this one was missed."""
    since = missed.missed.at if missed.missed is not None else 0
    stages = visit_stages(missed)

    def called(one: TicketState) -> bool:
        if one.id == missed.id or one.service != missed.service:
            return False
        if one.visit == missed.visit and (one.called_at or 0) > since:
            return True
        return any(stage in one.done and one.done[stage].at > since for stage in stages)

    with post.store.read() as conn:
        everyone = queries.day_tickets(conn, post.identity.site, missed.business_day)
    return sum(1 for one in everyone if called(one))


def stage_of(state: TicketState) -> str:
    """Return the stage for which a number waits; a supervisor's is `supervisor`."""
    if state.destination is not None and state.destination.kind == "supervisor":
        return SUPERVISOR
    return next(iter(remaining(state)), "")


def tone_of(call_by: int | None, now: int) -> Tone:
    """Return whether a number that should be called by a moment is in order, soon late or late."""
    if call_by is None or now <= call_by - SOON_MS:
        return Tone.OK
    return Tone.LATE if now > call_by else Tone.SOON


def _counts_calls(state: TicketState) -> bool:
    missed = state.missed
    return missed is not None and missed.rule == "after_n" and state.status == MISSED


def _row(post: "Post", state: TicketState, rules: "Rules") -> WaitingRow:
    since = state.waiting_since if state.waiting_since is not None else state.issued_at or 0
    return WaitingRow(
        id=state.id,
        number=state.number,
        service=state.service,
        service_name=naming.service(post.catalogue, state.service),
        visit=state.visit,
        stage=stage_of(state),
        note=_note(post, state),
        priority=state.priority,
        waiting_since=since,
        call_by=since + rules.call_by_minutes * 60_000,
        tone=Tone.OK,
        here=hand.callable_here(post, state),
        missed=state.status == MISSED,
    )


def _note(post: "Post", state: TicketState) -> str:
    zone = post.identity.zone
    if hand.waits_for_hub(post, state):
        return _("Menunggu hub")
    if state.priority is not None:
        return naming.priority_short(post.catalogue, state.priority)
    if state.slot is not None:
        return _("Janji {slot}").format(slot=clock_text(state.slot, zone))
    return _("Datang {at}").format(at=clock_text(state.issued_at or 0, zone))
