"""A simulated server: the real centre, asked without HTTP. What its routes do is done here in their order."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Dialect

from counter_tui.core import record
from counter_tui.core.chain import SignedHead
from counter_tui.core.device_certificate import forwards
from counter_tui.core.record import Record
from counter_tui.core.refusal import Refused
from counter_tui.server import exchange
from counter_tui.server import records as record_routes
from counter_tui.server.central import Central
from counter_tui.server.exchange import RECENT_MS
from counter_tui.server.guard import Caller
from counter_tui.server.problem import Declined
from counter_tui.store.central import cursor as cursors
from counter_tui.store.central import devices, projecting, pull, records
from counter_tui.store.central.cursor import Cursor, ExpiredCursor, Kind
from counter_tui.store.central.database import FAULTS, Database, open_sqlite
from counter_tui.store.central.ingest import ChainGap, Push
from counter_tui.sync import wire
from counter_tui.sync.protocol import Result, Setback
from tests.simulation import disk
from tests.simulation.disk import Crash
from tests.simulation.peers import OFFICE
from tests.simulation.templates import KEY, server_identity

T = TypeVar("T")

PAGE = 200
"""Events on a page."""
_COMPILED: dict[object, object] = {}
_DIALECTS: list[Dialect] = []
"""What SQLAlchemy compiled, and the one dialect for which it did: every server asks the same questions."""


class Server:
    """What the routes of a server do; `crashed` is called when it stops in the middle of a request."""

    central: Central

    def __init__(self, path: Path, now: Callable[[], int], crashed: Callable[["Server"], None]) -> None:
        self.path = path
        self.now = now
        self.up = False
        self.database = _open(path)
        self._known: dict[str, tuple[int, devices.Known | None]] = {}
        self._crashed = crashed
        self.open()

    def open(self) -> None:
        """Start."""
        self.central = Central(self.database, server_identity(self.database), now=self.now)
        self.up = True

    def close(self) -> None:
        """Stop."""
        self.up = False
        self._known.clear()
        self.database.close()

    @property
    def id(self) -> str:
        """Return who it is, whatever epoch its database is in."""
        return self.central.identity.id

    def answer(self, do: Callable[[], T]) -> T:
        """Answer a request; a server that stops or has no room left answers nothing."""
        if not self.up:
            raise Setback(Result.UNREACHABLE, "down")
        try:
            return do()
        except Crash as crash:
            self._crashed(self)
            raise Setback(Result.UNREACHABLE, "crash") from crash
        except Declined as declined:
            raise Setback(Result.REFUSED, declined.problem.code) from declined
        except (Refused, *FAULTS) as fault:
            raise Setback(Result.UNREACHABLE, type(fault).__name__) from fault

    def head(self, device: str) -> wire.HeadAnswer:
        """Tell what is held of a device's chains."""
        relay = forwards(self._caller(device).device.authorised)
        journal, identity = self.central.journal, self.central.identity
        heads = journal.heads(OFFICE, device)
        with self.database.read() as work:
            reach = pull.reach(work, OFFICE)
        return wire.HeadAnswer(
            server=identity.id,
            server_epoch=identity.epoch,
            now=self.now(),
            heads=heads,
            durable=journal.durable(OFFICE, device),
            ingested=reach.ingested,
            projected=reach.projected,
            hub=self.central.hub,
            through=journal.through,
            relayed=journal.relayed(OFFICE, device) if relay else None,
            devices=(journal.certificates(OFFICE, None) or []) if relay else [],
        )

    def push(self, device: str, head: SignedHead, lines: list[bytes], durable: int) -> wire.PushAnswer:
        """Take in a page of a chain that a device wrote, or relays."""
        author = exchange._author(self.central, self._caller(device), head)
        exchange._check_head(author, head, len(lines))
        push = Push(head, lines, self.now(), revoked=author.revoked, durable=durable)
        try:
            return exchange._told(head.epoch, self.central.journal.take_in(push))
        except ChainGap as gap:
            raise Setback(Result.GAP, "gap") from gap

    def pull(self, device: str, asked: wire.PullQuery) -> tuple[wire.PullHead, list[bytes]]:
        """Give a page of events, and tell whether records changed."""
        relay = forwards(self._puller(device).authorised)
        journal = self.central.journal
        try:
            at = self._cursor("events", asked.cursor)
            page = pull.page(self.database, at, pull.Own(device, asked.mine), PAGE)
            news = bool(asked.records) and self._reach("records") > self._cursor("records", asked.records).at
        except ExpiredCursor as error:
            raise self._expired(error) from error
        heads = journal.signed(page)
        head = wire.PullHead(
            cursor=cursors.write(page.cursor, self.central.identity.seal),
            server=self.central.identity.id,
            server_epoch=self.central.identity.epoch,
            more=page.more,
            records=news,
            heads=heads,
            devices=journal.certificates(OFFICE, None if relay else {one.device for one in heads}),
            durable=journal.durable(OFFICE, device),
            gaps=journal.gaps(page),
        )
        return head, page.lines

    def push_records(self, device: str, versions: list[Record]) -> wire.RecordsAnswer:
        """Keep what a device may write of these versions."""
        caller = self._caller(device)
        taken: list[Record] = []
        refused: list[wire.RefusedRecord] = []
        for one in versions:
            reason = record_routes._objection(self.central, caller, one, 0)
            if reason:
                refused.append(wire.RefusedRecord(kind=one.kind, id=one.id, reason=reason))
            else:
                taken.append(one)
        if taken:
            if self.central.succession is not None:
                self.central.succession.hear(taken)
            self.central.journal.take_in_records(OFFICE, taken, self.now())
        return wire.RecordsAnswer(accepted=len(taken), refused=refused)

    def pull_records(self, device: str, cursor: str) -> tuple[wire.RecordsHead, list[Record]]:
        """Give a page of records."""
        self._puller(device)
        try:
            page = records.page(self.database, self._cursor("records", cursor), PAGE)
        except ExpiredCursor as error:
            raise self._expired(error) from error
        head = wire.RecordsHead(
            cursor=cursors.write(page.cursor, self.central.identity.seal),
            server=self.central.identity.id,
            server_epoch=self.central.identity.epoch,
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

    def begin_epoch(self, name: str) -> None:
        """Begin a new epoch over a database that was restored from a backup."""
        with self.database.write() as work:
            work.run("UPDATE server SET epoch = ?", (name,))
        self.central.identity = server_identity(self.database)

    def _expired(self, error: ExpiredCursor) -> Setback:
        return Setback(Result.GONE, type(error).__name__)

    def _caller(self, device: str) -> Caller:
        known = self._known_now(device)
        if known is None:
            raise Setback(Result.REFUSED, "unknown_device")
        return Caller(known, wire.VERSION)

    def _known_now(self, device: str) -> devices.Known | None:
        """Look a device up as every request does; what is committed nowhere is not looked up again."""
        commits, known = self._known.get(device, (-1, None))
        if commits != disk.commits(self.path):
            known = devices.known(self.database, device)
            self._known[device] = disk.commits(self.path), known
        return known

    def _puller(self, device: str) -> devices.Known:
        known = self._caller(device).device
        if known.revoked:
            raise Setback(Result.REFUSED, "revoked")
        return known

    def _cursor(self, kind: Kind, text: str) -> Cursor:
        identity = self.central.identity
        if text:
            return cursors.read(text, identity.seal, kind, identity.epoch, OFFICE)
        since = (self.now() - RECENT_MS) << 16
        return Cursor(kind, identity.epoch, OFFICE, until=self._reach(kind), since=since)

    def _reach(self, kind: Kind) -> int:
        with self.database.read() as work:
            reach = pull.reach(work, OFFICE)
        return reach.ingested if kind == "events" else reach.records


def _open(path: Path) -> Database:
    """Open a file; closed, it opens connections again when it is asked, and keeps what was compiled."""
    database = open_sqlite(path, KEY)
    engine = database.engine.execution_options(compiled_cache=_COMPILED)
    if not _DIALECTS:
        _DIALECTS.append(engine.dialect)
    (engine.dialect,) = _DIALECTS
    database.engine = engine
    return database
