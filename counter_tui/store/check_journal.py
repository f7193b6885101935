"""Whether the journal's lines, chains and heads are as they were written."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from counter_tui.core.event import GENESIS, MalformedEvent, decode, digest
from counter_tui.store import identities
from counter_tui.store.driver import Connection
from counter_tui.store.event_rows import COLUMNS, row_of
from counter_tui.store.problem import Problem

_EVENTS = f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY office, device, epoch, seq"  # noqa: S608 - our own names
_LINKS = (
    "SELECT seq, hash, body FROM event WHERE office = ?1 AND device = ?2 AND epoch = ?3 UNION ALL "
    "SELECT seq, hash, NULL FROM pruned WHERE office = ?1 AND device = ?2 AND epoch = ?3 ORDER BY seq"
)
_APART = "SELECT seq, hash FROM quarantine WHERE office = ? AND device = ? AND epoch = ?"
_HEADS = "SELECT office, device, epoch, seq, hash FROM head"
_MARKS = (
    "SELECT office, device, epoch, durable, durable_hash FROM watermark WHERE durable_hash IS NOT NULL "
    "UNION ALL SELECT office, device, epoch, seq, hash FROM signed_head"
)
_HASH = (
    "SELECT hash FROM event WHERE office = ?1 AND device = ?2 AND epoch = ?3 AND seq = ?4 UNION ALL "
    "SELECT hash FROM pruned WHERE office = ?1 AND device = ?2 AND epoch = ?3 AND seq = ?4"
)


def check_journal(connection: Connection) -> Iterator[Problem]:
    """Yield what is wrong with the lines, with each chain held whole, and against what the centre has."""
    yield from _lines(connection.execute(_EVENTS))
    me = identities.parse(identities.text(connection)).device
    for office, device, epoch, seq, fingerprint in connection.execute(_HEADS).fetchall():
        chain = (office, device, epoch)
        yield from _whole_chain(connection, chain, seq, fingerprint, mine=device == me)
    for *chain_seq, fingerprint in connection.execute(_MARKS).fetchall():
        row = connection.execute(_HASH, chain_seq).fetchone()
        if row and row[0] != fingerprint:
            yield Problem("mark", _where(chain_seq[1:]))


def _lines(rows: Iterable[tuple[Any, ...]]) -> Iterator[Problem]:
    """Each line is canonical and says what its columns say; each names the line before it."""
    for chain, lines in groupby(rows, key=lambda row: row[:3]):
        before: tuple[int, str] | None = None
        for row in lines:
            where = _where((*chain[1:], row[3]))
            try:
                event = decode(row[12].encode())
            except (MalformedEvent, AttributeError):
                yield Problem("changed", where)
                before = None
                continue
            if row_of(event, row[12], digest(row[12].encode())) != row:
                yield Problem("changed", where)
            elif before is not None and before[0] + 1 == event.seq and before[1] != event.prev:
                yield Problem("chain", where)
            before = (event.seq, row[13])


def _whole_chain(
    connection: Connection, chain: tuple[Any, ...], last: int, fingerprint: str, *, mine: bool
) -> Iterator[Problem]:
    """A chain with a head is gapless from 1 to it.

    What was pruned left its hash; what a hub did not accept holds its place in the quarantine. A line behind
    the head and a gap is sound: a hub's answer brought it before what it follows. So is any line behind the
    head of another's chain: its author may have lost it before it signed so far.
    """
    apart = set(connection.execute(_APART, chain))
    places = {seq for seq, _hash in apart}
    expected, before = 1, GENESIS
    for seq, line_hash, body in connection.execute(_LINKS, chain):
        if seq > (max(last, expected) if mine else last):
            break
        for missing in range(expected, min(seq, expected + 20)):
            if missing not in places:
                yield Problem("missing", _where((*chain[1:], missing)))
        if body is not None and seq == expected and f'"prev":"{before}"' not in body:
            yield Problem("chain", _where((*chain[1:], seq)))
        expected, before = seq + 1, line_hash
    while expected <= last and expected in places:
        before = fingerprint if (expected, fingerprint) in apart else ""
        expected += 1
    if (expected - 1, before) != (last, fingerprint):
        yield Problem("missing" if expected <= last else "head", _where((*chain[1:], last)))


def _where(parts: Iterable[object]) -> str:
    return "/".join(map(str, parts))
