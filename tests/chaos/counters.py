"""A counter's computer as real processes: its desk, and beside it what exchanges with the hub."""

import subprocess
import threading
from contextlib import suppress

from tests.e2e.installation import Actions, Died, Hub, Installation, Json
from tests.e2e.killer import TransactionKiller
from tests.e2e.line import Line

KILLED = -9
ENDED = -15
"""Told to end before it had begun to listen for that."""


class Counter:
    """A long-lived `do -` stands for the screen; `line` leads to the hub, None where a hub runs itself."""

    def __init__(self, home: Installation, line: Line | None = None) -> None:
        self.home = home
        self.line = line
        self.name = home.folder.name
        self.lock = threading.Lock()
        """Held by whoever ends and starts its exchange."""
        self.killer = TransactionKiller(home.folder / "journal.db.lock")
        self.deaths: list[str] = []
        """Processes that ended although nobody killed them."""
        self.hub: Hub | None = None
        """What runs the site's hub on this computer, once it was one."""
        self.front: Line | None = None
        """The line by which everybody reaches the hub on this computer, once it followed another one."""
        self.reign = 0
        """Which hub's answers are known on this computer, where a hub runs: a lost one's are not."""
        self.kill_after_s: float | None = None
        """So long after its next action was asked, the desk's process is killed."""
        self._desk: Actions | None = None
        self._sync: subprocess.Popen[str] | None = None

    @property
    def desk(self) -> "subprocess.Popen[str] | None":
        """The desk's process while it runs."""
        return self._desk.process if self._desk is not None else None

    @property
    def sync(self) -> "subprocess.Popen[str] | None":
        """The process that exchanges, while it runs."""
        return self._sync

    def ask(self, line: str) -> Json:
        """Do one action at the desk; raises Died when its process was killed before it answered."""
        desk = self._desk = self._desk or Actions(self.home)
        timer = threading.Timer(self.kill_after_s or 0.0, desk.process.kill)
        if self.kill_after_s is not None:
            self.kill_after_s = None
            timer.start()
        try:
            return desk.ask(line)
        except Died:
            self._desk = None
            desk.close()
            self._look_at(desk.process, {KILLED})
            raise

    def start_sync(self) -> None:
        """Begin to exchange, again where the process before was killed."""
        self.end_sync()
        if self.line is not None:
            self._sync = self.home.spawn("sync", log=".sync")

    def end_sync(self) -> None:
        """End the exchange, if it was not killed."""
        process, self._sync = self._sync, None
        if process is None:
            return
        process.terminate()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        self._look_at(process, {KILLED, 0, ENDED})

    def close(self) -> None:
        """End what runs."""
        desk, self._desk = self._desk, None
        if desk is not None:
            with suppress(OSError):
                desk.close()
            self._look_at(desk.process, {KILLED, 0, 1})
        self.end_sync()

    def _look_at(self, process: "subprocess.Popen[str]", expected: set[int]) -> None:
        if process.returncode not in expected:
            self.deaths.append(f"{self.name}: {process.args!r} ended with {process.returncode}")
