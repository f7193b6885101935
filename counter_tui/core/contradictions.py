"""What contradicts itself in a stream, and what somebody decided about it (*perlu diperiksa*).

Contradictions and decisions are both facts of the fold and stay. A decision names the events that it was
about, so that it settles a contradiction only while that consists of these events alone: one more handover
that arrives later puts the stream back on the list, in whatever order the events came.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import msgspec

from counter_tui.core.event import Event

if TYPE_CHECKING:
    from counter_tui.core.folding import Changes, StreamState

Verdict = Literal["first", "second", "both", "seen", "passed_on"]
"""`first` and `second` name the record that is right, in the order of a check's events; `both` says that
both are, `seen` that nothing is left to do, `passed_on` that the head of office (*kepala kantor*) decides.
"""

PASSED_ON = "passed_on"
DIFFERENT_CHECKS = "checked_twice"
"""The flag of a stream about which two people decided differently without knowing of each other."""


class Flag(msgspec.Struct, frozen=True):
    """One kind of contradiction in a stream: its code, and the latest event and time (UTC ms) that showed it.

    `events` are all that take part in it, in the order of the fold.
    """

    code: str
    event: str
    at: int
    events: tuple[str, ...] = ()


class Checked(msgspec.Struct, frozen=True):
    """`application.checked`, `ticket.checked`: what was found about a flag, with a reason code."""

    flag: str
    events: tuple[str, ...]
    verdict: Verdict
    reason: str = ""


class Check(msgspec.Struct, frozen=True):
    """One decision that stands: who took it, when (UTC ms), and the event that says so."""

    flag: str
    events: tuple[str, ...]
    verdict: Verdict
    reason: str
    at: int
    actor: str
    device: str
    event: str


def flagged(state: "StreamState", code: str, event: Event, *others: str) -> tuple[Flag, ...]:
    """Return the stream's flags with this contradiction between an event and `others`, earlier ones."""
    known = next((flag for flag in state.flags if flag.code == code), None)
    before = known.events if known is not None else ()
    one = Flag(code, event.id, event.at, tuple(dict.fromkeys((*before, *others, event.id))))
    return (*(flag for flag in state.flags if flag.code != code), one)


def note_check(state: "StreamState", checked: Checked, event: Event) -> "Changes":
    """Keep a decision; one that differs from another about the same events is itself a contradiction."""
    said = (checked.flag, checked.events, checked.verdict, checked.reason)
    check = Check(*said, event.at, event.actor, event.device, event.id)
    changes: Changes = {"checks": (*state.checks, check)}
    other = next((old for old in state.checks if _differ(old, check)), None)
    if other is not None:
        changes["flags"] = flagged(state, DIFFERENT_CHECKS, event, other.event)
    return changes


def decision(state: "StreamState", flag: Flag) -> Check | None:
    """Return the newest decision about all that takes part in a flag; one passed on yields to any other."""
    about = [
        check for check in state.checks if check.flag == flag.code and set(flag.events) <= {*check.events}
    ]
    decided = [check for check in about if check.verdict != PASSED_ON]
    return next(reversed(decided or about), None)


def listed(state: "StreamState") -> Iterator[Flag]:
    """Yield the flags that still wait for somebody: undecided ones, and those passed on."""
    for flag in state.flags:
        found = decision(state, flag)
        if found is None or found.verdict == PASSED_ON:
            yield flag


def _differ(one: Check, other: Check) -> bool:
    same = one.flag == other.flag and set(one.events) == set(other.events)
    return same and PASSED_ON not in (one.verdict, other.verdict) and one.verdict != other.verdict
