"""Who waits here and who is next: the board's numbers through the office's selection (DESIGN §4)."""

from collections.abc import Container
from typing import TYPE_CHECKING

import msgspec

from counter_tui.core import selection
from counter_tui.core.selection import Kind, Reason
from counter_tui.desk import naming
from counter_tui.desk.local_time import clock_text
from counter_tui.desk.views.waiting import QueueCount, WaitingRow
from counter_tui.desk.waiting_rows import SUPERVISOR
from counter_tui.language import _
from counter_tui.store import live

if TYPE_CHECKING:
    from counter_tui.desk.post import Post


class Chosen(msgspec.Struct, frozen=True):
    """The number to call next: its id, the reason's code for the event, and its words for the screen."""

    ticket: str
    code: str
    words: str


def choose(post: "Post", visit: int | None) -> Chosen | None:
    """Return who is next among our numbers that this counter serves; None when nobody can be called now.

    `visit`, from 1, narrows to numbers that wait for that visit.
    """
    rules = post.rules
    here = post.waiting.here()
    if visit is not None:
        here = [one for one in here if one.visit == visit]
    choice = selection.choose(here, rules, post.now(), _recent(post))
    if choice is None:
        return None
    return Chosen(choice.candidate.id, str(choice.kind), words(post, choice.reason))


def waiting_here(post: "Post") -> tuple[tuple[WaitingRow, ...], str]:
    """Return this counter's own list in calling order, and why its first one is next."""
    now = post.now()
    choices = selection.order(post.waiting.here(), post.rules, now, _recent(post))
    first = choices[0] if choices and choices[0].kind is not Kind.PAUSED else None
    return _rows(post, choices, now), why(post, first.reason) if first is not None else ""


def waiting_anywhere(post: "Post", *, without: Container[str] = ()) -> tuple[WaitingRow, ...]:
    """Return all who wait at this site in calling order, those of other devices too.

    `without` leaves out these numbers.
    """
    now = post.now()
    everyone = [one for one in post.waiting.everyone() if one.id not in without]
    return _rows(post, selection.order(everyone, post.rules, now, _recent(post)), now)


def counts(post: "Post", *, without: Container[str] = ()) -> tuple[QueueCount, ...]:
    """Return how many wait for each stage, in the catalogue's order; `without` leaves out these numbers."""
    rows: dict[str, list[WaitingRow]] = {}
    for row in waiting_anywhere(post, without=without):
        rows.setdefault(row.stage, []).append(row)
    names = {stage: naming.stage(post.catalogue, stage) for stage in post.catalogue.stages}
    names[SUPERVISOR] = _("Kepala seksi")
    return tuple(
        QueueCount(stage, name, len(rows[stage]), tuple(rows[stage]))
        for stage, name in names.items()
        if stage in rows
    )


def words(post: "Post", reason: Reason) -> str:
    """Return why a number was called, as the screen says it: `rentan (lansia), 18 menit`."""
    if reason.kind is Kind.PAUSED:
        return why(post, reason)
    because = _("rentan ({group})") if reason.kind is Kind.PRIORITY else "{why}"
    return _("{reason}, {n} menit").format(
        reason=because.format(group=_group(post, reason), why=why(post, reason)), n=reason.waited_minutes
    )


def why(post: "Post", reason: Reason) -> str:
    """Return why a number is next, without how long it waits: `kelompok rentan (lansia)`."""
    zone = post.identity.zone
    sentences = {
        Kind.CALL_BY: _("menunggu paling lama"),
        Kind.PRIORITY: _("kelompok rentan ({group})"),
        Kind.SLOT: _("janji {slot}"),
        Kind.ARRIVAL: _("urutan datang"),
        Kind.RATIO: _("giliran menurut perbandingan"),
        Kind.MISSED: _("tadi tidak hadir"),
        Kind.PAUSED: _("tidak hadir, dapat dipanggil mulai {until}"),
    }
    return sentences[reason.kind].format(
        group=_group(post, reason),
        slot=clock_text(reason.slot or 0, zone),
        until=clock_text(reason.until or 0, zone),
    )


def _group(post: "Post", reason: Reason) -> str:
    return naming.priority(post.catalogue, reason.priority).lower()


def _rows(post: "Post", choices: list[selection.Choice], now: int) -> tuple[WaitingRow, ...]:
    return tuple(post.waiting.row(one.candidate.id, now) for one in choices)


def _recent(post: "Post") -> list[str]:
    ratio = post.rules.ratio
    if ratio is None or post.board.day is None:
        return []
    with post.store.read() as conn:
        return live.recent_channels(conn, post.identity.site, post.board.day, sum(ratio))
