"""What the Penyerahan screen shows, and what it is told of a collector (pengambil)."""

import msgspec

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
