"""A real office for the screen's tests: an encrypted store with officers, an open day and numbers in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from counter_tui.core.catalogue import builtin
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.desk.views.state import PrinterView, SyncView
from counter_tui.desk.views.ticket import TicketView
from counter_tui.store.create import create
from counter_tui.store.identity import Identity, new_epoch
from counter_tui.store.store import Store
from counter_tui.tui.app import CounterApp, LockedCounterApp
from counter_tui.tui.bounce import Pace
from counter_tui.tui.options import Options

KEY = bytes(range(32))
PIN = "135790"
OTHER_PIN = "246802"
START = int(datetime(2024, 9, 14, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta")).timestamp() * 1000)
ROLES = ("ticket", "slip", "report")
AT_ONCE = Pace(bounce=0.0, enter_deaf=0.0, after_card=0.0)
"""Tests press keys faster than people do; the manners themselves are tested in test_keys_bounce."""


@dataclass
class Office:
    """The store of one terminal, with a clock, a printer and a line that tests set."""

    path: Path
    clock: int = START
    printer: PrinterView = field(
        default_factory=lambda: PrinterView("virtual", "ready", "Printer siap", "", ROLES)
    )
    others: tuple[PrinterView, ...] = ()
    """Further printers, which print by themselves what their roles say."""
    line: SyncView = field(default_factory=lambda: SyncView("alone", 0, None, None))
    stores: list[Store] = field(default_factory=list)
    _outside: Desk | None = None

    def printers(self) -> tuple[PrinterView, ...]:
        return (self.printer, *self.others)

    def now(self) -> int:
        return self.clock

    def pass_minutes(self, minutes: float) -> None:
        self.clock += round(minutes * 60_000)

    @property
    def outside(self) -> Desk:
        """Another process at the same store, with an officer of its own."""
        if self._outside is None:
            self._outside = self.open_desk()
        return self._outside

    def open_desk(self, *, logged_in: bool = True) -> Desk:
        """Open a desk of its own, as another process does."""
        store = Store.open(self.path, KEY, now=self.now)
        self.stores.append(store)
        desk = Desk(store, builtin(), printers=self.printers, line=lambda: self.line, now=self.now)
        if logged_in:
            desk.login("dewi", PIN)
        return desk

    def app(
        self,
        *,
        locked: bool = False,
        idle_minutes: int = 0,
        pace: Pace = AT_ONCE,
        options: Options | None = None,
    ) -> CounterApp:
        """Make the program over this office; with `options` it is set up by them alone."""
        options = options or Options(now=self.now, idle_minutes=idle_minutes, pace=pace)
        kind = LockedCounterApp if locked else CounterApp
        return kind(lambda: self.open_desk(logged_in=not locked), options=options)

    def close(self) -> None:
        for store in self.stores:
            store.close()


def make_office(folder: Path) -> Path:
    """Make an office with two officers and an open business day, and return its store's file."""
    path = folder / "journal.db"
    identity = Identity(
        office="kanim-palembang",
        device="loket-3-device",
        epoch=new_epoch(),
        office_code="PLM",
        office_name="Kanim Palembang",
        counter="3",
    )
    create(path, KEY, identity).close()
    office = Office(path)
    desk = office.open_desk(logged_in=False)
    desk.add_officer("dewi", "Dewi Anggraini", ("admin", "officer"), PIN)
    desk.login("dewi", PIN)
    desk.add_officer("rudi", "Rudi Hartono", ("officer",), OTHER_PIN)
    desk.open_day()
    office.close()
    return path


def walk_ins(office: Office, names: Sequence[str], service: str = "paspor_baru") -> list[TicketView]:
    """Issue a number to each of these people, a minute apart."""
    issued = []
    for name in names:
        issued.append(office.outside.issue(service, None, (ApplicantDraft(full_name=name),)))
        office.pass_minutes(1)
    return issued
