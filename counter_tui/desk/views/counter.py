"""What the Loket screen shows."""

import msgspec

from counter_tui.desk.views.ticket import TicketView
from counter_tui.desk.views.trail import TrailView
from counter_tui.desk.views.waiting import QueueCount, WaitingRow


class HeldRow(msgspec.Struct, frozen=True):
    """One number set aside at this counter."""

    id: str
    number: str
    since: int
    reason: str


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
    wait_for_hub: int = 0
    """How many numbers nobody can call here until the hub answers again."""


class ServeChoice(msgspec.Struct, frozen=True):
    """One (service, visit) that a counter can serve; `visit` counts from 1."""

    service: str
    visit: int
    name: str
    served: bool
