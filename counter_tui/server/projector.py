"""The projector's thread: follows every office's sequence and never holds up an ingest's answer."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from counter_tui.server.background import Background
from counter_tui.store.central.database import Database
from counter_tui.store.central.projecting import BATCH, behind, project, start_over_when_stale

LOOK_S = 0.5
"""How often it looks for what other server processes took in."""

REST = 6
"""While events keep coming in, it rests so many times as long as it worked."""

SILENCE_S = 0.1
"""Who took nothing in for so long has no more to add to the next round."""

_log = logging.getLogger("counter_tui.projector")


class Projector(Background):
    """One thread that projects what is ingested; of several processes one works on an office at a time."""

    def __init__(self, database: Database) -> None:
        super().__init__("projector")
        self._database = database
        self._round_s = 0.0
        self._failing: set[str] = set()

    def _run(self) -> None:
        checked = False
        while not self._stopping.is_set():
            self._bell.wait(LOOK_S)
            self._gather()
            began = time.monotonic()
            with self._reporting("database"):
                if not checked:
                    start_over_when_stale(self._database)
                    checked = True
                self._catch_up()
            self._round_s = time.monotonic() - began

    def _gather(self) -> None:
        """Let events come in for a while: many of one stream cost little more than one.

        And the time is the pushes', whose answer is awaited.
        """
        until = time.monotonic() + REST * self._round_s
        while self._bell.is_set() and not self._stopping.is_set() and (left := until - time.monotonic()) > 0:
            self._bell.clear()
            self._bell.wait(min(SILENCE_S, left))
        self._bell.clear()

    def _catch_up(self) -> None:
        for office in behind(self._database):
            with self._reporting(office):
                # A batch that is not full was the last: what came in since has rung the bell again.
                while not self._stopping.is_set() and project(self._database, office) == BATCH:
                    pass

    @contextmanager
    def _reporting(self, what: str) -> Iterator[None]:
        """Log a fault once, until it is over: one office's fault must not stop the others' projections."""
        try:
            yield
        except Exception as error:
            if what not in self._failing:
                # Only its kind: a driver's message may quote a row.
                _log.error("projecting fails (%s): %s", what, type(error).__name__)
            self._failing.add(what)
        else:
            self._failing.discard(what)
