"""What the Penyerahan screen shows, and what it is told of a collector (pengambil)."""

import msgspec

from counter_tui.desk.views.handovers import HandoverRow
from counter_tui.desk.views.trail import TrailView
from counter_tui.desk.views.waiting import WaitingRow


class PaperView(msgspec.Struct, frozen=True):
    """One paper that a collector must show."""

    key: str
    name: str


class CollectorChoice(msgspec.Struct, frozen=True):
    """Who collects: `self`, `family` or `proxy`, and the papers that each needs (DOMAIN §3)."""

    kind: str
    name: str
    papers: tuple[PaperView, ...]
    named: bool = False
    """Whether this office wants name and ID reference written down before the handover."""


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
    handover: HandoverRow | None = None
    """The handover that used the slip; None unless `answer` is `used`."""
    late: str = ""
    """`lewat batas sejak 19 Okt`, where it lies beyond the office's limit; it may still be handed over."""
    one_by_one: bool = False
    """Whether each paper must be ticked before `enter`."""
    receipt: bool = False
    """Whether the handover prints a receipt, whose signing is ticked afterwards."""
    warning: str = ""
    """What to look at before the slip is accepted: this computer's clock, or the slip's revoked key."""


class PickupView(msgspec.Struct, frozen=True):
    """Everything the idle Penyerahan screen shows."""

    waiting: tuple[WaitingRow, ...]
    handed_over: tuple[HandoverRow, ...]
    today: int
    ready: int
    overdue: int
    """Uncollected from the day on that the office lists them (20), and not yet beyond its limit."""
    expired: int
    """Beyond the office's limit: one month or 30 days, as the dated setting says."""
    trail: TrailView | None
    unsigned: tuple[HandoverRow, ...] = ()
    """Handovers whose printed receipt nobody has ticked as signed, the newest first."""
    uncollected_days: int = 20
    """From which day on a passport is listed as uncollected."""


class Collector(msgspec.Struct, frozen=True):
    """Who collects: `kind` is self, family, proxy or partner; the rest becomes a record, never an event.

    A partner is an institution, which `full_name` represents.
    """

    kind: str
    full_name: str = ""
    relation: str = ""
    id_reference: str = ""
    papers: tuple[str, ...] = ()
    """Keys of the papers that were seen."""
    institution: str = ""


class HandoverView(msgspec.Struct, frozen=True):
    """A passport handed over; `status` is `handed_over`."""

    application: str
    number: str
    status: str
    readiness: str
    event: str
    receipt: str = ""
    """The print job of the receipt; empty where the office prints none."""
    signed: bool = True
    """False while the printed receipt has still to be signed and ticked."""


class ReportView(msgspec.Struct, frozen=True):
    """A suspicious pickup that was reported; it stands on *Perlu diperiksa*."""

    application: str
    number: str
    reason: str
    event: str
