"""`store rebuild`: the projections made anew from the journal."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from counter_tui.core import streams
from counter_tui.store import projection
from counter_tui.store.driver import Connection
from counter_tui.store.projection import SHAPES, read_event

_EVENTS = "SELECT office, stream, body FROM event ORDER BY office, stream, hlc"
_AT_ONCE = 500

FOLD_VERSION_KEY = "fold_version"
"""Where `meta` keeps which rules folded the projections."""


def folded_streams(connection: Connection) -> Iterator[tuple[str, str, streams.AnyState]]:
    """Yield office, stream and state of every stream that has a projection, folded from the journal."""
    for (office, stream), lines in groupby(connection.execute(_EVENTS), key=itemgetter(0, 1)):
        kind, _identity = streams.split(stream)
        if kind in SHAPES:
            state = streams.fold(kind, [read_event(body) for _office, _stream, body in lines])
            if state is not None:
                yield office, stream, state


def rebuild(connection: Connection) -> int:
    """Make every projection anew inside the caller's transaction; return how many streams were folded."""
    for shape in SHAPES.values():
        connection.execute(f"DELETE FROM {shape.table}")  # noqa: S608 - our own names
    count = 0
    batch: dict[str, list[projection.Row]] = {kind: [] for kind in SHAPES}
    for office, stream, state in folded_streams(connection):
        kind, _identity = streams.split(stream)
        batch[kind].append(projection.row_of(office, kind, state))
        count += 1
        if len(batch[kind]) == _AT_ONCE:
            connection.executemany(SHAPES[kind].upsert, batch[kind])
            batch[kind].clear()
    for kind, rows in batch.items():
        connection.executemany(SHAPES[kind].upsert, rows)
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (FOLD_VERSION_KEY, str(streams.FOLD_VERSION)),
    )
    return count


def is_stale(connection: Connection) -> bool:
    """Tell whether the projections were folded by other rules than this program's."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (FOLD_VERSION_KEY,)).fetchone()
    return row is None or row[0] != str(streams.FOLD_VERSION)
