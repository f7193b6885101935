"""The thread that settles with the hub as soon as that answers again, whether or not a key is pressed."""

import logging
import threading
from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.desk import hub_return
from counter_tui.store import open_commands

if TYPE_CHECKING:
    from counter_tui.bootstrap.hub_line import HubLine
    from counter_tui.store.store import Store

LOOK_S = 0.5

log = logging.getLogger(__name__)


class HubWatch:
    """Resolves what lost its answer, and hands this terminal's own numbers over, at each return.

    What another process of this home asked and lost the answer of is resolved, too.
    """

    def __init__(self, store: "Store", line: "HubLine") -> None:
        self._store = store
        self._line = line
        self._stopping = threading.Event()
        self._was_up = False
        self._seen = -1
        self._open: frozenset[str] = frozenset()
        self._thread = threading.Thread(target=self._run, name="hub", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is not settled yet is settled at the next start."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_S):
            up = self._line.standing() == "up"
            lost = self._has_lost()
            if up and (lost or self._line.unsettled or not self._was_up):
                up = self._settle()
            self._was_up = up

    def _has_lost(self) -> bool:
        """Return whether a command stood open at the last look, too: one in flight is answered by now."""
        version = self._store.version()
        if version == self._seen and not self._open:
            return False
        with self._store.read() as connection:
            standing = frozenset(one.id for one in open_commands.standing(connection))
        before, self._open, self._seen = self._open, standing, version
        return bool(before & standing)

    def _settle(self) -> bool:
        try:
            settled = self._line.connected() and hub_return.settle(self._store, self._line)
        except Refused as refusal:
            log.warning("settling with the hub waits: %s", refusal.code)
            return False
        self._line.unsettled = not settled
        return settled
