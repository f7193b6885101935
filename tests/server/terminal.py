"""A terminal for these tests: a chain of its own and signed requests, every part within reach to break."""

import secrets
from dataclasses import dataclass, field
from typing import Any

import httpx
import msgspec

from counter_tui.core.chain import SignedHead
from counter_tui.core.event import GENESIS, Event, digest
from counter_tui.core.ids import uuid7
from counter_tui.core.record import Record
from counter_tui.core.record import encode as encode_record
from counter_tui.sync import packing, wire
from counter_tui.sync.grant import Grant
from counter_tui.sync.signing import DeviceKey, Request, sign_request

NOW = 1_781_830_800_000
"""UTC milliseconds that the centre of these tests believes it is (2026-06-19)."""

ISSUED = {
    "number": "A-001",
    "series": "A",
    "service": "paspor_baru",
    "product": "elektronik_5",
    "route": [["document_check"], ["interview", "biometrics"]],
    "business_day": "2026-06-19",
    "authority": {"kind": "device", "id": "d", "epoch": 1},
    "channel": "walk_in",
    "applications": [],
    "priority": None,
    "slot": None,
}


@dataclass
class Terminal:
    """One device: `client` speaks to the centre, `now` is what it believes the server's clock is."""

    client: httpx.AsyncClient
    office: str = "PLG"
    site: str = "utama"
    device: str = field(default_factory=lambda: f"d-{secrets.token_hex(4)}")
    epoch: int = field(default_factory=lambda: secrets.randbits(62))
    key: DeviceKey = field(default_factory=DeviceKey.generate)
    lines: list[bytes] = field(default_factory=list)
    now: int = NOW
    grant: Grant | None = None

    def write(self, stream: str, type_: str, data: dict[str, Any] | None = None, **changes: Any) -> Event:
        """Append one event to the chain and return it; `changes` replace fields of its envelope."""
        seq = len(self.lines) + 1
        fields: dict[str, Any] = {
            "actor": "o1",
            "at": NOW + seq,
            "data": data or {},
            "device": self.device,
            "epoch": self.epoch,
            "hlc": (NOW + seq) << 16,
            "id": uuid7(NOW + seq, secrets.token_bytes(10)),
            "office": self.office,
            "prev": digest(self.lines[-1]) if self.lines else GENESIS,
            "seq": seq,
            "site": self.site,
            "stream": stream,
            "type": type_,
            "v": 1,
        }
        event = Event(**(fields | changes))
        # Not by our own encoder, which refuses what some tests must send.
        self.lines.append(msgspec.json.encode(event, order="sorted"))
        return event

    def issue(self, ticket: str | None = None, **data: Any) -> str:
        """Write that a ticket was issued and return its id."""
        ticket = ticket or uuid7(NOW, secrets.token_bytes(10))
        self.write(f"ticket/{ticket}", "ticket.issued", ISSUED | data)
        return ticket

    def head(self, lines: int | None = None, **changes: Any) -> SignedHead:
        """Return the signed head of the first so many lines."""
        seq = len(self.lines) if lines is None else lines
        fields: dict[str, Any] = {
            "office": self.office,
            "device": self.device,
            "epoch": self.epoch,
            "seq": seq,
            "hash": digest(self.lines[seq - 1]) if seq else GENESIS,
        }
        return self.key.sign_head(SignedHead(**(fields | changes)))

    async def ask(
        self, method: str, path: str, body: bytes = b"", query: dict[str, str] | None = None
    ) -> httpx.Response:
        """Send one signed request."""
        return await self.client.send(self.request(method, path, body, query))

    def request(
        self, method: str, path: str, body: bytes = b"", query: dict[str, str] | None = None
    ) -> httpx.Request:
        """Return one signed request."""
        request = self.client.build_request(method, path, params=query, content=body or None)
        signed = Request(method, str(request.url), {})
        sign_request(signed, body, device=self.device, key=self.key, now_ms=self.now)
        request.headers.update(signed.headers)
        return request

    async def push(
        self, after: int = 0, upto: int | None = None, head: SignedHead | None = None
    ) -> httpx.Response:
        """Push the lines behind `after` up to `upto`."""
        end = len(self.lines) if upto is None else upto
        body = packing.pack(wire.PushHead(head=head or self.head(end)), self.lines[after:end])
        return await self.ask("POST", "/v1/events", body)

    async def pushed(self, after: int = 0, upto: int | None = None) -> wire.PushAnswer:
        """Push and return the answer of a push that was taken."""
        answer = await self.push(after, upto)
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=wire.PushAnswer)

    async def pull(self, **question: Any) -> tuple[wire.PullHead, list[bytes]]:
        """Pull one page; `question` are fields of a PullQuery."""
        query = wire.query(wire.PullQuery(**question))
        answer = await self.ask("GET", "/v1/events", query=query)
        assert answer.status_code == 200, answer.text
        return packing.unpack(answer.content, wire.PullHead)

    async def pull_all(self, cursor: str = "", **question: Any) -> tuple[list[bytes], str]:
        """Pull until no more waits; return the lines and the cursor behind them."""
        found: list[bytes] = []
        while True:
            head, lines = await self.pull(cursor=cursor, **question)
            found += lines
            cursor = head.cursor
            if not head.more:
                return found, cursor

    async def put(self, *records: Record) -> wire.RecordsAnswer:
        """Push versions of records."""
        body = packing.pack(wire.RecordsHead(), [encode_record(record) for record in records])
        answer = await self.ask("PUT", "/v1/records", body)
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=wire.RecordsAnswer)

    async def records(self, cursor: str = "", limit: int = 500) -> tuple[wire.RecordsHead, list[Record]]:
        """Pull one page of records."""
        answer = await self.ask("GET", "/v1/records", query={"cursor": cursor, "limit": str(limit)})
        assert answer.status_code == 200, answer.text
        head, lines = packing.unpack(answer.content, wire.RecordsHead)
        return head, [msgspec.json.decode(line, type=Record) for line in lines]

    async def ask_head(self) -> wire.HeadAnswer:
        """Ask what the centre holds."""
        answer = await self.ask("GET", "/v1/head")
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=wire.HeadAnswer)


def code_of(answer: httpx.Response) -> str:
    """Return a refusal's code."""
    return msgspec.json.decode(answer.content, type=wire.Problem).code
