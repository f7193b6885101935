"""What travels between a terminal and its server: types, and bodies as zstd-compressed NDJSON.

    POST /v1/events    PushHead + exact event lines   200 PushAnswer · 409 Gap
    GET  /v1/events    query PullQuery                200 PullHead + exact event lines · 410 · 426
    PUT  /v1/records   RecordsHead + record lines     200 RecordsAnswer
    GET  /v1/records   query `cursor`, `limit`        200 RecordsHead + record lines · 410 · 426
    GET  /v1/head                                     200 HeadAnswer
    POST /v1/devices   EnrolRequest                   200 EnrolAnswer
    POST /v1/desk/ACT  DeskCommand                    200 DeskAnswer (a hub only)
    GET  /v1/hub                                      200 Announcements (a hub only, unsigned)
    POST /v1/hub       MoveAsk                        200 MoveAnswer (a hub only, see `move`)

410: the cursor is of another server epoch or too old. 426: this version may push, not pull. 401: Problem.
Every answer, a refusal too, bears the header NOW: the server's clock in UTC milliseconds. A refusal's
body is a Problem, in the language of Accept-Language (`id`, `en`). Everything but enrolment, health, metrics
and what a hub says of itself is signed by the device (`signing`).
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
import zstandard

from counter_tui.core.chain import ChainHead, SignedHead
from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.ticket_events import Authority

VERSION = 1
NOW = "counter-now"
PROTOCOL = "counter-protocol"
"""Request header with the client's VERSION: an older one may push for ever, a pull may answer 426."""
NDJSON = "application/x-ndjson+zstd"
JSON = "application/json"
QUIET_S = 900
"""How long a hub keeps the connection of a terminal that asks nothing: from one number to the next."""
LEVEL = 1
"""Of zstd: pages of events come out a seventh smaller than by its usual 3, in half the time."""
MAX_LINES = 500
MAX_BYTES = 32 * 1024 * 1024

T = TypeVar("T")


class MalformedBody(ValueError):
    """A body that cannot be read at all; its text names the rule, never the content."""


class BodyTooLarge(MalformedBody):
    """A body that inflates beyond what a server takes."""


class Outcome(StrEnum):
    """What became of one pushed event; each of the three is committed."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


class PushHead(msgspec.Struct, frozen=True, kw_only=True):
    """First line of a push: the signed head of exactly these lines.

    The last line has `head.seq`, so line i of n has seq `head.seq - n + 1 + i`, readable or not. A relay
    gives heads of other devices as those signed them. `durable`: up to which seq the sender knows the chain
    at the centre; a hub that holds nothing of it may begin there.
    """

    head: SignedHead
    durable: int = 0


class EventAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one event.

    `reason` is a code: malformed, chain, clone, scope, revoked, repeated_id.
    """

    seq: int
    outcome: Outcome
    reason: str = ""


class PushAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer per event, in order, and how far this chain is committed.

    `relayed`: this server has it, `durable`: the centre has it (the same at the centre). A quarantined
    event counts as committed: it is kept there, and one poison event never blocks the rest.
    """

    epoch: int
    relayed: int
    durable: int
    events: list[EventAnswer]


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """409: the pushed lines do not continue the chain; push again from `expected`."""

    epoch: int
    expected: int


class PullQuery(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Query of a pull; without `cursor` it is a bootstrap.

    `mine`: the caller's own epoch, whose events are left out, `durable` how far the caller knows that chain
    at the centre; `records`: the caller's records cursor; `wait`: seconds to hold the request open until
    there is something to tell.
    """

    cursor: str = ""
    records: str = ""
    mine: int = 0
    durable: int = 0
    wait: int = 0
    limit: int = MAX_LINES


class PullHead(msgspec.Struct, frozen=True, kw_only=True):
    """First line of a pull answer: the cursor behind these lines, and whether more wait.

    `records`: whether records changed behind the caller's records cursor. `heads`: signed heads of the
    chains in this page, `devices`: certificates of their authors' keys (None from a server that knows of
    none). `durable`: how far the centre holds the caller's chains, as this server knows.
    """

    cursor: str
    server: str
    server_epoch: str
    more: bool
    records: bool = False
    heads: list[SignedHead] = []
    devices: list[SignedCertificate] | None = None
    durable: list[ChainHead] = []


class RecordsHead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """First line of a records body; a PUT leaves everything at its default."""

    cursor: str = ""
    server: str = ""
    server_epoch: str = ""
    more: bool = False


class RefusedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that this server did not take; `reason` is a code: unauthorised, malformed, revoked."""

    kind: str
    id: str
    reason: str


class RecordsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """How many records were stored; an older version than the stored one counts as taken."""

    accepted: int
    refused: list[RefusedRecord] = []


class HeadAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the server holds: the caller's own chains, and its office's sequence.

    `ingested` and `projected` are positions of the office's sequence; `durable` lists the caller's
    chains as the centre has them (the same list at the centre). Of a chain that a hub `through` which the
    centre is reached leaves out there, it has not heard. A relay is also told `relayed`, the heads
    of the other devices' chains by device, and `devices`, the certificates of all devices of its office.
    `hub` is the authority of the numbers that a hub issues.
    """

    server: str
    server_epoch: str
    now: int
    heads: list[ChainHead]
    durable: list[ChainHead]
    ingested: int
    projected: int
    pull_version: int = VERSION
    hub: Authority | None = None
    through: bool = False
    relayed: dict[str, list[ChainHead]] | None = None
    devices: list[SignedCertificate] = []


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was refused: a code for machines and one sentence; never personal data.

    Codes of a 401: unsigned, clock, replay, unknown_device, bad_signature.
    """

    code: str
    sentence: str = ""


RESOLVE = "resolve"
"""The action that asks what became of a command: one that never arrived shall never be done either."""
NEVER_ARRIVED = "never_arrived"


class DeskCommand(msgspec.Struct, frozen=True, kw_only=True):
    """A terminal asks its hub for a number or a call; `action` stands in the path.

    `id` is the terminal's own, kept before it is sent: however often it arrives, it is done once. `officer`
    is who acts at the terminal's `counter`; `arguments` are those of the desk's method. `cursor` is that of
    the terminal's pulls: what it has heard already needs no telling.
    """

    id: str
    counter: str
    officer: str
    arguments: dict[str, Any] = {}
    cursor: str = ""


class DeskAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a hub did for a command, the same however often it is asked.

    `lines` are the exact events that it wrote; `jobs` are the print jobs (JSON) for the terminal's printer. A
    refusal has a `code` and a `sentence` and wrote nothing. `ticket` is the number that it is about.
    What is told besides may be more when it is asked again: `before` are earlier lines of the number and of
    its day that have not reached the terminal yet, with those that lead on from them to one of `heads`, which
    the authors of all these lines signed; `devices` certify whose keys those are (None as in PullHead).
    """

    id: str
    done: bool
    ticket: str = ""
    words: str = ""
    code: str = ""
    sentence: str = ""
    before: list[str] = []
    lines: list[str] = []
    jobs: list[Any] = []
    heads: list[SignedHead] = []
    devices: list[SignedCertificate] | None = None


class EnrolRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A terminal asks to be taken in: `proof` is HMAC by the code's secret, which never travels.

    `code` is the secret's public id, `key` the device's public key, base64url (see `enrolment_code`). A
    promoted hub needs no code of a terminal that its predecessor `vouched` for; both are empty then.
    """

    code: str
    device: str
    key: str
    office: str
    site: str
    name: str
    proof: str
    version: int = VERSION
    vouched: SignedCertificate | None = None


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """What the server grants a terminal.

    `tag` is unique in the office; `plain`: this terminal numbers without it. `authorised`: guarded record
    kinds it may write. `server_key` is base64url; its hash stands in the code. `certificate` is a hub's own
    TLS certificate (PEM), the only one that its terminals accept; a centre's comes from an authority.
    `slip_signer` is the public key of the centre behind a hub, whose slip key list its terminals believe.
    `devices` proves this device's own key; it is None from a server that cannot prove whose chains it gives,
    and from any other nothing unproven need be taken.
    `hub_epoch` is a hub's own, 0 for a centre; `vouched` its word for this device, for a later hub.
    """

    office: str
    office_code: str
    office_name: str
    site: str
    zone: str
    device: str
    key: str
    tag: str
    plain: bool
    server: str
    server_epoch: str
    server_key: str
    authorised: list[str] = []
    certificate: str = ""
    slip_signer: str = ""
    devices: list[SignedCertificate] | None = None
    hub_epoch: int = 0
    vouched: SignedCertificate | None = None


class EnrolAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The grant's exact JSON text, and the server's base64url signature over its UTF-8 bytes."""

    grant: str
    signature: str


def pack(head: Any, lines: Iterable[bytes]) -> bytes:
    """Return a compressed body: the head as a JSON line, then the lines exactly as given."""
    text = b"\n".join([msgspec.json.encode(head), *lines]) + b"\n"
    return zstandard.ZstdCompressor(level=LEVEL).compress(text)


def unpack(body: bytes, head: type[T], *, limit: int = MAX_BYTES) -> tuple[T, list[bytes]]:
    """Return a body's head and its exact lines.

    Raises MalformedBody for what is not zstd or has a foreign head, BodyTooLarge above `limit` bytes.
    """
    first, *lines = _inflate(body, limit).split(b"\n")
    if lines and not lines[-1]:
        lines.pop()
    try:
        return msgspec.json.decode(first, type=head), lines
    except msgspec.DecodeError as error:
        raise MalformedBody("foreign head line") from error


def query(question: PullQuery) -> dict[str, str]:
    """Return the pull's query parameters as text, without those at their default."""
    fields: dict[str, object] = msgspec.to_builtins(question)
    return {name: str(value) for name, value in fields.items()}


def read_query(parameters: dict[str, str]) -> PullQuery:
    """Read a pull's query parameters; raises MalformedBody for foreign ones."""
    try:
        return msgspec.convert(parameters, PullQuery, strict=False)
    except msgspec.ValidationError as error:
        raise MalformedBody("foreign query") from error


def quarantined(answers: Sequence[EventAnswer]) -> list[EventAnswer]:
    """Return the answers whose event the server keeps apart."""
    return [answer for answer in answers if answer.outcome is Outcome.QUARANTINED]


def _inflate(body: bytes, limit: int) -> bytes:
    decompressor = zstandard.ZstdDecompressor(max_window_size=MAX_BYTES)
    try:
        if 0 < zstandard.frame_content_size(body) <= limit:
            return decompressor.decompress(body)  # half the time, where the body tells what it will be
        with decompressor.stream_reader(body) as reader:
            text = reader.read(limit + 1)
    except zstandard.ZstdError as error:
        raise MalformedBody("not zstd") from error
    if len(text) > limit:
        raise BodyTooLarge("body too large")
    return text
