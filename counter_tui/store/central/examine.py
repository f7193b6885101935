"""What can be said of pushed lines before the database is asked: whose they are and whether they chain."""

from collections.abc import Sequence
from typing import NamedTuple

from counter_tui.core.chain import SignedHead
from counter_tui.core.event import Event, decode_all, digest

LINE_BYTES = 32 * 1024
"""An event's line is a few hundred bytes; a page of the longest ones still fits one answer."""

NAME_CHARACTERS = 256
"""How long an indexed text of the envelope may be; PostgreSQL refuses index entries above 2,704 bytes."""


class Line(NamedTuple):
    """One pushed line in its place of the chain.

    `hash` is its own SHA-256, `linked` the one by which its successor or the signed head names it, `prev`
    the one by which it names its predecessor (empty unless sound). `reason` is empty for a sound line.
    """

    seq: int
    body: bytes
    hash: str
    linked: str
    prev: str
    event: Event | None
    reason: str


def examine(head: SignedHead, lines: Sequence[bytes]) -> list[Line]:
    """Return the lines in their places, the last at `head.seq`, each sound or with the reason why not.

    A place belongs to its line whether that can be read or not, so that one poison line blocks nothing.
    Of two neighbours that do not fit, the earlier one is wrong: the later is vouched for by the signed head.
    """
    first = head.seq - len(lines) + 1
    events = decode_all([line if len(line) <= LINE_BYTES else b"" for line in lines])
    reasons = [_objection(event, head, first + place) for place, event in enumerate(events)]
    hashes = [digest(line) for line in lines]
    examined: list[Line] = []
    linked = head.hash
    for place in range(len(lines) - 1, -1, -1):
        reason, own = reasons[place], hashes[place]
        event = None if reason else events[place]
        if not reason and own != linked:
            reason = "chain"
        prev = event.prev if event is not None and not reason else ""
        examined.append(Line(first + place, lines[place], own, linked, prev, event, reason))
        linked = prev or (hashes[place - 1] if place else "")
    examined.reverse()
    return examined


def _objection(event: Event | None, head: SignedHead, seq: int) -> str:
    if event is None:
        return "malformed"
    if (event.office, event.device, event.epoch) != (head.office, head.device, head.epoch):
        return "scope"
    names = (event.id, event.site, event.actor, event.stream, event.type, event.prev)
    if event.seq != seq or event.v >= 2**31 or max(map(len, names)) > NAME_CHARACTERS:
        return "malformed"
    return ""
