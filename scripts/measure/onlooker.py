"""A real terminal among the callers: when its screen sees what others call, and what a key costs there.

It runs in a process of its own, as at a counter: store, sync thread, and a look at the store as often as the
screen's own. Asked over its standard input, it answers in JSON.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

from msgspec import json

from counter_tui.bootstrap import guard
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.config import Home
from counter_tui.store.store import Store
from counter_tui.tui.app import WATCH_SECONDS
from scripts.measure.home import OFFICER, PIN

T = TypeVar("T")

PATIENCE_S = 30.0
_CALLS = "SELECT rowid, id FROM event WHERE type = 'ticket.called' AND rowid > ? ORDER BY rowid"


class Onlooker:
    """The process as whoever measures asks it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._to, self._from = _piped(process.stdin), _piped(process.stdout)

    def seen(self, events: Sequence[str]) -> dict[str, float]:
        """Return when each of these calls was there to be shown (`time.perf_counter`, one for all processes).

        What has not come within half a minute counts as seen then.
        """
        return self._ask(["seen", *events], dict[str, float])

    def keys(self, count: int) -> list[float]:
        """Return how long so many keys that call took at this terminal, in milliseconds."""
        return self._ask(["keys", str(count)], list[float])

    def _ask(self, words: Sequence[str], kind: type[T]) -> T:
        self._to.write(json.encode(words).decode() + "\n")
        self._to.flush()
        return json.decode(self._from.readline(), type=kind)


@contextmanager
def onlooker(folder: Path) -> Iterator[Onlooker]:
    """Run the terminal of a home until the block ends."""
    command = [sys.executable, "-m", "scripts.measure.onlooker", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Onlooker(process)
        finally:
            process.terminate()


class _Watch:
    """Looks at the store as the screen does, and notes when it sees each call."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: dict[str, float] = {}
        threading.Thread(target=self._look, daemon=True).start()

    def when(self, events: Sequence[str]) -> dict[str, float]:
        ends = time.perf_counter() + PATIENCE_S
        while not self._seen.keys() >= set(events) and time.perf_counter() < ends:
            time.sleep(WATCH_SECONDS)
        return {id_: self._seen.get(id_, ends) for id_ in events}

    def _look(self) -> None:
        version, row = -1, 0
        while True:
            now = self._store.version()
            if now != version:
                version = now
                with self._store.read() as connection:
                    found = connection.execute(_CALLS, (row,)).fetchall()
                at = time.perf_counter()
                self._seen |= {id_: at for _row, id_ in found}
                row = found[-1][0] if found else row
            time.sleep(WATCH_SECONDS)


def _keys(terminal: Terminal, count: int) -> list[float]:
    times = []
    for _ in range(count):
        started = time.perf_counter()
        terminal.desk.call_next()
        times.append((time.perf_counter() - started) * 1000)
        terminal.desk.missed()
    return times


def _piped(stream: "IO[str] | None") -> "IO[str]":
    if stream is None:
        raise RuntimeError("a process without pipes cannot be asked")
    return stream


def main(folder: Path) -> None:
    """Answer what is asked on standard input until it ends."""
    home = Home(folder)
    terminal = Terminal(home, key=guard.unlock(home))
    terminal.start_sync()
    terminal.desk.login(OFFICER, PIN)
    watch = _Watch(terminal.store)
    for line in sys.stdin:
        what, *words = json.decode(line, type=list[str])
        found = watch.when(words) if what == "seen" else _keys(terminal, int(words[0]))
        print(json.encode(found).decode(), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
