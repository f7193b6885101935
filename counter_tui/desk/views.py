"""The frozen views that the desk returns: what a screen or a command shows, and nothing it could change.

Times are UTC milliseconds; texts are already in the officer's language. Only `full_name` fields hold
a whole name, and only reception and the person being served have one (SCREENS §1.8). They are msgspec
structs because fifty dataclasses would cost the first frame 30 ms.
"""

from enum import StrEnum

import msgspec


class Tone(StrEnum):
    """How a mark is meant; a screen adds the shape and the colour (SCREENS §1.3)."""

    OK = "ok"
    SOON = "soon"
    LATE = "late"
    IDLE = "idle"
    BUSY = "busy"
    NOTE = "note"


class StageView(msgspec.Struct, frozen=True):
    """One stage of the visit: `key` is its identifier, `name` its short Indonesian or English word."""

    key: str
    name: str
    done: bool
    current: bool
    here: bool = True
    """Whether it belongs to the visit at hand; another visit's stages come before or later."""


class TicketView(msgspec.Struct, frozen=True):
    """One ticket as its officer sees it; `do … --json` prints it too."""

    id: str
    number: str
    service: str
    service_name: str
    product_name: str
    status: str
    visit: int
    stages: tuple[StageView, ...]
    counter: str
    priority: str | None
    priority_name: str
    full_name: str
    masked_name: str
    origin: str
    """Where it came from and whether it is paid: `M-Paspor 09.00, lunas`."""
    reason: str
    """Why selection chose it, in words; empty when it was taken by hand."""
    calls: int
    called_at: int | None
    started_at: int | None
    finished_at: int | None
    standard_minutes: int
    applications: tuple[str, ...]
    slip_copies: int
    """How many slips were printed: 0 means none yet."""
    paid: bool
    attention: str
    """Why a supervisor must look at it; empty when nothing contradicts."""
    event: str = ""
    """The event that the action just appended; empty on a plain look."""


class WaitingRow(msgspec.Struct, frozen=True):
    """One line of the waiting list, in calling order."""

    id: str
    number: str
    service: str
    service_name: str
    visit: int
    stage: str
    """The key of the stage it waits for."""
    note: str
    """`Janji 09.00`, `Datang 09.06`, `Lansia`."""
    priority: str | None
    waiting_since: int
    call_by: int | None
    tone: Tone
    here: bool
    """Whether this terminal may call it; others are shown greyed."""
    missed: bool = False


class QueueCount(msgspec.Struct, frozen=True):
    """How many wait for one stage elsewhere than in this counter's own list."""

    stage: str
    name: str
    waiting: int
    rows: tuple[WaitingRow, ...] = ()


class HeldRow(msgspec.Struct, frozen=True):
    """One number set aside at this counter."""

    id: str
    number: str
    since: int
    reason: str


class TrailView(msgspec.Struct, frozen=True):
    """The last action of this officer here, and whether and until when `u` takes it back."""

    at: int
    text: str
    undo_until: int | None = None
    event: str = ""


class Figures(msgspec.Struct, frozen=True):
    """This counter's own day: whole minutes; `on_time` is a share; None without a finished ticket."""

    served: int
    median_minutes: int | None
    p90_minutes: int | None
    on_time: float | None


class CounterView(msgspec.Struct, frozen=True):
    """Everything the Loket screen shows."""

    counter: str
    state: str
    """`open`, `paused` or `closed`."""
    day: str | None
    """The open business day as ISO date; None before it is opened."""
    current: TicketView | None
    last: TicketView | None
    heading: str
    """The stage this counter's own list waits for: `Wawancara`."""
    waiting: tuple[WaitingRow, ...]
    others: tuple[QueueCount, ...]
    next: WaitingRow | None
    next_reason: str
    held: tuple[HeldRow, ...]
    trail: TrailView | None
    figures: Figures


class ServingRow(msgspec.Struct, frozen=True):
    """One number that is called or served at some counter of the site."""

    id: str
    number: str
    service: str
    status: str
    counter: str
    since: int


class QueueView(msgspec.Struct, frozen=True):
    """The whole site: who waits for anything in calling order, and who is served where."""

    waiting: tuple[WaitingRow, ...]
    serving: tuple[ServingRow, ...]


class BookingRow(msgspec.Struct, frozen=True):
    """One appointment of the day on the reception screen."""

    application: str
    code: str
    slot: int
    full_name: str
    service: str
    service_short: str
    priority: str | None
    priority_name: str
    paid: bool
    number: str
    """The ticket number once checked in, else empty."""
    late_minutes: int
    due: bool
    """Whether its slot has come."""
    detail: str
    """`MP361065766, lunas. Lansia dari data lahir`."""


class QuotaRow(msgspec.Struct, frozen=True):
    """One line of today's quota; `left` is None where the office does not limit it."""

    name: str
    used: int
    left: int | None


class ReceptionView(msgspec.Struct, frozen=True):
    """Everything the Antrean screen shows."""

    day: str | None
    session: str
    hours: str
    bookings: tuple[BookingRow, ...]
    present: int
    absent: int
    quotas: tuple[QuotaRow, ...]
    last_number: str
    last_service: str
    last_at: int | None
    ahead: int
    expected_minutes: int | None
    waiting: tuple[QueueCount, ...]
    trail: TrailView | None


class ServiceChoice(msgspec.Struct, frozen=True):
    """One service in the new-number card: `letter` chooses it."""

    service: str
    name: str
    letter: str
    last: bool = False
    """Whether it was issued last here, so that the card preselects it."""


class PaperView(msgspec.Struct, frozen=True):
    """One paper that a collector must show."""

    key: str
    name: str


class CollectorChoice(msgspec.Struct, frozen=True):
    """Who collects: `self`, `family` or `proxy`, and the papers that each needs (DOMAIN §3)."""

    kind: str
    name: str
    papers: tuple[PaperView, ...]


class PickupCard(msgspec.Struct, frozen=True):
    """What Penyerahan answers to a slip or a number.

    `answer` is `ready`, `not_ready`, `unknown`, `used` or `refused`; only `ready` and `unknown` may be
    handed over, and `unknown` is recorded and flagged.
    """

    answer: str
    headline: str
    sentence: str
    slip_note: str
    application: str
    number: str
    service_name: str
    masked_name: str
    shelf: str
    ready_text: str
    slip_text: str
    collectors: tuple[CollectorChoice, ...]
    allowed: bool = False
    """Whether `hand_over` would do it."""


class HandoverRow(msgspec.Struct, frozen=True):
    """One passport handed over today."""

    at: int
    number: str
    collector: str


class PickupView(msgspec.Struct, frozen=True):
    """Everything the idle Penyerahan screen shows."""

    waiting: tuple[WaitingRow, ...]
    handed_over: tuple[HandoverRow, ...]
    today: int
    ready: int
    overdue: int
    """Ready longer than 20 days."""
    expired: int
    """Beyond the office's limit of one month."""
    trail: TrailView | None


class JobRow(msgspec.Struct, frozen=True):
    """One print job; `state` is queued, sending, confirmed, sent, unconfirmed or failed."""

    id: str
    at: int
    document: str
    subject: str
    copy: int
    state: str
    note: str


class PrinterView(msgspec.Struct, frozen=True):
    """The printer in a word: `state` is ready, busy, problem or none."""

    name: str
    state: str
    word: str
    sentence: str = ""


class SyncView(msgspec.Struct, frozen=True):
    """The line to the centre (SCREENS §12).

    `state` is alone, connected, sending, offline, own_series, quarantined, upgrade or clock.
    """

    state: str
    unsynced: int
    since: int | None
    """When this state began; for `connected` the last contact."""
    oldest: int | None
    address: str = ""
    detail: str = ""


class CheckRow(msgspec.Struct, frozen=True):
    """One contradiction for *Perlu diperiksa*."""

    subject: str
    text: str
    at: int


class StateView(msgspec.Struct, frozen=True):
    """Everything the Keadaan screen shows."""

    sync: SyncView
    printer: PrinterView
    jobs: tuple[JobRow, ...]
    checks: tuple[CheckRow, ...]
    store: tuple[tuple[str, str], ...] = ()
    """Label and value lines about this machine: file, size, last backup, clock."""


class StatusView(msgspec.Struct, frozen=True):
    """What row 23 and the mode row need on every screen."""

    officer: str
    officer_full: str
    counter: str
    office_name: str
    printer: PrinterView
    sync: SyncView
    checks: int
    now: int
    zone: str


class FoundRow(msgspec.Struct, frozen=True):
    """One hit of find: a ticket of today, an open application or a booking."""

    kind: str
    id: str
    number: str
    masked_name: str
    service_name: str
    state: str
    code: str = ""
    status: str = ""
    """A ticket's status as its identifier, `missed` or `held`; empty for anything else."""


class OfficerView(msgspec.Struct, frozen=True):
    """One officer (petugas); `id` is the short random id that events carry, never the login."""

    id: str
    login: str
    name: str
    roles: tuple[str, ...]
    active: bool


class LeftoverRow(msgspec.Struct, frozen=True):
    """One number of an earlier business day that nobody ended."""

    id: str
    number: str
    day: str
    service_name: str
    status: str


class DayView(msgspec.Struct, frozen=True):
    """The business day: `today` by the site's zone, `day` the open one or None, what stayed open before."""

    today: str
    day: str | None
    leftovers: tuple[LeftoverRow, ...]


class Choice(msgspec.Struct, frozen=True):
    """One line of a chooser: its code, its name and a quiet note beside it."""

    code: str
    name: str
    note: str = ""


class TransferChoice(msgspec.Struct, frozen=True):
    """One destination of the transfer card; `waiting` is None where nobody queues."""

    code: str
    name: str
    waiting: int | None
    note: str = ""


class OutcomeChoice(msgspec.Struct, frozen=True):
    """One other outcome with its reasons; `outcome` `cancelled` cancels the number itself."""

    outcome: str
    name: str
    reasons: tuple[Choice, ...]


class ServeChoice(msgspec.Struct, frozen=True):
    """One (service, visit) that a counter can serve; `visit` counts from 1."""

    service: str
    visit: int
    name: str
    served: bool


class SlipView(msgspec.Struct, frozen=True):
    """A pickup slip (resi): the QR's text, its bytes on the wire, and which copy; copy 0 is the original."""

    application: str
    ticket: str
    number: str
    text: str
    bytes: int
    copy: int
    promised: str
    job: str
    event: str


class UndoneView(msgspec.Struct, frozen=True):
    """What `u` took back, in words, and the number as it stands now; None when no number was touched."""

    text: str
    ticket: TicketView | None
    application: str
    event: str


class ApplicantDraft(msgspec.Struct, frozen=True):
    """What reception or the document check knows of an applicant; empty texts are not known yet."""

    full_name: str = ""
    nik: str = ""
    born: str = ""
    """ISO date."""
    sex: str = ""
    """`L` or `P`."""
    phone: str = ""


class ApplicantView(msgspec.Struct, frozen=True):
    """One application of a ticket with its applicant, for the one who serves it."""

    application: str
    full_name: str
    nik: str
    born: str
    sex: str
    phone: str
    warnings: tuple[str, ...] = ()


class CheckInCard(msgspec.Struct, frozen=True):
    """What the check-in card shows for one booking before `enter` issues its number."""

    application: str
    code: str
    full_name: str
    service: str
    service_name: str
    slot: int
    slot_text: str
    day: str
    priority: str | None
    priority_name: str
    paid: bool
    number: str
    """The number it already has, else empty."""
    sentence: str
    """Why it cannot be checked in now, or a warning; empty when all is well."""
    allowed: bool


class Collector(msgspec.Struct, frozen=True):
    """Who collects: `kind` is self, family or proxy; the rest becomes a record, never an event."""

    kind: str
    full_name: str = ""
    relation: str = ""
    id_reference: str = ""
    papers: tuple[str, ...] = ()
    """Keys of the papers that were seen."""


class HandoverView(msgspec.Struct, frozen=True):
    """A passport handed over; `status` is `handed_over`."""

    application: str
    number: str
    status: str
    readiness: str
    event: str


class VerifyView(msgspec.Struct, frozen=True):
    """What the offline check of a slip says.

    `reason` is a short code, `ready` is ready, not_ready or unknown.
    """

    valid: bool
    reason: str
    sentence: str
    application: str
    ready: str


class ImportIssue(msgspec.Struct, frozen=True):
    """One refused or doubtful row of an import; the header is line 1; never the value itself."""

    line: int
    field: str
    reason: str


class ImportResult(msgspec.Struct, frozen=True):
    """What an import took; with `dry_run` what it would take."""

    kind: str
    accepted: int
    updated: int
    unchanged: int
    rejected: tuple[ImportIssue, ...]
    warnings: tuple[ImportIssue, ...]
    dry_run: bool
