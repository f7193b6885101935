"""What the Antrean screen and its cards show."""

import msgspec

from counter_tui.desk.views.trail import TrailView
from counter_tui.desk.views.waiting import QueueCount


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
