"""`store check` at the centre, on either engine: chains, sequences and projections against the lines."""

from collections.abc import Iterator

from counter_tui.core.event import GENESIS, MalformedEvent, decode, digest
from counter_tui.store import event_rows
from counter_tui.store.central.database import Database, Work
from counter_tui.store.central.ingest import COLUMNS
from counter_tui.store.central.projecting import clipped, refolded
from counter_tui.store.central.statements import Row
from counter_tui.store.check import Report
from counter_tui.store.problem import Problem
from counter_tui.store.projection import SHAPES, row_of

_PAGE = 1000
_BODY, _HASH, _SEQ, _PLACE = (COLUMNS.index(name) for name in ("body", "hash", "seq", "office_seq"))


def check(database: Database) -> Report:
    """Read the centre's database in one moment of it and report what is not as it was written."""
    with database.read() as work:
        row = work.first("SELECT COUNT(*) FROM event")
        return Report(int(row[0]) if row else 0, tuple(_problems(work)))


def _problems(work: Work) -> Iterator[Problem]:
    for chain in work.rows("SELECT office, device, epoch, seq, hash FROM head"):
        yield from _chain(work, chain)
    yield from _headless(work)
    offices = work.rows(
        "SELECT s.office, s.ingested, c.projected FROM office_sequence s"
        " JOIN projector_cursor c ON c.office = s.office ORDER BY s.office"
    )
    for office, ingested, projected in offices:
        yield from _sequence(work, office, ingested)
        for kind in SHAPES:
            yield from _projections(work, office, kind, projected)


def _chain(work: Work, chain: Row) -> Iterator[Problem]:
    """Yield what is wrong with one chain; a place is held by an event or by a quarantined line."""
    *key, last, end = chain
    where = "WHERE office = ? AND device = ? AND epoch = ?"
    rows = work.rows(f"SELECT {', '.join(COLUMNS)} FROM event {where} ORDER BY seq", key)  # noqa: S608
    apart: dict[int, set[str]] = {}
    for seq, fingerprint in work.rows(f"SELECT seq, hash FROM quarantine {where}", key):  # noqa: S608
        apart.setdefault(seq, set()).add(fingerprint)
    before, expected = GENESIS, 1
    for row in rows:
        for missing in range(expected, row[_SEQ]):
            if missing not in apart:
                yield Problem("missing", f"{key[1]}/{key[2]}/{missing}")
        problem = _line(row, before if row[_SEQ] == expected else "")
        if problem:
            yield Problem(problem, f"{key[1]}/{key[2]}/{row[_SEQ]}")
        before, expected = row[_HASH], row[_SEQ] + 1
    for missing in range(expected, last + 1):
        if missing not in apart:
            yield Problem("missing", f"{key[1]}/{key[2]}/{missing}")
    if expected > last and before != end:
        yield Problem("head", f"{key[1]}/{key[2]}/{last}")


def _line(row: Row, before: str) -> str:
    """Return what is wrong with a line: `changed`, `chain`, or nothing; `before` is empty when unknown."""
    body = row[_BODY].encode()
    try:
        event = decode(body)
    except MalformedEvent:
        return "changed"
    if (*event_rows.row_of(event, row[_BODY], digest(body)), row[_PLACE]) != tuple(row):
        return "changed"
    return "chain" if before and event.prev != before else ""


def _headless(work: Work) -> Iterator[Problem]:
    rows = work.rows(
        "SELECT DISTINCT device, epoch FROM event e WHERE NOT EXISTS (SELECT 1 FROM head h"
        " WHERE h.office = e.office AND h.device = e.device AND h.epoch = e.epoch AND h.seq >= e.seq)"
    )
    for device, epoch in rows:
        yield Problem("head", f"{device}/{epoch}")


def _sequence(work: Work, office: str, ingested: int) -> Iterator[Problem]:
    """Yield a sequence that is not gapless from 1 to what was given out."""
    row = work.first(
        "SELECT COUNT(office_seq), COALESCE(MIN(office_seq), 1), COALESCE(MAX(office_seq), 0) FROM event"
        " WHERE office = ?",
        (office,),
    )
    if row is not None and tuple(row) != (ingested, 1, ingested):
        yield Problem("sequence", office)


def _projections(work: Work, office: str, kind: str, projected: int) -> Iterator[Problem]:
    """Yield each stream whose row is not what its projected events fold to."""
    shape = SHAPES[kind]
    names = ", ".join(shape.columns)
    after = ""
    while True:
        rows = work.rows(
            f"SELECT {names} FROM {shape.table} WHERE office = ? AND id > ? ORDER BY id LIMIT {_PAGE}",  # noqa: S608
            (office, after),
        )
        folded = refolded(work, kind, office, [row[1] for row in rows], projected)
        for row in rows:
            state = folded.get(row[1])
            if state is None or clipped(row_of(office, kind, state)) != tuple(row):
                yield Problem("projection", f"{kind}/{row[1]}")
        if len(rows) < _PAGE:
            break
        after = rows[-1][1]
    yield from _unprojected(work, office, kind, projected)


def _unprojected(work: Work, office: str, kind: str, projected: int) -> Iterator[Problem]:
    prefix = f"{kind}/"
    rows = work.rows(
        f"SELECT DISTINCT stream FROM event e WHERE office = ? AND office_seq <= ?"  # noqa: S608 - our own names
        f" AND substr(stream, 1, {len(prefix)}) = ? AND stream <> ?"
        f" AND NOT EXISTS (SELECT 1 FROM {SHAPES[kind].table} p"
        f" WHERE p.office = e.office AND p.id = substr(e.stream, {len(prefix) + 1}))",
        (office, projected, prefix, prefix),
    )
    for (stream,) in rows:
        yield Problem("projection", stream)
