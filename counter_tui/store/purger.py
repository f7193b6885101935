"""The thread that erases personal records on their date: at a centre, on a hub, on a lone counter."""

import logging
import threading
from collections.abc import Callable

EVERY_S = 6 * 3600.0
FIRST_S = 60.0
"""How long a program that just started has other things to do."""
LAST_WORD_S = 2.0

_log = logging.getLogger("counter_tui.purger")


class Purger:
    """Does a job now and then; it is quick where nothing is over. `job` returns how many records went."""

    def __init__(self, job: Callable[[], int]) -> None:
        self._job = job
        self._bell = threading.Event()
        self._thread = threading.Thread(target=self._run, name="purger", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is over and not erased yet goes with the next look."""
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join(LAST_WORD_S)

    def look(self) -> None:
        """Do the job once; a fault is logged by its kind alone, because a driver's words may quote a row."""
        try:
            count = self._job()
        except Exception as error:
            _log.error("erasing what is over fails: %s", type(error).__name__)
            return
        if count:
            _log.warning("erased %d personal records whose time is over", count)

    def _run(self) -> None:
        pause = FIRST_S
        while not self._bell.wait(pause):
            self.look()
            pause = EVERY_S
