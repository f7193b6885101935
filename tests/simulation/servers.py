"""The servers of a simulated office: their real journals and pages, asked without HTTP."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from counter_tui.core import record
from counter_tui.core.chain import SignedHead
from counter_tui.core.record import Record, may_write
from counter_tui.core.refusal import Refused
from counter_tui.server.exchange import RECENT_MS
from counter_tui.server.hub.commands import Asked, Commands
from counter_tui.server.hub.journal import HubJournal
from counter_tui.server.journal import CentralJournal, Journal
from counter_tui.store.central import cursor as cursors
from counter_tui.store.central import devices, projecting, pull, records
from counter_tui.store.central.cursor import Cursor, ExpiredCursor, Kind
from counter_tui.store.central.database import FAULTS, Database, open_sqlite
from counter_tui.store.central.ingest import ChainGap, Push
from counter_tui.store.hub import sequence
from counter_tui.sync import wire
from counter_tui.sync.protocol import Result, Setback
from counter_tui.sync.signing import verify_head
from counter_tui.sync.wire import DeskAnswer, DeskCommand
from tests.simulation.disk import Crash
from tests.simulation.nodes import Node
from tests.simulation.templates import KEY, OFFICE, server_identity

T = TypeVar("T")

PAGE = 7
"""Events on a page: small, so that pages end in the middle of everything."""


class Server:
    """What the routes of a server do; `crashed` is called when it stops in the middle of a request."""

    journal: Journal
    database: Database

    def __init__(self, path: Path, now: Callable[[], int], crashed: Callable[[], None]) -> None:
        self.path = path
        self.now = now
        self._crashed = crashed
        self.open()

    def open(self) -> None:
        """Start."""
        self.database = open_sqlite(self.path, KEY)
        self.identity = server_identity(self.database)
        self.journal = CentralJournal(self.database, self.identity)

    def close(self) -> None:
        """Stop."""
        self.database.close()

    def answer(self, do: Callable[[], T]) -> T:
        """Answer a request; a server that stops or has no room left answers nothing."""
        try:
            return do()
        except Crash as crash:
            self._crashed()
            raise Setback(Result.UNREACHABLE, "crash") from crash
        except (Refused, *FAULTS) as fault:
            raise Setback(Result.UNREACHABLE, type(fault).__name__) from fault

    def head(self, device: str) -> wire.HeadAnswer:
        """Tell what is held of a device's chains."""
        with self.database.read() as work:
            reach = pull.reach(work, OFFICE)
        return wire.HeadAnswer(
            server=self.identity.id,
            server_epoch=self.identity.epoch,
            now=self.now(),
            heads=self.journal.heads(OFFICE, device),
            durable=self.journal.durable(OFFICE, device),
            ingested=reach.ingested,
            projected=reach.projected,
        )

    def push(self, head: SignedHead, lines: list[bytes]) -> wire.PushAnswer:
        """Take in a page of a device's chain."""
        who = self._known(head.device)
        assert verify_head(who.public_key, head)
        try:
            received = self.journal.take_in(Push(head, lines, self.now(), revoked=who.revoked))
        except ChainGap as gap:
            raise Setback(Result.GAP, "gap") from gap
        events = [
            wire.EventAnswer(seq=seq, outcome=wire.Outcome(outcome), reason=reason)
            for seq, outcome, reason in received.taken.verdicts
        ]
        committed = received.taken.committed
        return wire.PushAnswer(epoch=head.epoch, relayed=committed, durable=received.durable, events=events)

    def pull(self, device: str, asked: wire.PullQuery) -> tuple[wire.PullHead, list[bytes]]:
        """Give a page of events, and tell whether records changed."""
        self._may_pull(device)
        try:
            at = self._cursor("events", asked.cursor)
            page = pull.page(self.database, at, pull.Own(device, asked.mine), PAGE)
            news = bool(asked.records) and self._reach("records") > self._cursor("records", asked.records).at
        except ExpiredCursor as error:
            raise Setback(Result.GONE, "cursor") from error
        head = wire.PullHead(
            cursor=cursors.write(page.cursor, self.identity.seal),
            server=self.identity.id,
            server_epoch=self.identity.epoch,
            more=page.more,
            records=news,
            heads=page.heads,
        )
        return head, page.lines

    def push_records(self, device: str, versions: list[Record]) -> wire.RecordsAnswer:
        """Keep what a device may write of these versions."""
        who = self._known(device)
        taken = [one for one in versions if not who.revoked and may_write(one.kind, who.authorised)]
        if taken:
            self.journal.take_in_records(OFFICE, taken, self.now())
        refused = [
            wire.RefusedRecord(kind=one.kind, id=one.id, reason="revoked" if who.revoked else "unauthorised")
            for one in versions
            if one not in taken
        ]
        return wire.RecordsAnswer(accepted=len(taken), refused=refused)

    def pull_records(self, device: str, cursor: str) -> tuple[wire.RecordsHead, list[Record]]:
        """Give a page of records."""
        self._may_pull(device)
        try:
            page = records.page(self.database, self._cursor("records", cursor), PAGE)
        except ExpiredCursor as error:
            raise Setback(Result.GONE, "cursor") from error
        head = wire.RecordsHead(
            cursor=cursors.write(page.cursor, self.identity.seal),
            server=self.identity.id,
            server_epoch=self.identity.epoch,
            more=page.more,
        )
        return head, [record.decode(line) for line in page.lines]

    def project(self) -> None:
        """Let the projector do what waits."""
        while projecting.project(self.database, OFFICE, batch=PAGE):
            pass

    def revoke(self, device: str) -> None:
        """Revoke a device for good."""
        with self.database.write() as work:
            devices.revoke(work, device, self.now())

    def _known(self, device: str) -> devices.Known:
        who = devices.known(self.database, device)
        assert who is not None
        return who

    def _may_pull(self, device: str) -> None:
        if self._known(device).revoked:
            raise Setback(Result.REFUSED, "revoked")

    def _cursor(self, kind: Kind, text: str) -> Cursor:
        if text:
            return cursors.read(text, self.identity.seal, kind, self.identity.epoch, OFFICE)
        since = (self.now() - RECENT_MS) << 16
        return Cursor(kind, self.identity.epoch, OFFICE, until=self._reach(kind), since=since)

    def _reach(self, kind: Kind) -> int:
        with self.database.read() as work:
            reach = pull.reach(work, OFFICE)
        return reach.ingested if kind == "events" else reach.records


class Hub(Server):
    """A hub without a centre, on the home of one of its terminals."""

    def __init__(self, home: Node, now: Callable[[], int], crashed: Callable[[], None]) -> None:
        self.home = home
        super().__init__(home.path, now, crashed)

    def open(self) -> None:
        """Start over the home's store, which is open."""
        super().open()
        self.journal = HubJournal(self.home.store, lambda _now: None, final=True)
        self.journal.begin(self.now())
        self._commands = self._new_commands()

    def project(self) -> None:
        """Number what the hub's own desk wrote."""
        with self.home.store.write() as transaction:
            sequence.number_new(transaction.connection)

    def command(self, device: str, action: str, command: DeskCommand) -> DeskAnswer:
        """Do a command of a terminal, at once and in this thread."""
        self._may_pull(device)
        asked = Asked(device, action, command)
        self._commands.ask(asked)
        self._commands.stop()
        self._commands.run()
        return asked.answer.result(0)

    def _new_commands(self) -> Commands:
        return Commands(self.home.store, lambda: None, now=self.now, random=self.home.random)
