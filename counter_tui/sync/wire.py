"""What travels between a terminal and its server; bodies of lines are packed (`packing`).

    POST /v1/events    PushHead + exact event lines   200 PushAnswer · 409 Gap
    GET  /v1/events    query PullQuery                200 PullHead + exact event lines · 410 · 426
    PUT  /v1/records   RecordsHead + record lines     200 RecordsAnswer
    GET  /v1/records   query `cursor`, `limit`        200 RecordsHead + record lines · 410 · 426
    GET  /v1/head                                     200 HeadAnswer
    POST /v1/devices   EnrolRequest                   200 EnrolAnswer (see `grant`)
    POST /v1/desk/ACT  DeskCommand                    200 DeskAnswer (a hub only, see `desk_command`)
    GET  /v1/hub                                      200 Announcements (a hub only, unsigned)
    POST /v1/hub       MoveAsk                        200 MoveAnswer (a hub only, see `move`)

410: the cursor is of another server epoch or too old. 426: this version may push, not pull. 401: Problem.
Every answer, a refusal too, bears the header NOW: the server's clock in UTC milliseconds. A refusal's
body is a Problem, in the language of Accept-Language (`id`, `en`). Everything but enrolment, health, metrics
and what a hub says of itself is signed by the device (`signing`).
"""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from counter_tui.core.chain import ChainHead, SignedHead
from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.ticket_events import Authority
from counter_tui.sync.packing import MalformedBody

VERSION = 1
NOW = "counter-now"
PROTOCOL = "counter-protocol"
"""Request header with the client's VERSION: an older one may push for ever, a pull may answer 426."""
NDJSON = "application/x-ndjson+zstd"
JSON = "application/json"
QUIET_S = 900
"""How long a hub keeps the connection of a terminal that asks nothing: from one number to the next."""
MAX_LINES = 500


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
    none). `durable`: how far the centre holds the caller's chains, as this server knows. `gaps`: how far this
    server itself holds the chains of this page, by device, of which it lacks lines before others that it has.
    """

    cursor: str
    server: str
    server_epoch: str
    more: bool
    records: bool = False
    heads: list[SignedHead] = []
    devices: list[SignedCertificate] | None = None
    durable: list[ChainHead] = []
    gaps: dict[str, list[ChainHead]] = {}


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
