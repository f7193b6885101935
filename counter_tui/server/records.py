"""Records in and out: personal data and settings, each kind only from those who may write it."""

from collections.abc import Callable, Iterable

import msgspec
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response

from counter_tui.core import device_certificate, hub_announcement, slip_key_record
from counter_tui.core.device_certificate import RELAY
from counter_tui.core.record import Record, decode, may_write
from counter_tui.server import body, certificates, site_hubs
from counter_tui.server.central import Central
from counter_tui.server.exchange import RECENT_MS, expired, taken_in
from counter_tui.server.guard import Caller, admit, may_pull
from counter_tui.server.problem import answer
from counter_tui.store.central import cursor as cursors
from counter_tui.store.central import records as store
from counter_tui.store.central.cursor import Cursor, ExpiredCursor
from counter_tui.store.central.devices import known
from counter_tui.store.central.pull import reach
from counter_tui.sync import packing, wire

LINE_BYTES = 32 * 1024


def routes(central: Central) -> APIRouter:
    """Return the routes of `/v1/records`."""
    router = APIRouter()

    @router.put("/v1/records")
    async def put(request: Request) -> Response:
        """Take in versions of records."""
        return await taken_in(central, request, _put)

    @router.get("/v1/records")
    async def get(request: Request) -> Response:
        """Give an office's records to one of its devices."""
        return await run_sync(_get, central, request)

    return router


def _put(central: Central, request: Request, packed: bytes) -> Response:
    caller = admit(central, request, packed)
    lines = body.unpack(packed, wire.RecordsHead)[1]
    taken, refused = _sort(central, caller, lines)
    if taken:
        if central.succession is not None:
            central.succession.hear(taken)
        central.journal.take_in_records(caller.device.office, taken, central.now())
        central.took_in(caller.device.office)
    return answer(wire.RecordsAnswer(accepted=len(taken), refused=refused))


def _sort(
    central: Central, caller: Caller, lines: Iterable[bytes]
) -> tuple[list[Record], list[wire.RefusedRecord]]:
    """Part what this device may write from what it may not; an unreadable line has no name to give back."""
    taken: list[Record] = []
    refused: list[wire.RefusedRecord] = []
    for line in lines:
        try:
            record = decode(line)
        except msgspec.DecodeError:
            refused.append(wire.RefusedRecord(kind="", id="", reason="malformed"))
            continue
        reason = _objection(central, caller, record, len(line))
        if reason:
            refused.append(wire.RefusedRecord(kind=record.kind, id=record.id, reason=reason))
        else:
            taken.append(record)
    return taken, refused


def _objection(central: Central, caller: Caller, record: Record, size: int) -> str:
    if caller.device.revoked:
        return "revoked"
    if size > LINE_BYTES or not store.well_formed(record):
        return "malformed"
    judge = _BY_KIND.get(record.kind, _objection_to_writer)
    return judge(central, caller, record)


def _objection_to_writer(_central: Central, caller: Caller, record: Record) -> str:
    return "" if may_write(record.kind, caller.device.authorised) else "unauthorised"


def _objection_to_device(central: Central, caller: Caller, record: Record) -> str:
    return certificates.objection(central.database, caller.device, record)


def _objection_to_certificate(central: Central, caller: Caller, record: Record) -> str:
    """Return why a server's own word is not taken back; at a hub it never is."""
    if central.hub is not None:
        return "unauthorised"
    return certificates.objection_to_own(central.identity.key.public, caller.device.office, record)


def _objection_to_hub(central: Central, caller: Caller, record: Record) -> str:
    """Return why an announcement is not taken: by whose it is, at a hub by its proof."""
    if central.succession is not None:
        return "" if central.succession.believes(record) else "unauthorised"
    if central.hub is not None:
        return "unauthorised"
    return site_hubs.objection(central.database, caller.device, record)


def _objection_to_key(central: Central, caller: Caller, record: Record) -> str:
    """Return why a slip key is not taken: it is none, or another device's and the caller is not its relay."""
    owner = slip_key_record.owner(record.id)
    if owner != caller.device.device:
        author = known(central.database, owner) if RELAY in caller.device.authorised else None
        if author is None or author.revoked or author.office != caller.device.office:
            return "unauthorised"
    return "" if slip_key_record.public_of(record.data) else "malformed"


_BY_KIND: dict[str, Callable[[Central, Caller, Record], str]] = {
    slip_key_record.KIND: _objection_to_key,
    device_certificate.KIND: _objection_to_device,
    device_certificate.KEPT: _objection_to_certificate,
    hub_announcement.KIND: _objection_to_hub,
}


def _get(central: Central, request: Request) -> Response:
    caller = admit(central, request, b"")
    may_pull(caller)
    try:
        question = wire.read_query(dict(request.query_params))
    except packing.MalformedBody as error:
        raise body.malformed() from error
    try:
        cursor = _cursor(central, caller.device.office, question.cursor)
        page = store.page(central.database, cursor, max(1, min(question.limit, wire.MAX_LINES)))
    except ExpiredCursor as error:
        raise expired(central, error) from error
    head = wire.RecordsHead(
        cursor=cursors.write(page.cursor, central.identity.seal),
        server=central.identity.id,
        server_epoch=central.identity.epoch,
        more=page.more,
    )
    return Response(packing.pack(head, page.lines), media_type=wire.NDJSON)


def _cursor(central: Central, office: str, text: str) -> Cursor:
    server = central.identity
    if text:
        return cursors.read(text, server.seal, "records", server.epoch, office)
    with central.database.read() as work:
        until = reach(work, office).records
    return Cursor("records", server.epoch, office, until=until, since=(central.now() - RECENT_MS) << 16)
