"""`store rebuild`: the projections made anew from the journal."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby, islice
from operator import itemgetter

from counter_tui.core import streams
from counter_tui.core.event import Event
from counter_tui.store import projection
from counter_tui.store.driver import Connection
from counter_tui.store.journal_pages import pages
from counter_tui.store.projection import HEAD, SHAPES, Row, read_event

_BY_STREAM = "SELECT office, stream, body FROM event ORDER BY office, stream, hlc"
_AT_ONCE = 10_000
"""Events folded at once: most of what happens to a number happens within these."""
_KEPT = 10_000
"""States kept in memory: those that events were about lately, so that most are written once."""
_BULK = {"cache_size": -65_536, "secure_delete": 0}

FOLD_VERSION_KEY = "fold_version"
"""Where `meta` keeps which rules folded the projections."""

_NONE = (None, None, None)

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

    The journal is read once, as it was written. A row that is right already is not written again.
    """
    with _in_bulk(connection), closing(pages(connection, _AT_ONCE)) as journal:
        count = _Folding(connection).take(journal)
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
    """Folds events some thousands at once, each stream's together, and writes each row that is not right.

    `_standing` is what `_rows` tells of every row whose stream has not been written yet. `_whole` are the
    streams that only a whole fold can tell, as after an undo of something folded earlier.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._standing = dict(_rows(connection))
        self._states: dict[Key, streams.AnyState] = {}
        self._written: set[Key] = set()
        self._whole: set[Key] = set()

    def take(self, journal: Iterable[list[Event]]) -> int:
        """Fold and write everything; return how many streams there are."""
        for page in journal:
            for key, news in _by_stream(page).items():
                self._go_on(key, news)
            self._write(len(self._states) - _KEPT)
        self._write(len(self._states))
        for office, stream in self._whole | self._standing.keys():
            projection.refold(self._connection, office, stream)
        return len(self._written | self._whole)

    def _go_on(self, key: Key, news: list[Event]) -> None:
        kind = streams.split(key[1])[0]
        if kind not in SHAPES or key in self._whole:
            return
        state = self._states.pop(key, None)
        if state is None and key in self._written:
            state = projection.load(self._connection, *key)
        after = streams.go_on(kind, state, news)
        if after is None:
            self._whole.add(key)
        else:
            self._states[key] = after

    def _write(self, count: int) -> None:
        """Write so many states, those that were touched longest ago, in the order of their tables."""
        longest_ago = sorted(islice(self._states, max(count, 0)))
        other: dict[str, list[Row]] = defaultdict(list)
        stale: dict[str, list[Row]] = defaultdict(list)
        for key in longest_ago:
            kind = streams.split(key[1])[0]
            row = projection.row_of(key[0], kind, self._states.pop(key))
            rowid, whole, searched = self._standing.pop(key, _NONE)
            if whole == hash(row):
                continue
            if searched == hash(row[len(HEAD) :]):
                stale[kind].append((*row[2 : len(HEAD)], rowid))
            else:
                other[kind].append(row)
        for kind, rows in other.items():
            self._connection.executemany(SHAPES[kind].upsert, rows)
        for kind, rows in stale.items():
            self._connection.executemany(SHAPES[kind].renew, sorted(rows, key=itemgetter(-1)))
        self._written.update(longest_ago)


def _rows(connection: Connection) -> Iterator[tuple[Key, tuple[int, int, int]]]:
    """Yield the rowid and 64 bits of each row as it stands: one that is right is not written again.

    The last 64 are of what is searched: where they are right, the row's place in no index is another.
    """
    for kind, shape in SHAPES.items():
        names = ", ".join((*shape.columns, "rowid"))
        for row in connection.execute(f"SELECT {names} FROM {shape.table} NOT INDEXED"):  # noqa: S608
            yield (row[0], f"{kind}/{row[1]}"), (row[-1], hash(row[:-1]), hash(row[len(HEAD) : -1]))


def _by_stream(page: Iterable[Event]) -> dict[Key, list[Event]]:
    found: dict[Key, list[Event]] = defaultdict(list)
    for event in page:
        found[event.office, event.stream].append(event)
    return found
