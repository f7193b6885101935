"""Processes that order a slip, print what waits and live until they are killed: `HOME PRINTER`.

One process loads the program and then only forks, so that two hundred of them start in no time. For every
line that it reads it forks one: the line is a new slip's number, or empty for none. It answers with the
process's id; the process itself says `ordered` once its event is committed. `reap` waits for its death.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import filelock  # noqa: F401 - loaded once, before the forks
import msgspec
import serial  # noqa: F401 - loaded once, before the forks

from counter_tui.core.event import Draft
from counter_tui.printing import conversation
from counter_tui.printing.printer import open_printer
from counter_tui.printing.worker import PrintWorker
from counter_tui.store.spool import StoredSpool
from counter_tui.store.store import Store
from tests.printing.samples import numbered

QUIET_SECONDS = 0.03
"""How long the line must be still before a new process trusts it: this printer answers within a hundredth."""
KEY = bytes(range(32))
ROOT = Path(__file__).parents[2]


class Printing:
    """The test's side: starts processes and kills them."""

    def __init__(self, home: Path, printer: str) -> None:
        command = [sys.executable, "-m", "tests.printing.printing_process", str(home), printer]
        self._forker = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self._pid = 0

    def start(self, number: int | None) -> None:
        """Start a process that orders this slip first, and return when its event is committed."""
        self._say(f"{number or ''}")
        self._pid = int(self._hear())
        assert self._hear() == "ordered"

    def kill(self) -> None:
        """Kill the process with SIGKILL and wait until it is gone."""
        os.kill(self._pid, signal.SIGKILL)
        self._say("reap")
        assert self._hear() == "dead"

    def end(self) -> None:
        """Let the forker end."""
        assert self._forker.stdin is not None
        self._forker.stdin.close()
        self._forker.wait(90)

    def _say(self, line: str) -> None:
        assert self._forker.stdin is not None
        self._forker.stdin.write(f"{line}\n")

    def _hear(self) -> str:
        assert self._forker.stdout is not None
        return self._forker.stdout.readline().strip()


def fork_as_told(home: Path, printer: str, told: IO[str]) -> None:
    """Fork a printing process for every line."""
    forked = 0
    for line in told:
        if line == "reap\n":
            os.waitpid(forked, 0)
            sys.stdout.write("dead\n")
        else:
            forked = os.fork()
            if not forked:
                order_and_print(home, printer, line.strip())
            sys.stdout.write(f"{forked}\n")
        sys.stdout.flush()


def order_and_print(home: Path, printer: str, number: str) -> None:
    """Order a slip, print what waits, and wait to be killed."""
    conversation._QUIET_SECONDS = QUIET_SECONDS
    store = Store.open(home / "journal.db", KEY)
    spool = StoredSpool(store)
    worker = PrintWorker(spool, open_printer(printer, "generic58", home), home)
    worker.start()
    if number:
        slip = numbered(int(number))
        said = {"document": slip.document, "subject": slip.subject, "copy": 0}
        with store.write() as transaction:
            draft = Draft(stream=f"paper/{slip.id}", type="paper.printed", data=said)
            event = transaction.append(draft, actor="officer")
            transaction.enqueue(msgspec.structs.replace(slip, event=event.id))
        worker.wake()
    os.write(sys.stdout.fileno(), b"ordered\n")
    signal.pause()


if __name__ == "__main__":
    fork_as_told(Path(sys.argv[1]), sys.argv[2], sys.stdin)
