"""Who waits here and who is next: the board's numbers through the office's selection (DESIGN §4)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_tui.core import selection
from counter_tui.core.selection import Candidate, Kind, Reason
from counter_tui.core.ticket_state import CALLABLE, MISSED, TicketState, remaining
from counter_tui.desk import hand, naming, station
from counter_tui.desk.local_time import clock_text
from counter_tui.desk.views import QueueCount, Tone, WaitingRow
from counter_tui.language import _
from counter_tui.store import live, queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from counter_tui.desk.post import Post

SOON_MS = 10 * 60_000
"""How long before `call_by` a wait is shown as soon late."""

SUPERVISOR = "supervisor"
"""What a number waits for that was sent to the supervisor (kepala seksi): no stage of the catalogue."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The number to call next: its id, the reason's code for the event, and its words for the screen."""

    ticket: str
    code: str
    words: str


def choose(post: "Post", visit: int | None) -> Chosen | None:
    """Return who is next among our numbers that this counter serves; None when nobody can be called now.

    `visit`, from 1, narrows to numbers that wait for that visit.
    """
    rules = post.settings.rules
    here = [one for one in _here(post) if visit is None or one.visit == visit]
    choice = selection.choose(here, rules, post.now(), _recent(post))
    if choice is None:
        return None
    return Chosen(choice.candidate.id, str(choice.reason.kind), words(post, choice.reason))


def waiting_here(post: "Post") -> tuple[tuple[WaitingRow, ...], str]:
    """Return this counter's own list in calling order, and why its first one is next."""
    choices = selection.order(_here(post), post.settings.rules, post.now(), _recent(post))
    first = choices[0].reason if choices and choices[0].reason.kind is not Kind.PAUSED else None
    rows = tuple(_row(post, post.board.tickets[one.candidate.id]) for one in choices)
    return rows, words(post, first) if first is not None else ""


def waiting_anywhere(post: "Post") -> tuple[WaitingRow, ...]:
    """Return all who wait at this site in calling order, those of other devices too."""
    everyone = [_candidate(post, state) for state in post.board.tickets.values() if state.status in CALLABLE]
    choices = selection.order(everyone, post.settings.rules, post.now(), _recent(post))
    return tuple(_row(post, post.board.tickets[one.candidate.id]) for one in choices)


def counts(post: "Post", *, without: "Iterable[str]" = ()) -> tuple[QueueCount, ...]:
    """Return how many wait for each stage, in the catalogue's order; `without` leaves out these numbers."""
    left_out = set(without)
    rows: dict[str, list[WaitingRow]] = {}
    for row in waiting_anywhere(post):
        if row.id not in left_out:
            rows.setdefault(row.stage, []).append(row)
    names = {stage: naming.stage(post.catalogue, stage) for stage in post.catalogue.stages}
    names[SUPERVISOR] = _("Kepala seksi")
    return tuple(
        QueueCount(stage, name, len(rows[stage]), tuple(rows[stage]))
        for stage, name in names.items()
        if stage in rows
    )


def words(post: "Post", reason: Reason) -> str:
    """Return why a number is next, as the screen says it: `kelompok rentan (lansia), 18 menit`."""
    zone = post.identity.zone
    sentences = {
        Kind.CALL_BY: _("menunggu paling lama, {n} menit"),
        Kind.PRIORITY: _("kelompok rentan ({group}), {n} menit"),
        Kind.SLOT: _("janji {slot}, {n} menit"),
        Kind.ARRIVAL: _("urutan datang, {n} menit"),
        Kind.RATIO: _("giliran menurut perbandingan, {n} menit"),
        Kind.MISSED: _("tadi tidak hadir, {n} menit"),
        Kind.PAUSED: _("tidak hadir, dapat dipanggil mulai {until}"),
    }
    return sentences[reason.kind].format(
        n=reason.waited_minutes,
        group=naming.priority(post.catalogue, reason.priority).lower(),
        slot=clock_text(reason.slot or 0, zone),
        until=clock_text(reason.until or 0, zone),
    )


def stage_of(state: TicketState) -> str:
    """Return the stage for which a number waits; a supervisor's is `supervisor`."""
    if state.destination is not None and state.destination.kind == "supervisor":
        return SUPERVISOR
    return next(iter(remaining(state)), "")


def _here(post: "Post") -> list[Candidate]:
    serves, device = station.serves(post), post.identity.device
    found = []
    for state in post.board.tickets.values():
        if state.status in CALLABLE and hand.ours(post, state):
            one = _candidate(post, state)
            if selection.serves_here(one, device, serves):
                found.append(one)
    return found


def _candidate(post: "Post", state: TicketState) -> Candidate:
    after_n = state.status == MISSED and state.missed is not None and state.missed.rule == "after_n"
    return selection.candidate(state, _calls_since_missed(post, state) if after_n else 0)


def _calls_since_missed(post: "Post", missed: TicketState) -> int:
    """Return how many numbers of the same queue were called since this one was missed."""
    since = missed.missed.at if missed.missed is not None else 0
    stages = missed.route[missed.visit - 1] if 1 <= missed.visit <= len(missed.route) else ()

    def called(one: TicketState) -> bool:
        if one.id == missed.id or one.service != missed.service:
            return False
        if one.visit == missed.visit and (one.called_at or 0) > since:
            return True
        return any(stage in one.done and one.done[stage].at > since for stage in stages)

    with post.store.read() as conn:
        everyone = queries.day_tickets(conn, post.identity.site, missed.business_day)
    return sum(1 for one in everyone if called(one))


def _recent(post: "Post") -> list[str]:
    ratio = post.settings.rules.ratio
    if ratio is None or post.board.day is None:
        return []
    with post.store.read() as conn:
        return live.recent_channels(conn, post.identity.site, post.board.day, sum(ratio))


def _row(post: "Post", state: TicketState) -> WaitingRow:
    rules, now = post.settings.rules, post.now()
    since = state.waiting_since if state.waiting_since is not None else state.issued_at or now
    call_by = since + rules.call_by_minutes * 60_000
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
        call_by=call_by,
        tone=Tone.LATE if now > call_by else Tone.SOON if now > call_by - SOON_MS else Tone.OK,
        here=hand.ours(post, state),
        missed=state.status == MISSED,
    )


def _note(post: "Post", state: TicketState) -> str:
    zone = post.identity.zone
    if state.priority is not None:
        return naming.priority_short(post.catalogue, state.priority)
    if state.slot is not None:
        return _("Janji {slot}").format(slot=clock_text(state.slot, zone))
    return _("Datang {at}").format(at=clock_text(state.issued_at or 0, zone))
