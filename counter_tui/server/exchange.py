"""Events in and out: push with a verdict for each line, and pull along the office's sequence, held open."""

import time
from collections.abc import Callable

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from msgspec.structs import replace

from counter_tui.core.chain import SignedHead
from counter_tui.core.device_certificate import forwards
from counter_tui.core.event import INT64
from counter_tui.language import _
from counter_tui.server import body
from counter_tui.server.central import Central
from counter_tui.server.guard import Caller, admit, is_signed, may_pull
from counter_tui.server.journal import Received
from counter_tui.server.problem import Declined, answer
from counter_tui.store.central import cursor as cursors
from counter_tui.store.central import pull as pulls
from counter_tui.store.central.cursor import Cursor, ExpiredCursor, RestoredDatabase
from counter_tui.store.central.devices import Known, known
from counter_tui.store.central.ingest import ChainGap, Push
from counter_tui.sync import packing, wire
from counter_tui.sync.signing import verify_head

LONGEST_WAIT_S = 30
RECENT_MS = 30 * 24 * 3600 * 1000
"""A bootstrap brings the streams that were touched in the last 30 days (DESIGN §6)."""

_HASH = frozenset("0123456789abcdef")
_OUTCOMES = {str(outcome): outcome for outcome in wire.Outcome}


def routes(central: Central) -> APIRouter:
    """Return the routes of `/v1/events`."""
    router = APIRouter()

    @router.post("/v1/events")
    async def push(request: Request) -> Response:
        """Take in a device's events."""
        return await taken_in(central, request, _push)

    @router.get("/v1/events")
    async def pull(request: Request) -> Response:
        """Give an office's events to one of its devices."""
        return await _Pull(central, request).answer()

    return router


async def taken_in(
    central: Central, request: Request, work: Callable[[Central, Request, bytes], Response]
) -> Response:
    """Read a body that is written to the database and do the work in its turn; raises Declined."""
    if not is_signed(request):
        return await run_sync(work, central, request, b"")
    central.gate.check()
    with central.gate.holding() as count:
        packed = await body.read(request, count=count)
        async with central.gate.turn():
            return await run_sync(work, central, request, packed)


def _push(central: Central, request: Request, packed: bytes) -> Response:
    caller = admit(central, request, packed)
    head, lines = body.unpack(packed, wire.PushHead)
    author = _author(central, caller, head.head)
    _check_head(author, head.head, len(lines))
    push = Push(head.head, lines, central.now(), revoked=author.revoked, durable=head.durable)
    began = time.monotonic()
    try:
        received = central.journal.take_in(push)
    except ChainGap as gap:
        return answer(wire.Gap(epoch=head.head.epoch, expected=gap.expected), 409)
    central.figures.pushes.observe(time.monotonic() - began)
    central.took_in(caller.device.office)
    return answer(_told(head.head.epoch, received))


def _author(central: Central, caller: Caller, head: SignedHead) -> Known:
    """Return whose chain is pushed: the caller's own, or another's of its office where it is a relay."""
    device = caller.device
    if (head.office, head.device) == (device.office, device.device):
        return device
    if head.office != device.office or not forwards(device.authorised) or device.revoked:
        raise Declined(403, "scope", _("Kiriman ini bukan milik perangkat atau kantor pengirimnya."))
    author = known(central.database, head.device) or central.journal.author(head.office, head.device)
    if author is None or author.office != head.office:
        sentence = _(
            "Perangkat asal kiriman ini belum dikenal. Catatannya tetap di hub dan dikirim lagi nanti."
        )
        raise Declined(403, "unknown_author", sentence)
    return author


def _check_head(author: Known, head: SignedHead, lines: int) -> None:
    within = 0 <= head.epoch <= INT64 and lines <= head.seq <= INT64
    if not within or len(head.hash) != 64 or not _HASH.issuperset(head.hash):
        raise body.malformed()
    if not verify_head(author.public_key, head):
        raise Declined(403, "forged", _("Tanda tangan kiriman ini tidak sah. Tidak ada yang diterima."))


def _told(epoch: int, received: Received) -> wire.PushAnswer:
    taken = received.taken
    events = [
        wire.EventAnswer(seq=seq, outcome=_OUTCOMES[outcome], reason=reason)
        for seq, outcome, reason in taken.verdicts
    ]
    return wire.PushAnswer(epoch=epoch, relayed=taken.committed, durable=received.durable, events=events)


class _Pull:
    """One pull: looks, and waits for news while there are none."""

    office: str
    question: wire.PullQuery
    own: pulls.Own
    relay: bool
    at: Cursor | None = None
    version = 0
    """Of the office's news at the last look."""
    ends: float

    def __init__(self, central: Central, request: Request) -> None:
        self.central = central
        self.request = request
        self.came = time.monotonic()

    async def answer(self) -> Response:
        answer = await self._worked(self._begin)
        while answer is None:
            await self.central.watch.news(self.office, self.version, self.ends - time.monotonic())
            answer = await self._worked(self._look)
        return answer

    async def _worked(self, step: Callable[[], Response | None]) -> Response | None:
        async with self.central.pulling():
            return await run_sync(step)

    def _begin(self) -> Response | None:
        caller = admit(self.central, self.request, b"")
        may_pull(caller)
        self.office = caller.device.office
        self.question = self._question()
        self.own = pulls.Own(caller.device.device, self.question.mine)
        self.relay = forwards(caller.device.authorised)
        self.ends = self.came + max(0, min(self.question.wait, LONGEST_WAIT_S))
        return self._look()

    def _question(self) -> wire.PullQuery:
        try:
            question = wire.read_query(dict(self.request.query_params))
        except packing.MalformedBody as error:
            raise body.malformed() from error
        return replace(question, limit=max(1, min(question.limit, wire.MAX_LINES)))

    def _look(self) -> Response | None:
        """Tell what there is, all of one moment; None while there is nothing and time is left to wait."""
        self.version = self.central.watch.version(self.office)
        last = self.central.watch.closing or self.ends <= time.monotonic()
        try:
            with self.central.database.read():
                page = pulls.page(
                    self.central.database, self.at or self._start(), self.own, self.question.limit
                )
                self.at = page.cursor
                records = self._records_changed(page.records)
                if not (last or page.lines or page.more or records or self._confirmed()):
                    return None
                head = self._head(page, records=records)
        except ExpiredCursor as error:
            raise expired(self.central, error) from error
        return Response(packing.pack(head, page.lines), media_type=wire.NDJSON)

    def _start(self) -> Cursor:
        server = self.central.identity
        if self.question.cursor:
            return cursors.read(self.question.cursor, server.seal, "events", server.epoch, self.office)
        since = (self.central.now() - RECENT_MS) << 16
        with self.central.database.read() as work:
            until = pulls.reach(work, self.office).ingested
        return Cursor("events", server.epoch, self.office, until=until, since=since)

    def _records_changed(self, now: int) -> bool:
        """Return whether records changed behind the caller's cursor; without one it knows it has none."""
        if not self.question.records:
            return False
        server = self.central.identity
        return now > cursors.read(self.question.records, server.seal, "records", server.epoch, self.office).at

    def _confirmed(self) -> bool:
        """Return whether the centre holds more of the caller's chain than the caller knows."""
        confirmed = self.central.journal.confirmed(self.office, *self.own)
        return confirmed > self.question.durable

    def _head(self, page: pulls.Page, *, records: bool) -> wire.PullHead:
        journal = self.central.journal
        heads = journal.signed(page)
        wanted = None if self.relay else {head.device for head in heads}
        return wire.PullHead(
            cursor=cursors.write(page.cursor, self.central.identity.seal),
            server=self.central.identity.id,
            server_epoch=self.central.identity.epoch,
            more=page.more,
            records=records,
            heads=heads,
            devices=journal.certificates(self.office, wanted),
            durable=journal.durable(self.office, self.own.device),
            gaps=journal.gaps(page),
        )


def expired(central: Central, error: ExpiredCursor) -> Declined:
    """Return the refusal of a cursor; one that proves the database to be a backup begins a new epoch."""
    if isinstance(error, RestoredDatabase):
        central.went_back()
    return Declined(410, "cursor", _("Penanda ini sudah tidak berlaku. Kirim dulu, lalu ambil dari awal."))
