"""A paper (kertas) by its stream `paper/<uuid>`: printed once, copied with a reason, given up with a reason.

Tickets and slips are ordered by events of their own streams; only what an officer says of a job of theirs,
that it came out or is given up, stands here, in the stream `paper/<job>`.
"""

from collections.abc import Iterable

import msgspec

from counter_tui.core.event import Event
from counter_tui.core.folding import UNKNOWN, Changes, Handler, Machine, StreamState

PRINTED = "printed"
CAME_OUT = "came_out"
"""A ticket's or slip's paper that an officer saw come out: nothing else is told of it here."""
DISCARDED = "discarded"
"""A ticket's or slip's paper that an officer gave up: nothing else is told of it here."""
VOID = "void"
"""The step that ordered it was undone: what it says is not true any more, and no copy is made of it."""


class PaperState(StreamState, frozen=True, kw_only=True, omit_defaults=True):
    """One paper; `subject` is a ticket number or a list's id, never a name."""

    document: str = ""
    subject: str = ""
    ticket: str = ""
    application: str = ""
    copies: int = 0
    """How many were ordered, the original too: the number of the next copy."""
    discarded: int = 0
    """How many of them an officer gave up."""


class Printed(msgspec.Struct, frozen=True):
    """`paper.printed`: it went to paper; `copy` 0 is the original, every further one has a `reason`."""

    document: str = ""
    subject: str = ""
    ticket: str = ""
    application: str = ""
    copy: int = 0
    reason: str = ""
    counter: str = ""


class CameOut(msgspec.Struct, frozen=True):
    """`paper.came_out`: the printer did not say so, the event's actor did, who looked.

    `printed` is the event that ordered the job.
    """

    document: str = ""
    subject: str = ""
    copy: int = 0
    printed: str = ""
    counter: str = ""


class Discarded(msgspec.Struct, frozen=True):
    """`paper.discarded`: an officer gave up one print job of it; `printed` is the event that ordered the job.

    The actor of the event is who did it, `reason` one of the desk's codes.
    """

    document: str = ""
    subject: str = ""
    copy: int = 0
    printed: str = ""
    reason: str = ""
    counter: str = ""


def _print(state: PaperState, printed: Printed, _event: Event) -> Changes:
    return {
        "status": PRINTED,
        "document": printed.document,
        "subject": printed.subject,
        "ticket": printed.ticket,
        "application": printed.application,
        "copies": max(state.copies, printed.copy + 1),
    }


def _print_void(state: PaperState, printed: Printed, event: Event) -> Changes:
    return {**_print(state, printed, event), "status": VOID}


def _came_out(_state: PaperState, _said: CameOut, _event: Event) -> Changes:
    return {}


def _came_out_foreign(_state: PaperState, said: CameOut, _event: Event) -> Changes:
    return {"status": CAME_OUT, "document": said.document, "subject": said.subject}


def _discard(state: PaperState, _discarded: Discarded, _event: Event) -> Changes:
    return {"discarded": state.discarded + 1}


def _discard_foreign(state: PaperState, discarded: Discarded, event: Event) -> Changes:
    about = {"document": discarded.document, "subject": discarded.subject}
    return {**_discard(state, discarded, event), **about, "status": DISCARDED}


PAYLOADS: dict[str, type[msgspec.Struct]] = {
    "paper.printed": Printed,
    "paper.came_out": CameOut,
    "paper.discarded": Discarded,
}

TRANSITIONS: dict[tuple[str, str], Handler[PaperState]] = {
    (UNKNOWN, "paper.printed"): _print,
    (PRINTED, "paper.printed"): _print,
    (CAME_OUT, "paper.printed"): _print,
    (DISCARDED, "paper.printed"): _print,
    (VOID, "paper.printed"): _print_void,
    (UNKNOWN, "paper.came_out"): _came_out_foreign,
    (PRINTED, "paper.came_out"): _came_out,
    (CAME_OUT, "paper.came_out"): _came_out,
    (DISCARDED, "paper.came_out"): _came_out,
    (VOID, "paper.came_out"): _came_out,
    (UNKNOWN, "paper.discarded"): _discard_foreign,
    (CAME_OUT, "paper.discarded"): _discard,
    (PRINTED, "paper.discarded"): _discard,
    (DISCARDED, "paper.discarded"): _discard,
    (VOID, "paper.discarded"): _discard,
}
"""(status, event type) to what it does."""

PAPERS = Machine(PaperState, PAYLOADS, TRANSITIONS, remains={"paper.printed": _print_void})


def apply(state: PaperState | None, event: Event) -> PaperState | None:
    """Return the paper after one more event, or None when it must be folded whole."""
    return PAPERS.apply(state, event)


def fold(events: Iterable[Event]) -> PaperState | None:
    """Return the paper that this set of events makes; None for none."""
    return PAPERS.fold(events)
