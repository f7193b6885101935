"""What the Keadaan screen and the status line show: line, printer, jobs, contradictions."""

import msgspec

from counter_tui.desk.views.checks import CheckRow
from counter_tui.desk.views.trail import TrailView


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

    `state` is alone, connecting, connected, sending, offline, own_series, quarantined, upgrade or clock.
    """

    state: str
    unsynced: int
    since: int | None
    """When this state began; for `connected` the last contact."""
    oldest: int | None
    address: str = ""
    detail: str = ""


class StateView(msgspec.Struct, frozen=True):
    """Everything the Keadaan screen shows."""

    sync: SyncView
    printer: PrinterView
    jobs: tuple[JobRow, ...]
    checks: tuple[CheckRow, ...]
    store: tuple[tuple[str, str], ...] = ()
    """Label and value lines about this machine: file, size, last backup, clock."""
    trail: TrailView | None = None


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
