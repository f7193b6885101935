"""This counter's own day: how many visits it served, how long they took, how many within the standard.

A visit counts from its start to its last stage completed here, without the time it was held; what was
undone does not count. Times are differences of this device's own wall clock.
"""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from counter_tui.core.event import Event
from counter_tui.core.folding import UNDO
from counter_tui.core.zones import moment
from counter_tui.desk import naming
from counter_tui.desk.standing import standing
from counter_tui.desk.views.counter import Figures
from counter_tui.store import live, queries

if TYPE_CHECKING:
    from counter_tui.desk.post import Post

MOST = 20_000
"""More events than one device writes in a day."""

NOTHING = Figures(0, None, None, None)

_COUNTED = frozenset({"ticket.started", "ticket.held", "ticket.resumed", "ticket.stage_completed", UNDO})


class Tally:
    """The events of this device's day that figures need, taken in once each."""

    def __init__(self) -> None:
        self._day: str | None = None
        self._epoch = 0
        self._seq = 0
        self._events: list[Event] = []
        self._standard: dict[str, int] = {}
        self._figures = NOTHING

    def figures(self, post: "Post") -> Figures:
        """Return the figures of the open day, reading only what is new."""
        if post.board.day is None:
            return NOTHING
        if self._take_in(post, post.board.day):
            spans = _spans(self._events)
            within = sum(1 for ticket, ms in spans if ms <= self._standard[ticket] * 60_000)
            self._figures = summary([ms for _ticket, ms in spans], within)
        return self._figures

    def _take_in(self, post: "Post", day: str) -> bool:
        """Take in what is new and return whether the figures may be others now."""
        who = post.identity
        with post.store.read() as conn:
            begins = (day, who.epoch) != (self._day, self._epoch)
            if begins:
                since = moment(day, "00:00", who.zone)
                back = live.own_events_back(conn, who.device, who.epoch, since, MOST, _COUNTED)
                self._day, self._epoch, self._events, fresh = day, who.epoch, [], back[::-1]
            else:
                fresh = live.own_events_after(conn, who.device, who.epoch, self._seq, _COUNTED)
            self._seq = live.own_end(conn, who.device, who.epoch)
            self._events += fresh
            for event in fresh:
                ticket = event.stream.partition("/")[2]
                if event.type == "ticket.stage_completed" and ticket not in self._standard:
                    state = queries.ticket(conn, ticket)
                    service = state.service if state is not None else ""
                    self._standard[ticket] = naming.standard_minutes(post.catalogue, service)
        return begins or bool(fresh)


def today(post: "Post") -> Figures:
    """Return this counter's figures of the open day."""
    return post.tally.figures(post)


def summary(spans: Sequence[int], within: int) -> Figures:
    """Return the figures of service times in ms, of which `within` kept the standard."""
    if not spans:
        return NOTHING
    ordered = sorted(spans)
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return Figures(
        served=len(ordered),
        median_minutes=_minutes(median),
        p90_minutes=_minutes(ordered[ceil(len(ordered) * 0.9) - 1]),
        on_time=within / len(ordered),
    )


def _minutes(ms: float) -> int:
    return round(ms / 60_000)


def _spans(events: Sequence[Event]) -> list[tuple[str, int]]:
    """Return ticket and ms of every visit that was started here and had a stage completed here."""
    started: dict[str, int] = {}
    aside: dict[str, int] = {}
    held_at: dict[str, int] = {}
    ended: dict[tuple[str, int, int], int] = {}
    for event in standing(events):
        stream = event.stream
        if event.type == "ticket.started":
            started[stream], aside[stream] = event.at, 0
        elif event.type == "ticket.held":
            held_at[stream] = event.at
        elif event.type == "ticket.resumed":
            aside[stream] = aside.get(stream, 0) + max(0, event.at - held_at.pop(stream, event.at))
        elif stream in started:
            ended[stream, event.data["visit"], started[stream]] = event.at - aside[stream]
    return [(stream.partition("/")[2], max(0, end - start)) for (stream, _visit, start), end in ended.items()]
