"""What a desk action costs beside the smallest durable commit, and a rebuild beside reading the journal."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median

from counter_tui.bootstrap import guard
from counter_tui.config import Home
from counter_tui.store import driver
from counter_tui.store.projection import SHAPES
from counter_tui.store.store import Store
from scripts.measure import home as homes
from scripts.measure.table import Row
from scripts.measure.timing import milliseconds

LINE = "x" * 600
"""As long as an event."""
FEW = 10_000
"""The short journal, beside which a long one must be no slower."""


def measure(short: Home, long: Home, rounds: int) -> list[Row]:
    """Return the rows of `commit`: actions on the long journal, then the two journals beside each other."""
    few, many = _events(short), _events(long)
    long_times, short_times = _turns(long, rounds), _turns(short, rounds)
    floor = median(long_times["floor"])
    start, call = median(long_times["start"]), median(long_times["call"])
    return [
        Row(f"commit of start, {many:,} events", start, "ms", floor, 4.0, "ratio"),
        Row(f"commit of call-next with selection, {many:,} events", call, "ms", floor, 5.0, "ratio"),
        Row(
            f"start, {many:,} against {few:,} events", start / floor, "floors", _floors(short_times, "start")
        ),
        Row(
            f"call-next, {many:,} against {few:,} events",
            call / floor,
            "floors",
            _floors(short_times, "call"),
        ),
    ]


def rebuild(home: Home) -> list[Row]:
    """Return the rows of `store rebuild` against reading every line once: where all is right, and nothing."""
    key = guard.unlock(home)
    name = f"rebuild of {_events(home):,} events"
    with closing(Store(home.store, key)) as store:
        floor = milliseconds(lambda: _scan(home.store, key)) / 1000
        right = milliseconds(store.rebuild) / 1000
        _spoil(store)
        wrong = milliseconds(store.rebuild) / 1000
        floor = (floor + milliseconds(lambda: _scan(home.store, key)) / 1000) / 2
    return [
        Row(f"{name}, every row right", right, "s", floor, 4.0, "ratio"),
        Row(f"{name}, every row written anew", wrong, "s", floor, 4.0, "ratio"),
    ]


def _turns(home: Home, rounds: int) -> dict[str, list[float]]:
    """Serve one number after the other; return the times of a raw commit, of `start` and of `call_next`."""
    times: dict[str, list[float]] = {"floor": [], "start": [], "call": []}
    with homes.opened(home) as terminal, _raw(home.store.with_name("raw.db")) as commit:
        desk = terminal.desk
        for _round in range(rounds + 1):
            times["call"].append(milliseconds(desk.call_next))
            times["floor"].append(milliseconds(commit))
            times["start"].append(milliseconds(desk.start))
            times["floor"].append(milliseconds(commit))
            desk.done()
    # The first of each fills the memory that all others find.
    return {name: found[len(found) // (rounds + 1) :] for name, found in times.items()}


def _floors(times: dict[str, list[float]], name: str) -> float:
    return median(times[name]) / median(times["floor"])


@contextmanager
def _raw(path: Path) -> Iterator[Callable[[], object]]:
    """Lend what commits one row durably: same engine, cipher, disk and settings, without anything of ours."""
    with closing(driver.connect(path, bytes(32), create=True)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS line (id INTEGER PRIMARY KEY, body TEXT)")

        def commit() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO line (body) VALUES (?)", (LINE,))
            connection.execute("COMMIT")

        yield commit


def _scan(path: Path, key: bytes) -> None:
    with closing(driver.connect(path, key, query_only=True)) as connection:
        for _line in connection.execute("SELECT body FROM event"):
            pass


def _spoil(store: Store) -> None:
    """Let every row be one of another program's rules, as after an upgrade."""
    with store.write() as transaction:
        for shape in SHAPES.values():
            transaction.connection.execute(f"UPDATE {shape.table} SET fold_version = 0")  # noqa: S608


def _events(home: Home) -> int:
    with closing(driver.connect(home.store, guard.unlock(home), query_only=True)) as connection:
        found: int = connection.execute("SELECT max(rowid) FROM event").fetchone()[0]
        return found
