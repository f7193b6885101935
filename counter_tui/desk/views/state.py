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
    """A short code why it stands there: `paper_out`, `crash`, `reprinted`, `discarded` …"""
    printer: str = ""
    """The name of the printer that it waits for, or that it went to; empty where there is none."""
    open: bool = False
    """Whether it waits for a printer or for an officer."""
    reason: str = ""
    """Why it was given up, in words."""


class PrinterView(msgspec.Struct, frozen=True):
    """A printer in a word: `state` is ready, busy, notice, problem or none.

    `roles` are the codes of what it prints by itself, `papers` the same in words.
    """

    name: str
    state: str
    word: str
    sentence: str = ""
    roles: tuple[str, ...] = ()
    papers: str = ""


class SyncView(msgspec.Struct, frozen=True):
    """The line to the centre (SCREENS §12).

    `state` is alone, connecting, connected, sending, at_hub, offline, own_series, hub_missing,
    quarantined, upgrade or clock. Of the `unsynced` events, which the centre lacks, the hub has `at_hub`.
    """

    state: str
    unsynced: int
    since: int | None
    """When this state began; for `connected` the last contact."""
    oldest: int | None
    address: str = ""
    detail: str = ""
    offset_ms: int = 0
    """How far the centre's clock was ahead of this one when they last spoke; 0 where they never did."""
    at_hub: int = 0
    by_hub: bool = False
    """Whether the line goes to this site's hub, which is the address then."""


class StateView(msgspec.Struct, frozen=True):
    """Everything the Keadaan screen shows."""

    sync: SyncView
    printer: PrinterView
    """The gravest of `printers`."""
    jobs: tuple[JobRow, ...]
    checks: tuple[CheckRow, ...]
    store: tuple[tuple[str, str], ...] = ()
    """Label and value lines about this machine: file, size, last backup, clock."""
    trail: TrailView | None = None
    printers: tuple[PrinterView, ...] = ()
    """Every printer of this machine, the main one first."""


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
    away: str = ""
    """What to tell while the hub does not answer; empty while it does, or where there is none."""
