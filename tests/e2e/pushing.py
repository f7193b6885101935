"""A terminal's `counter-tui sync` process behind a line that is cut in the middle of pushes."""

import subprocess
import threading
from collections import Counter
from collections.abc import Sequence
from functools import partial

from tests.e2e.installation import ANSWER_S, Installation
from tests.e2e.line import Cut, Line

PUSH = b"POST /v1/events"


class Pusher:
    """Keeps sync running, and kills it -9 in the middle of pushes as planned; `kills` counts them."""

    def __init__(self, home: Installation, centre_port: int, plan: Sequence[Cut]) -> None:
        self._home = home
        self._plan = list(plan)
        self._line = Line(centre_port)
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._ended = False
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self.cut = threading.Event()
        """Set at each cut; whoever waits for one clears it before."""
        self.kills: Counter[Cut] = Counter()

    @property
    def address(self) -> str:
        """Where the terminal believes its centre to be."""
        return self._line.address

    @property
    def planned(self) -> int:
        """How many cuts are still to come."""
        return len(self._plan)

    def start(self) -> None:
        """Run sync, and start it again whenever it was killed."""
        self._keeper.start()

    def stop(self) -> None:
        """End sync and the line's cuts; the line goes on relaying."""
        self._line.spare()
        with self._lock:
            self._ended = True
            if self._process is not None:
                self._process.terminate()
        if self._keeper.is_alive():
            self._keeper.join(ANSWER_S)

    def close(self) -> None:
        """Stop, and take the line down."""
        self.stop()
        self._line.close()

    def _keep(self) -> None:
        while True:
            with self._lock:
                if self._ended:
                    return
                self._line.spare()
                if self._plan:
                    self._line.cut_next(PUSH, self._plan[0], partial(self._kill, self._plan[0]))
                self._process = process = self._home.spawn("sync", log=".sync")
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _kill(self, where: Cut) -> None:
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                self._process.kill()
                self.kills[where] += 1
                self._plan.pop(0)
        self.cut.set()
