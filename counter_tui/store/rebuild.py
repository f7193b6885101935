"""`store rebuild`: the projections made anew from the journal."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter

from counter_tui.core import streams
from counter_tui.core.event import Event
from counter_tui.store import projection
from counter_tui.store.driver import Connection
from counter_tui.store.projection import SHAPES, read_event

_BY_STREAM = "SELECT office, stream, body FROM event ORDER BY office, stream, hlc"
_AS_WRITTEN = "SELECT body FROM event NOT INDEXED"
_KEPT = 10_000
"""States kept in memory: those that events were about lately, so that most are written once."""
_BULK = {"cache_size": -65_536, "secure_delete": 0}

FOLD_VERSION_KEY = "fold_version"
"""Where `meta` keeps which rules folded the projections."""

Key = tuple[str, str]
"""Office and stream."""


def folded_streams(connection: Connection) -> Iterator[tuple[str, str, streams.AnyState]]:
    """Yield office, stream and state of every stream that has a projection, each folded whole."""
    for (office, stream), lines in groupby(connection.execute(_BY_STREAM), key=itemgetter(0, 1)):
        kind = streams.split(stream)[0]
        if kind in SHAPES:
            state = streams.fold(kind, [read_event(body) for _office, _stream, body in lines])
            if state is not None:
                yield office, stream, state


def rebuild(connection: Connection) -> int:
    """Make every projection anew inside the caller's transaction; return how many streams were folded.

    The journal is read once, as it was written: in the order of streams each page would be opened again for
    every stream on it.
    """
    with _in_bulk(connection):
        for shape in SHAPES.values():
            connection.execute(f"DELETE FROM {shape.table}")  # noqa: S608 - our own names
        count = _Folding(connection).take(read_event(body) for (body,) in connection.execute(_AS_WRITTEN))
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (FOLD_VERSION_KEY, str(streams.FOLD_VERSION)),
    )
    return count


def is_stale(connection: Connection) -> bool:
    """Tell whether the projections were folded by other rules than this program's."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (FOLD_VERSION_KEY,)).fetchone()
    return row is None or row[0] != str(streams.FOLD_VERSION)


@contextmanager
def _in_bulk(connection: Connection) -> Iterator[None]:
    """Let a connection hold more pages and leave those it frees as they are: they are encrypted.

    The collector looks in vain at states by the ten thousand, for a fifth of the time: none has a cycle.
    """
    usual = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _BULK}
    collecting = gc.isenabled()
    gc.disable()
    try:
        for name, value in _BULK.items():
            connection.execute(f"PRAGMA {name} = {value}")
        yield
    finally:
        for name, value in usual.items():
            connection.execute(f"PRAGMA {name} = {value}")
        if collecting:
            gc.enable()


class _Folding:
    """Applies event after event; `_whole` are streams that only a whole fold can tell, as after an undo."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._states: dict[Key, streams.AnyState] = {}
        self._written: set[Key] = set()
        self._whole: set[Key] = set()

    def take(self, events: Iterable[Event]) -> int:
        """Fold and write everything; return how many streams there are."""
        for event in events:
            key = (event.office, event.stream)
            kind = streams.split(event.stream)[0]
            if kind in SHAPES and key not in self._whole:
                self._apply(key, kind, event)
        self._write(len(self._states))
        for office, stream in self._whole:
            projection.refold(self._connection, office, stream)
        return len(self._written | self._whole)

    def _apply(self, key: Key, kind: str, event: Event) -> None:
        state = self._states.pop(key, None)
        if state is None and key in self._written:
            state = projection.load(self._connection, *key)
        after = streams.apply(kind, state, event)
        if after is None:
            self._whole.add(key)
            return
        self._states[key] = after
        if len(self._states) == 2 * _KEPT:
            self._write(_KEPT)

    def _write(self, count: int) -> None:
        """Write the states that were touched longest ago, in the order of their table."""
        for kind, shape in SHAPES.items():
            keys = [key for key in islice(self._states, count) if streams.split(key[1])[0] == kind]
            rows = (projection.row_of(key[0], kind, self._states[key]) for key in sorted(keys))
            self._connection.executemany(shape.upsert, rows)
            self._written.update(keys)
        for key in list(islice(self._states, count)):
            del self._states[key]
