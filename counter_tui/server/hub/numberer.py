"""The thread that numbers what other processes of the hub's home wrote, and says that there is news."""

import logging
from collections.abc import Callable

from counter_tui.core.chain import ChainHead
from counter_tui.core.refusal import Refused
from counter_tui.server.background import Background
from counter_tui.store.driver import Connection
from counter_tui.store.hub import chains, sequence
from counter_tui.store.store import Store
from counter_tui.store.transaction import Transaction

LOOK_S = 0.05
"""How often the file is looked at: what is done at the hub's own counter is seen elsewhere within 200 ms."""

_log = logging.getLogger("counter_tui.hub")


class Numberer(Background):
    """Looks whether the store changed; `news` is called in its thread after something new got a number, or
    the centre confirmed more. `before` is called within the numbering's transaction where that is `due`.
    """

    def __init__(
        self,
        store: Store,
        news: Callable[[], None],
        before: Callable[[Transaction], None] = lambda _transaction: None,
        due: Callable[[Connection], object] = lambda _connection: False,
    ) -> None:
        super().__init__("numberer")
        self._before = before
        self._due = due
        self._confirmed: list[ChainHead] = []
        self._store = store
        self._news = news
        self._seen = -1

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._look()
            except Refused as refusal:
                _log.warning("numbering waits: %s", refusal.code)
            self._bell.wait(LOOK_S)
            self._bell.clear()

    def _look(self) -> None:
        version = self._store.version()
        if version == self._seen:
            return
        with self._store.read() as connection:
            fresh = sequence.has_new(connection) or bool(self._due(connection))
            confirmed = chains.confirmed(connection)
        if fresh:
            # Only then: whoever calls a number waits for the one writer, and numbers what it wrote itself.
            with self._store.write() as transaction:
                self._before(transaction)
                fresh = sequence.number_new(transaction.connection)
        self._seen = version
        if fresh or confirmed != self._confirmed:
            self._confirmed = confirmed
            self._news()
