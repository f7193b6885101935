"""Who waits, and who is served at which counter."""

import msgspec

from counter_tui.desk.views.tone import Tone


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
