"""A promoted hub tells the one before it, wherever that comes back, until it has given way."""

import asyncio
import logging

from counter_tui.core import hub_announcement
from counter_tui.core.refusal import Refused
from counter_tui.server.background import Background
from counter_tui.store import records
from counter_tui.store.store import Store
from counter_tui.sync.link import Link
from counter_tui.sync.peer import Peer
from counter_tui.sync.protocol import Setback
from counter_tui.sync.server_clock import ServerClock

AGAIN_S = 1.0
"""How often the old hub's address is tried: a return is noticed before it grants much."""

_log = logging.getLogger("counter_tui.hub")


class Herald(Background):
    """The thread that pushes this site's announcement to the hub that this home was a terminal of."""

    def __init__(self, store: Store, before: Peer, again_s: float = AGAIN_S) -> None:
        super().__init__("herald")
        self._store = store
        self._before = before
        self._again_s = again_s

    def _run(self) -> None:
        while not self._stopping.is_set() and not self._told():
            self._stopping.wait(self._again_s)

    def _told(self) -> bool:
        try:
            return asyncio.run(self._tell())
        except Refused as refusal:
            _log.warning("telling the hub before waits: %s", refusal.code)
            return False

    async def _tell(self) -> bool:
        """Return whether the old hub took it: once it did, it is none any more, for good."""
        with self._store.read() as connection:
            key = (hub_announcement.KIND, self._store.identity.site)
            record = records.load(connection, self._store.identity.office, key)
        link = Link(self._before, ServerClock())
        try:
            answer = await link.push_records([record] if record is not None else [])
        except Setback as setback:
            _log.debug("the hub before does not answer: %s", setback)
            return False
        finally:
            await link.close()
        return answer.accepted > 0
