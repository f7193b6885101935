"""Which lines stand below heads that their authors signed, each of them led to by an unbroken chain."""

from collections.abc import Iterable, Sequence

from counter_tui.core.chain import SignedHead
from counter_tui.core.event import MalformedEvent, decode, digest

Place = tuple[str, int, int]
"""Device, epoch and seq."""


def proven_lines(lines: Sequence[bytes], heads: Iterable[SignedHead]) -> list[bytes]:
    """Return those lines, in their order, that the believed `heads` stand for; lines may come in any order.

    A line is proven when a head names its hash, or the line behind it is proven and names it as the one
    before. Where lines are left out behind one, nobody can tell whose it is: it is not proven.
    """
    named: dict[Place, str] = {(head.device, head.epoch, head.seq): head.hash for head in heads}
    proven: set[bytes] = set()
    read = [(place, previous, line) for line in lines for place, previous in _read(line)]
    for place, previous, line in sorted(read, reverse=True):
        if named.get(place) == digest(line):
            proven.add(line)
            device, epoch, seq = place
            named.setdefault((device, epoch, seq - 1), previous)
    return [line for line in lines if line in proven]


def _read(line: bytes) -> list[tuple[Place, str]]:
    try:
        event = decode(line)
    except MalformedEvent:
        return []
    return [((event.device, event.epoch, event.seq), event.prev)]
