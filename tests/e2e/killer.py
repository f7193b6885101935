"""Kill -9 in the middle of a transaction, known from outside: the kernel says who holds the writer's lock."""

import subprocess
import threading
from pathlib import Path


class TransactionKiller:
    """Kills the aimed-at process at the moment it is seen holding a lock file; `kills` counts them."""

    def __init__(self, lock_file: Path, share: float = 0.08) -> None:
        self.lock_file = lock_file
        self.share = share
        self.kills = 0
        self._aim: subprocess.Popen[str] | None = None
        self._wake = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def aim(self, process: "subprocess.Popen[str]") -> None:
        """Kill this process in its next transaction."""
        with self._wake:
            self._aim = process
            self._wake.notify()

    def rest(self) -> None:
        """Aim at nobody."""
        with self._wake:
            self._aim = None

    def end(self) -> None:
        """Stop watching."""
        with self._wake:
            self._ended = True
            self._wake.notify()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended:
            with self._wake:
                if self._aim is None:
                    self._wake.wait()
                    continue
                process = self._aim
            if self._holds(process.pid):
                process.kill()
                self.kills += 1
                self.rest()

    def _holds(self, pid: int) -> bool:
        wanted = f" {pid} "
        inode = f":{self.lock_file.stat().st_ino} " if self.lock_file.exists() else "?"
        with Path("/proc/locks").open(encoding="ascii") as locks:
            return any(wanted in line and inode in line and "->" not in line for line in locks)
