"""Taking in a push: numbered under the office's lock, all in one transaction (DESIGN §7)."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from counter_tui.core.chain import SignedHead
from counter_tui.core.event import GENESIS, Event
from counter_tui.store import event_rows
from counter_tui.store.central.database import CONFLICTS, Database
from counter_tui.store.central.examine import Line, examine
from counter_tui.store.central.statements import Statements

ACCEPTED = "accepted"
DUPLICATE = "duplicate"
QUARANTINED = "quarantined"

COLUMNS = (*event_rows.COLUMNS, "office_seq")
_INSERT = f"INSERT INTO event ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - our own names

_CHAIN = "WHERE office = ? AND device = ? AND epoch = ?"
_SPAN = f"{_CHAIN} AND seq BETWEEN ? AND ?"
# What was sent and kept apart has its place in the chain, too; a clone's or a forged line has none.
_BEHIND = (
    f"SELECT seq, hash FROM event {_CHAIN} AND seq > ? UNION SELECT seq, hash FROM quarantine {_CHAIN} "  # noqa: S608 - fixed text
    "AND seq > ? AND reason NOT IN ('clone', 'head') AND substr(reason, 1, 5) <> 'held_' ORDER BY seq"
)
_AT_CENTRE = (
    "INSERT INTO watermark (office, device, epoch, durable, durable_hash) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (office, device, epoch) DO UPDATE SET durable = excluded.durable, "
    "durable_hash = excluded.durable_hash"
)


class Verdict(NamedTuple):
    """What became of one line; `reason` is a code and only given for a quarantined one."""

    seq: int
    outcome: str
    reason: str = ""


class Taken(NamedTuple):
    """What became of a push: how far its chain is committed, and a verdict for each line in order."""

    committed: int
    verdicts: list[Verdict]


class ChainGap(Exception):
    """The lines do not continue the chain; it goes on at `expected`."""

    def __init__(self, expected: int) -> None:
        super().__init__(f"expected {expected}")
        self.expected = expected


class Push(NamedTuple):
    """A device's lines below its signed head, whose author and signature are proven.

    `now` is UTC milliseconds; what a `revoked` device sends keeps its places, but is all kept apart. A hub
    that lacks lines up to `durable` may go on behind them: the centre holds those. At the centre it is 0.
    """

    head: SignedHead
    lines: Sequence[bytes]
    now: int
    revoked: bool = False
    durable: int = 0


def ingest(database: Database, push: Push) -> Taken:
    """Commit a push and return what became of each line; raises ChainGap when lines before it are missing.

    The usual push is one copy into the journal. When a key is taken (an id that is already there), the
    transaction is rolled back and its lines go in one by one.
    """
    lines = _examined(push)
    try:
        with database.write() as work:
            return _Ingest(work, push, lines).run(_together)
    except CONFLICTS:
        with database.write() as work:
            return _Ingest(work, push, lines).run(_one_by_one)


def take(work: Statements, push: Push) -> tuple[Taken, list[Event]]:
    """Take a push in within a transaction of the caller's; return the events that were written, too."""
    written: list[Line] = []

    def insert(work: Statements, lines: Sequence[Line], number: int) -> list[Line]:
        try:
            with work.attempt():
                written.extend(_together(work, lines, number))
        except CONFLICTS:
            written.extend(_one_by_one(work, lines, number))
        return list(written)

    taken = _Ingest(work, push, _examined(push)).run(insert)
    return taken, [line.event for line in written if line.event is not None]


def _examined(push: Push) -> list[Line]:
    lines = examine(push.head, push.lines)
    return [line._replace(reason="revoked") for line in lines] if push.revoked else lines


Insert = Callable[[Statements, Sequence[Line], int], list[Line]]
"""Writes sound lines, numbered from the given number on, and returns those that were written."""


class _Ingest:
    """One push within its transaction."""

    def __init__(self, work: Statements, push: Push, lines: list[Line]) -> None:
        self.work = work
        self.push = push
        self.lines = lines
        self.key = (push.head.office, push.head.device, push.head.epoch)
        self.whole = True

    def run(self, insert: Insert) -> Taken:
        ingested = lock_office(self.work, self.push.head.office)
        committed, hash_ = self._chain_end()
        if not self.lines:
            return Taken(committed, [])
        if self._goes_on_apart(committed):
            return Taken(committed, self._apart(self.lines, "clone"))
        if self.lines[0].seq > committed + 1:
            committed, hash_ = self._leap(committed)
        old = [line for line in self.lines if line.seq <= committed]
        new = self.lines[len(old) :]
        verdicts = self._judge_known(old)
        if new and not _continues(old, new[0], hash_):
            self._alarm()
            return Taken(committed, verdicts + self._apart(new, "clone"))
        if new:
            verdicts += self._take(new, ingested, insert)
            self._move_head(new)
        return Taken(max(committed, self.lines[-1].seq), verdicts)

    def _goes_on_apart(self, committed: int) -> bool:
        """Return whether the lines follow one that lies apart behind the end: a copy's tail of many pages."""
        first = self.lines[0]
        if first.seq <= committed + 1:
            return False
        where = "WHERE office = ? AND device = ? AND epoch = ? AND seq = ? AND hash = ?"
        place = (*self.key, first.seq - 1, first.prev)
        return self.work.first(f"SELECT 1 FROM quarantine {where}", place) is not None  # noqa: S608 - fixed text

    def _leap(self, committed: int) -> tuple[int, str]:
        """Begin behind what the centre alone holds; the chain is held whole no more."""
        before = self.lines[0].seq - 1
        if before > self.push.durable:
            raise ChainGap(committed + 1)
        self.work.run("DELETE FROM head WHERE office = ? AND device = ? AND epoch = ?", self.key)
        self.work.run(_AT_CENTRE, (*self.key, before, self.lines[0].prev))
        self.whole = False
        return before, self.lines[0].prev

    def _chain_end(self) -> tuple[int, str]:
        chain = chain_end(self.work, *self.key)
        self.whole = chain.whole
        return chain.seq, chain.hash

    def _judge_known(self, lines: Sequence[Line]) -> list[Verdict]:
        if not lines:
            return []
        span = (*self.key, lines[0].seq, lines[-1].seq)
        journal = self._held(lines)
        apart = self.work.rows(f"SELECT seq, hash, reason FROM quarantine {_SPAN}", span)  # noqa: S608 - fixed text
        reasons = {(seq, hash_): reason for seq, hash_, reason in apart}
        places = {seq for seq, _hash in journal}
        verdicts: list[Verdict] = []
        for line in lines:
            place = (line.seq, line.hash)
            if place in journal:
                verdicts.append(Verdict(line.seq, DUPLICATE))
            elif place in reasons:
                verdicts.append(Verdict(line.seq, QUARANTINED, reasons[place]))
            elif not self.whole and line.seq not in places:
                # What the centre alone holds comes from there.
                verdicts.append(Verdict(line.seq, DUPLICATE))
            else:
                self._alarm()
                verdicts += self._apart([line], "clone")
        return verdicts

    def _held(self, lines: Sequence[Line]) -> set[tuple[int, str]]:
        span = (*self.key, lines[0].seq, lines[-1].seq)
        return set(self.work.rows(f"SELECT seq, hash FROM event {_SPAN}", span))  # noqa: S608 - fixed text

    def _take(self, lines: Sequence[Line], ingested: int, insert: Insert) -> list[Verdict]:
        sound = [line for line in lines if not line.reason]
        written = insert(self.work, sound, ingested + 1)
        if written:
            self.work.run(
                "UPDATE office_sequence SET ingested = ? WHERE office = ?",
                (ingested + len(written), self.push.head.office),
            )
        if len(written) == len(lines):
            return [Verdict(line.seq, ACCEPTED) for line in lines]
        places, held = {line.seq for line in written}, self._held(lines)
        verdicts: list[Verdict] = []
        for line in lines:
            if line.seq in places:
                verdicts.append(Verdict(line.seq, ACCEPTED))
            elif (line.seq, line.hash) in held:
                # Behind a gap a promoted hub has it already, from the hub before.
                verdicts.append(Verdict(line.seq, DUPLICATE))
            else:
                verdicts += self._apart([line], line.reason or "repeated_id")
        return verdicts

    def _apart(self, lines: Sequence[Line], reason: str) -> list[Verdict]:
        self.work.many(
            "INSERT INTO quarantine (office, device, epoch, seq, hash, body, reason, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (office, device, hash) DO NOTHING",
            [(*self.key, line.seq, line.hash, line.body, reason, self.push.now) for line in lines],
        )
        return [Verdict(line.seq, QUARANTINED, reason) for line in lines]

    def _alarm(self) -> None:
        self.work.run(
            "UPDATE device SET alarm_at = COALESCE(alarm_at, ?) WHERE office = ? AND device = ?",
            (self.push.now, *self.key[:2]),
        )

    def _move_head(self, lines: Sequence[Line]) -> None:
        head = self.push.head
        high = max((line.event.hlc for line in lines if line.event), default=0)
        if self.whole:
            self._keep_end(head, high)
        self.work.run(
            "INSERT INTO signed_head (office, device, epoch, seq, hash, signature) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (office, device, epoch) DO UPDATE SET seq = excluded.seq, hash = excluded.hash,"
            " signature = excluded.signature",
            (*self.key, head.seq, head.hash, head.signature),
        )

    def _keep_end(self, head: SignedHead, high: int) -> None:
        self.work.run(
            "INSERT INTO head (office, device, epoch, seq, hash, hlc) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (office, device, epoch) DO UPDATE SET seq = excluded.seq, hash = excluded.hash,"
            " hlc = CASE WHEN excluded.hlc > head.hlc THEN excluded.hlc ELSE head.hlc END",
            (*self.key, head.seq, head.hash, high),
        )


class ChainEnd(NamedTuple):
    """The last event held of a chain; `whole` when every one before it is held or accounted for here."""

    seq: int
    hash: str
    whole: bool


def chain_end(work: Statements, office: str, device: str, epoch: int) -> ChainEnd:
    """Return how far a chain is held.

    Of one that a hub knows from the centre only recent events may be held, or none but its place there.
    Behind that place nothing may be missing: what follows a gap is not held for its author.
    """
    chain = (office, device, epoch)
    row = work.first(f"SELECT seq, hash FROM head {_CHAIN}", chain)  # noqa: S608 - fixed text
    if row is not None:
        return ChainEnd(row[0], row[1], whole=True)
    known = work.first(f"SELECT durable, durable_hash FROM watermark {_CHAIN} AND durable_hash <> ''", chain)  # noqa: S608
    end, hash_ = known or (0, GENESIS)
    for seq, found in work.rows(_BEHIND, (*chain, end) * 2):
        if seq > end + 1:
            break
        end, hash_ = seq, found
    return ChainEnd(end, hash_, whole=known is None)


def lock_office(work: Statements, office: str) -> int:
    """Lock an office's row until the transaction ends and return how far its sequence is given out."""
    statement = "SELECT ingested FROM office_sequence WHERE office = ?"
    row = work.first(statement + " FOR UPDATE" if work.postgres else statement, (office,))
    if row is None:
        raise LookupError("an office without a sequence")
    return int(row[0])


def _continues(old: Sequence[Line], first: Line, end: str) -> bool:
    """Return whether the first new line follows the committed end; an unreadable one names no predecessor."""
    if old and old[-1].linked != end:
        return False
    return not first.prev or first.prev == end


def _together(work: Statements, lines: Sequence[Line], number: int) -> list[Line]:
    rows = [(_event(line), line.body.decode(), line.hash) for line in lines]
    numbered = enumerate(rows, start=number)
    if work.postgres:
        work.copy("event", COLUMNS, "".join(event_rows.copied(*row, place) for place, row in numbered))
    else:
        work.many(_INSERT, [(*event_rows.row_of(*row), place) for place, row in numbered])
    return list(lines)


def _one_by_one(work: Statements, lines: Sequence[Line], number: int) -> list[Line]:
    written: list[Line] = []
    for line in lines:
        try:
            with work.attempt():
                written += _together(work, [line], number + len(written))
        except CONFLICTS:
            continue
    return written


def _event(line: Line) -> Event:
    if line.event is None:
        raise TypeError("a line without an event is not sound")
    return line.event
