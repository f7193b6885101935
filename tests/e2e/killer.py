"""Kill -9 in the middle of a transaction, known from outside: the kernel says who holds the writer's lock."""

import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

GLANCE_S = 0.0003
"""How often the locks are looked at during a hunt: a transaction takes some milliseconds."""


class TransactionKiller:
    """Kills a process while it holds a lock file; `kills` counts them."""

    def __init__(self, lock_file: Path) -> None:
        self.lock_file = lock_file
        self.kills = 0

    @contextmanager
    def hunting(self, process: "subprocess.Popen[str]") -> Iterator[None]:
        """Kill the process in its next transaction, if it begins one meanwhile."""
        over = threading.Event()
        hunter = threading.Thread(target=self._hunt, args=(process, over))
        hunter.start()
        try:
            yield
        finally:
            over.set()
            hunter.join()

    def _hunt(self, process: "subprocess.Popen[str]", over: threading.Event) -> None:
        while not over.is_set() and process.poll() is None:
            if self._holds(process.pid) and self._kill_if_still_in(process):
                return
            time.sleep(GLANCE_S)

    def _kill_if_still_in(self, process: "subprocess.Popen[str]") -> bool:
        """Halt the process, look again, and only then kill it: so the lock was held at the kill."""
        process.send_signal(signal.SIGSTOP)
        while not _halted(process.pid):
            time.sleep(GLANCE_S)
        if not self._holds(process.pid):
            process.send_signal(signal.SIGCONT)
            return False
        process.kill()
        self.kills += 1
        return True

    def _holds(self, pid: int) -> bool:
        inode = f":{self.lock_file.stat().st_ino}"
        lines = (line.split() for line in Path("/proc/locks").read_text("ascii").splitlines())
        return any(line[4] == str(pid) and line[5].endswith(inode) for line in lines if line[1] != "->")


def _halted(pid: int) -> bool:
    """Tell whether every thread stands still; a write to the disk is ended first."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return all((task / "stat").read_text("ascii").rpartition(") ")[2][0] in "TZ" for task in tasks)
