"""Lines that were not accepted, as rows of *Perlu diperiksa*: own ones the centre holds, wrong ones received.

They are kept byte for byte and do no harm where they lie; a supervisor looks at what they say, and at why.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from counter_tui.core import held_lines
from counter_tui.core.contradictions import Flag, decision
from counter_tui.core.event import MalformedEvent, decode
from counter_tui.desk import check_records
from counter_tui.desk.hand import counter_text
from counter_tui.desk.views.checks import CheckRecord
from counter_tui.language import _
from counter_tui.store import projection, quarantine

if TYPE_CHECKING:
    from counter_tui.core.folding import StreamState
    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection
    from counter_tui.store.quarantine import Apart

HELD, RECEIVED = "held_by_centre", "not_accepted"


class Held:
    """One device's lines that lie apart for one cause, and what was decided about them."""

    def __init__(self, device: str, lines: tuple["Apart", ...], decided: "StreamState") -> None:
        self.device = device
        self.lines = lines
        self.stream = held_lines.stream(device)
        self.flag = Flag(
            HELD if lines[0].held else RECEIVED,
            lines[-1].hash,
            lines[-1].at,
            tuple(line.hash for line in lines),
        )
        self.decided = decided


def waiting(post: "Post", conn: "Connection") -> Iterator[Held]:
    """Yield what lies apart and is not settled."""
    found = sorted(quarantine.apart(conn), key=lambda line: (line.device, line.held, line.at, line.hash))
    for (device, _held), lines in groupby(found, key=lambda line: (line.device, line.held)):
        events = projection.journal_events(conn, post.identity.office, held_lines.stream(device))
        held = Held(device, tuple(lines), held_lines.decisions(events))
        settled = decision(held.decided, held.flag)
        if settled is None or settled.verdict == "passed_on":
            yield held


def subject(post: "Post", held: Held) -> str:
    """Return whose lines they are: this counter, or another device by its id."""
    me = post.identity
    return counter_text(me.counter) if held.device == me.device else held.device or "?"


def records(post: "Post", conn: "Connection", held: Held) -> Iterator[CheckRecord]:
    """Yield each line as far as it can be read."""
    for line in held.lines:
        try:
            event = decode(line.body)
        except MalformedEvent:
            yield CheckRecord(line.at, "?", "?", reason(line.reason))
            continue
        told = check_records.of(post, conn, event)
        yield CheckRecord(told.at, told.place, told.officer, f"{told.text} ({reason(line.reason)})")


def reason(code: str) -> str:
    """Return why a line was not accepted, in the middle of a sentence."""
    words = {
        "malformed": _("tidak terbaca"),
        "clone": _("tempatnya sudah terisi"),
        "scope": _("milik kantor lain"),
        "head": _("tanda tangannya tidak cocok"),
        "chain": _("rantainya tidak cocok"),
        "repeated_id": _("nomornya sudah dipakai"),
        "revoked": _("perangkatnya sudah dicabut"),
    }
    plain = code.removeprefix(quarantine.HELD)
    return words.get(plain, plain)
