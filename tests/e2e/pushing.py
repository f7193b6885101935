"""A terminal's `counter-tui sync` process behind a line that is cut in the middle of pushes."""

import random
import subprocess
import threading
import time

from tests.e2e.installation import ANSWER_S, Installation
from tests.e2e.proxy import Cut, Proxy


class Pusher:
    """Keeps sync running and kills it -9 in the middle of pushes; `kills` counts them."""

    def __init__(self, home: Installation, centre_port: int, chance: random.Random) -> None:
        self._home = home
        self._chance = chance
        self._proxy = Proxy(centre_port, self._kill)
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._died = threading.Event()
        self._ended = False
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    @property
    def address(self) -> str:
        """Where the terminal believes its centre to be."""
        return self._proxy.address

    @property
    def kills(self) -> int:
        """How often sync was killed in the middle of a push."""
        return sum(self._proxy.cuts.values())

    def start(self) -> None:
        """Run sync, and start it again whenever it was killed."""
        self._arm()
        self._keeper.start()

    def cut_once_more(self) -> None:
        """Wait a moment for the armed cut; it happens when sync next pushes."""
        self._died.clear()
        self._died.wait(1.0)

    def stop(self) -> None:
        """End sync and the line's cuts; the proxy goes on relaying."""
        self._proxy.cut_next(Cut.NOWHERE)
        with self._lock:
            self._ended = True
            process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            process.wait(ANSWER_S)
        if self._keeper.is_alive():
            self._keeper.join()

    def _keep(self) -> None:
        while True:
            with self._lock:
                if self._ended:
                    return
                self._process = self._home.spawn("sync", log=".sync")
                process = self._process
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
            time.sleep(self._chance.random() / 10)
            self._arm()

    def _kill(self) -> None:
        with self._lock:
            if self._process is not None:
                self._process.kill()
        self._died.set()

    def _arm(self) -> None:
        with self._lock:
            if not self._ended:
                self._proxy.cut_next(self._chance.choice([Cut.IN_REQUEST, Cut.BEFORE_ANSWER]))
