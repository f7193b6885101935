"""What each event on `ticket/<uuid>` carries: the shapes that the fold reads and the desk writes."""

from typing import Literal

import msgspec

from counter_tui.core.contradictions import Checked
from counter_tui.core.routes import Route


class Authority(msgspec.Struct, frozen=True):
    """Who may call a ticket: a hub with its epoch, or a device."""

    kind: str = "device"
    id: str = ""
    epoch: int = 0


class Destination(msgspec.Struct, frozen=True):
    """Where a transferred ticket goes: `kind` is stage, counter, service or supervisor."""

    kind: Literal["stage", "counter", "service", "supervisor"]
    code: str = ""


class Issued(msgspec.Struct, frozen=True):
    """`ticket.issued`: a number (*nomor antrean*) with everything the fold will need.

    `route` lists the visits, each a set of stages; `slot` is the appointment in UTC milliseconds.
    """

    number: str
    service: str
    route: Route
    business_day: str = ""
    series: str = ""
    product: str = ""
    authority: Authority = Authority()
    channel: Literal["booking", "walk_in"] = "walk_in"
    applications: tuple[str, ...] = ()
    priority: str | None = None
    slot: int | None = None


class Called(msgspec.Struct, frozen=True):
    """`ticket.called`: to which counter (*loket*), for which visit (1 is the first), and why this one.

    `device` is the counter's where another one wrote the event: a hub calls for its terminals.
    """

    counter: str = ""
    visit: int = 0
    reason: str | dict[str, object] | None = None
    device: str = ""


class AtCounter(msgspec.Struct, frozen=True):
    """`ticket.recalled`, `ticket.resumed`: where it happened."""

    counter: str = ""


class Started(msgspec.Struct, frozen=True):
    """`ticket.started`: `implied` when a stage was completed straight from *dipanggil*."""

    counter: str = ""
    implied: bool = False


class StageCompleted(msgspec.Struct, frozen=True):
    """`ticket.stage_completed`: one stage of the visit was physically done."""

    stage: str
    counter: str = ""
    visit: int = 0


class Missed(msgspec.Struct, frozen=True):
    """`ticket.missed`: nobody came; with the office's rule of that moment, its n and its pause."""

    counter: str = ""
    rule: Literal["end", "after_n", "requeue_now"] = "end"
    n: int = 0
    pause_ms: int = 0


class Held(msgspec.Struct, frozen=True):
    """`ticket.held`: set aside at this counter, with a reason code."""

    counter: str = ""
    reason: str = ""


class Transferred(msgspec.Struct, frozen=True):
    """`ticket.transferred`: with the new service and its route when the service changes."""

    to: Destination
    route: Route | None = None
    service: str | None = None
    product: str | None = None


class Cancelled(msgspec.Struct, frozen=True):
    """`ticket.cancelled` (*dibatalkan*): the number is void, with a reason code."""

    reason: str = ""


class Concluded(msgspec.Struct, frozen=True):
    """`ticket.concluded`: it ended otherwise than by its last stage."""

    outcome: Literal["incomplete", "deferred", "refused", "withdrawn"]
    reason: str = ""
    counter: str = ""


class PriorityChanged(msgspec.Struct, frozen=True):
    """`ticket.priority_changed`: the priority group (*kelompok rentan*), or None for no group."""

    priority: str | None = None


class ServiceChanged(msgspec.Struct, frozen=True):
    """`ticket.service_changed`: the new service, its product and its route."""

    service: str
    route: Route
    product: str = ""


class Printed(msgspec.Struct, frozen=True):
    """`ticket.printed`: the number went to paper; `copy` 0 is the original."""

    copy: int = 0
    reason: str = ""


class AuthorityMoved(msgspec.Struct, frozen=True):
    """`ticket.authority_moved`: who may call it from now on."""

    authority: Authority


class Nothing(msgspec.Struct, frozen=True):
    """An event that says all by its type."""


PAYLOADS: dict[str, type[msgspec.Struct]] = {
    "ticket.issued": Issued,
    "ticket.called": Called,
    "ticket.recalled": AtCounter,
    "ticket.started": Started,
    "ticket.stage_completed": StageCompleted,
    "ticket.missed": Missed,
    "ticket.requeued": Nothing,
    "ticket.held": Held,
    "ticket.resumed": AtCounter,
    "ticket.transferred": Transferred,
    "ticket.cancelled": Cancelled,
    "ticket.concluded": Concluded,
    "ticket.priority_changed": PriorityChanged,
    "ticket.service_changed": ServiceChanged,
    "ticket.printed": Printed,
    "ticket.authority_moved": AuthorityMoved,
    "ticket.checked": Checked,
}
