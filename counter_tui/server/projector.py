"""The projector's thread: follows every office's sequence and never holds up an ingest's answer."""

import logging
import threading

from counter_tui.store.central.database import FAULTS, Database
from counter_tui.store.central.projecting import behind, project, start_over_when_stale

LOOK_S = 0.5
"""How often it looks for what other server processes took in."""

_log = logging.getLogger("counter_tui.projector")


class Projector:
    """One thread that projects what is ingested; of several processes one works on an office at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._bell = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="projector", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Tell that events came in."""
        self._bell.set()

    def stop(self) -> None:
        """End after the batch in hand."""
        self._stopping = True
        self._bell.set()
        self._thread.join()

    def _run(self) -> None:
        checked = False
        while not self._stopping:
            self._bell.wait(LOOK_S)
            self._bell.clear()
            try:
                if not checked:
                    start_over_when_stale(self._database)
                    checked = True
                self._catch_up()
            except FAULTS as error:
                _log.error("the database does not answer: %s", type(error).__name__)

    def _catch_up(self) -> None:
        for office in behind(self._database):
            while not self._stopping and project(self._database, office):
                pass
