"""What a hub tells besides its answer to a command, so that the terminal need not simply believe it."""

from collections.abc import Callable, Collection

from msgspec.structs import replace

from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.server.hub.vouching import Vouching
from counter_tui.server.identity import ServerIdentity
from counter_tui.store import queries
from counter_tui.store.central import cursor as cursors
from counter_tui.store.hub import streams
from counter_tui.store.projection import read_event
from counter_tui.store.transaction import Transaction
from counter_tui.sync.desk_command import DeskAnswer


class Evidence:
    """Adds to answers what a terminal may not have heard, and the heads under which all of it stands."""

    def __init__(self, vouching: Vouching, server: Callable[[], ServerIdentity]) -> None:
        """Take the word of `vouching`; the `server` of this moment gave out the terminals' cursors."""
        self._vouching = vouching
        self._server = server
        self._certificates: dict[str, list[SignedCertificate]] = {}

    def added(self, transaction: Transaction, answer: DeskAnswer, cursor: str) -> DeskAnswer:
        """Return an answer with the earlier lines that a terminal at this cursor lacks, and their proof."""
        if not answer.done:
            return answer
        connection, me = transaction.connection, transaction.identity
        state = queries.ticket(connection, answer.ticket)
        after = self._place(cursor, me.office)
        known = streams.unheard(connection, me.device, state, answer.lines, after)
        lines = [*known.lines, *answer.lines]
        return replace(
            answer,
            before=known.lines,
            heads=known.heads + self._vouching.own_heads(lines),
            devices=self._of({read_event(line).device for line in lines}),
        )

    def _place(self, cursor: str, office: str) -> int:
        """Return up to where a terminal has everything; of its first picture it has nothing for certain."""
        server = self._server()
        try:
            found = cursors.read(cursor, server.seal, "events", server.epoch, office)
        except cursors.ExpiredCursor:
            return 0
        return 0 if found.bootstrapping else found.at

    def _of(self, authors: Collection[str]) -> list[SignedCertificate] | None:
        """Return what certifies the authors; each is looked up once, for a device's key never changes."""
        for author in authors:
            if not self._certificates.get(author):
                found = self._vouching.certificates({author})
                if found is None:
                    return None
                self._certificates[author] = found
        return list(dict.fromkeys(one for author in authors for one in self._certificates[author]))
