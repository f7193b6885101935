"""One number (nomor antrean) as its officer sees it."""

import msgspec


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
    """From when the service time counts: later by as long as the number was held."""
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
    note_copies: int | None = None
    """How many refusal notes were printed of an application that is owed one; None where none is owed."""
