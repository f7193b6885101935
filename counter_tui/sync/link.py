"""The HTTP side of sync: signed requests to one server: an answer or a Setback."""

import contextlib
import logging
from collections.abc import Iterable, Sequence
from typing import TypeVar

import httpx
import msgspec

from counter_tui.core import record as records
from counter_tui.core import slip_key_list
from counter_tui.core.chain import ChainHead, SignedHead
from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.record import Record
from counter_tui.sync import packing, wire
from counter_tui.sync.peer import Peer, is_loopback
from counter_tui.sync.proof import Certified, Proof, certified, prove
from counter_tui.sync.protocol import Result, Setback
from counter_tui.sync.pulse import LOST_S
from counter_tui.sync.server_clock import ServerClock
from counter_tui.sync.signer import Signer, problem_code
from counter_tui.sync.trust import trusted

log = logging.getLogger(__name__)

T = TypeVar("T")

ANSWER_S = 15.0
YIELD_S = 20.0
"""How long a busy server may let others' pushes go before a pull; a terminal that listens waits as long."""
_RESULTS = {409: Result.GAP, 410: Result.GONE, 426: Result.UPGRADE, 403: Result.REFUSED}
_OK = 200
_UNAUTHENTIC = 401


class Link:
    """Signed requests of one device to one server; `transport` replaces the network in tests."""

    def __init__(
        self, peer: Peer, clock: ServerClock, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._peer = peer
        self._signer = Signer(peer, clock)
        self._client = httpx.AsyncClient(
            base_url=peer.address,
            transport=transport,
            trust_env=not (peer.is_hub or is_loopback(peer.address)),
            verify=trusted(peer),
        )

    async def close(self) -> None:
        """Drop the connections."""
        await self._client.aclose()

    async def alive(self) -> None:
        """Ask for a sign of life; raises Setback when none comes in time."""
        try:
            await self._client.get("/v1/health", timeout=LOST_S)
        except (httpx.HTTPError, OSError) as error:
            raise Setback(Result.UNREACHABLE, type(error).__name__) from error

    async def head(self) -> wire.HeadAnswer:
        """Ask what the server holds."""
        return _read(await self._ask("GET", "/v1/head"), wire.HeadAnswer)

    async def push(self, head: ChainHead, lines: Sequence[bytes], durable: int = 0) -> wire.PushAnswer:
        """Push lines of one own chain, the last of which is `head`; the centre has it up to `durable`."""
        body = packing.pack(wire.PushHead(head=self._signer.head(head), durable=durable), lines)
        return _read(await self._ask("POST", "/v1/events", body), wire.PushAnswer)

    async def push_signed(self, head: SignedHead, lines: Sequence[bytes]) -> wire.PushAnswer:
        """Push lines of another device's chain below a head that it signed."""
        body = packing.pack(wire.PushHead(head=head), lines)
        return _read(await self._ask("POST", "/v1/events", body), wire.PushAnswer)

    def prove(self, head: wire.PullHead) -> Proof:
        """Judge whose chains a pulled page is about."""
        return prove(head, self._peer)

    def certified(self, found: list[SignedCertificate]) -> list[Certified]:
        """Return the certificates that this server's centre is behind."""
        return certified(found, self._peer)

    async def pull(self, question: wire.PullQuery) -> tuple[wire.PullHead, list[bytes]]:
        """Ask for events, holding the request open for `question.wait` seconds."""
        held_s = max(question.wait, YIELD_S)
        answer = await self._ask("GET", "/v1/events", query=wire.query(question), extra_s=held_s)
        return _unpack(answer, wire.PullHead)

    async def push_records(self, versions: Iterable[Record]) -> wire.RecordsAnswer:
        """Push own versions of records."""
        body = packing.pack(wire.RecordsHead(), [records.encode(version) for version in versions])
        return _read(await self._ask("PUT", "/v1/records", body), wire.RecordsAnswer)

    async def pull_records(self, cursor: str) -> tuple[wire.RecordsHead, list[Record]]:
        """Ask for the records behind a cursor.

        Left out are unreadable ones and a list of slip keys that is not the centre's own.
        """
        answer = await self._ask("GET", "/v1/records", query={"cursor": cursor} if cursor else {})
        head, lines = _unpack(answer, wire.RecordsHead)
        found = []
        for line in lines:
            with contextlib.suppress(msgspec.DecodeError):
                found.append(records.decode(line))
        return head, [record for record in found if self._may_be_kept(record)]

    def _may_be_kept(self, record: Record) -> bool:
        if record.kind != slip_key_list.KIND:
            return True
        peer = self._peer
        if slip_key_list.believable(record, signer=peer.list_signer, office=peer.office):
            return True
        log.warning("a list of slip keys that this centre did not sign was left out")
        return False

    async def _ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        query: dict[str, str] | None = None,
        extra_s: float = 0,
    ) -> httpx.Response:
        request = self._client.build_request(
            method,
            path,
            params=query,
            content=body or None,
            headers={"content-type": wire.NDJSON} if body else {},
            timeout=httpx.Timeout(ANSWER_S, read=ANSWER_S + extra_s, connect=5),
        )
        sent = self._signer.sign(request, body)
        try:
            answer = await self._client.send(request)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise Setback(Result.UNREACHABLE, type(error).__name__) from error
        self._signer.hear(answer, sent)
        if answer.status_code != _OK:
            raise _setback(answer)
        return answer


def _setback(answer: httpx.Response) -> Setback:
    code = problem_code(answer)
    result = _RESULTS.get(answer.status_code, Result.UNREACHABLE)
    if answer.status_code == _UNAUTHENTIC:
        result = Result.CLOCK if code in ("clock", "replay") else Result.REFUSED
    if result is not Result.UNREACHABLE and wire.NOW not in answer.headers:
        result = Result.UNREACHABLE
    wait = answer.headers.get("retry-after", "")
    return Setback(result, code, float(wait) if wait.isdecimal() else None)


def _read(answer: httpx.Response, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(answer.content, type=kind)
    except msgspec.DecodeError as error:
        raise Setback(Result.UNREACHABLE, "foreign_answer") from error


def _unpack(answer: httpx.Response, kind: type[T]) -> tuple[T, list[bytes]]:
    try:
        return packing.unpack(answer.content, kind)
    except packing.MalformedBody as error:
        raise Setback(Result.UNREACHABLE, "foreign_answer") from error
