"""What each event on `application/<uuid>` carries: the shapes that the fold reads and the desk writes."""

from typing import Literal

import msgspec

from counter_tui.core.contradictions import Checked


class Opened(msgspec.Struct, frozen=True):
    """`application.opened`: for which service, under which ticket, with which back-office stages.

    `instead` is the cancelled ticket whose place this one takes; empty the first time.
    """

    ticket: str = ""
    number: str = ""
    service: str = ""
    product: str = ""
    back_office: tuple[str, ...] = ()
    channel: str = ""
    instead: str = ""


class ServiceChanged(msgspec.Struct, frozen=True):
    """`application.service_changed`: its number changed to another service."""

    service: str
    product: str = ""
    back_office: tuple[str, ...] = ()


class StageCompleted(msgspec.Struct, frozen=True):
    """`application.stage_completed`: one stage at a counter or in the back office."""

    stage: str
    ticket: str = ""
    counter: str = ""


class Paid(msgspec.Struct, frozen=True):
    """`application.paid`: payment is a milestone, before or after the interview (DOMAIN §2)."""


class SlipPrinted(msgspec.Struct, frozen=True):
    """`application.slip_printed`: `copy` 0 is the original."""

    copy: int = 0
    kid: str | int = ""
    exp: int = 0
    promised: str | None = None
    reason: str | None = None
    counter: str = ""


class Ready(msgspec.Struct, frozen=True):
    """`application.ready`: it may be collected, at this shelf.

    `since` is UTC milliseconds where a list says from when; else it is ready from the event on.
    """

    shelf: str | None = None
    since: int | None = None


class Outcome(msgspec.Struct, frozen=True):
    """`application.outcome`: it ended or stopped otherwise, with a reason code."""

    outcome: Literal["incomplete", "deferred", "refused", "withdrawn", "cancelled"]
    reason: str = ""


class HandedOver(msgspec.Struct, frozen=True):
    """`application.handed_over`: `readiness` is what this device knew, `record` the collector's record.

    `signed` says that the collector signed the register (*buku penyerahan*, Ps 23) with it; `list` is the
    id of the list under which a partner collected many at once.
    """

    collector: str = ""
    record: str | None = None
    readiness: str = "ready"
    counter: str = ""
    signed: bool = False
    list: str = ""


class ReceiptSigned(msgspec.Struct, frozen=True):
    """`application.receipt_signed`: the printed receipt of a handover, named by its event, was signed."""

    handover: str


class PickupReported(msgspec.Struct, frozen=True):
    """`application.pickup_reported`: an officer found a slip or its collector suspicious; a reason code."""

    reason: str = ""


PAYLOADS: dict[str, type[msgspec.Struct]] = {
    "application.opened": Opened,
    "application.service_changed": ServiceChanged,
    "application.stage_completed": StageCompleted,
    "application.paid": Paid,
    "application.slip_printed": SlipPrinted,
    "application.ready": Ready,
    "application.outcome": Outcome,
    "application.handed_over": HandedOver,
    "application.receipt_signed": ReceiptSigned,
    "application.pickup_reported": PickupReported,
    "application.checked": Checked,
}
