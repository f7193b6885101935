"""A printer without paper keeps what it began; what is moved comes out once, or as a marked copy."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from counter_tui.core.catalogue import builtin
from counter_tui.core.print_job import JobState, PrinterRole
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.state import JobRow, PrinterView, SyncView
from counter_tui.printing.printer import open_printer
from counter_tui.printing.worker import PrintWorker
from counter_tui.store.create import create
from counter_tui.store.identity import Identity
from counter_tui.store.spool import StoredSpool
from tests.patience import until
from tests.printing.fake_paper import PtyPrinter, SimulatedPrinter
from tests.printing.printing_process import KEY

ME = Identity(
    office="kanim-uji",
    office_code="UJI",
    office_name="Kanim Uji",
    device="d1",
    epoch=77,
    site="utama",
    counter="3",
)


class Hall:
    """A counter whose numbers come out at the gate, and everything else beside the officer."""

    def __init__(self, home: Path, gate: PtyPrinter, side: PtyPrinter) -> None:
        self.gate, self.side = gate.printer, side.printer
        self.store = create(home / "journal.db", KEY, ME)
        self.spool = StoredSpool(self.store)
        views = tuple(PrinterView(one.name, "ready", "Printer siap") for one in (side, gate))
        self.desk = Desk(
            self.store, builtin(), printers=lambda: views, line=lambda: SyncView("alone", 0, None, None)
        )
        self.desk.add_officer("dewi", "Dewi Anggraini", ["admin"], "123456")
        self.desk.login("dewi", "123456")
        self.desk.open_day()
        names = [gate.name, side.name]
        roles = frozenset(PrinterRole) - {PrinterRole.TICKET}
        self.workers = [
            PrintWorker(self.spool, open_printer(name, "generic58", home), home, roles=prints, known=names)
            for name, prints in ((gate.name, frozenset({PrinterRole.TICKET})), (side.name, roles))
        ]
        for worker in self.workers:
            self.store.on_commit(worker.wake)
            worker.start()
        self.side_name = side.name

    def number(self) -> JobRow:
        """Issue a number and return its job."""
        self.desk.issue("paspor_baru")
        return self.newest()

    def newest(self) -> JobRow:
        return max(self.desk.state_view().jobs, key=lambda job: (job.at, job.copy))

    def state(self, job: JobRow) -> str:
        return next(row.state for row in self.desk.state_view().jobs if row.id == job.id)

    def reaches(self, job: JobRow, state: JobState) -> None:
        until(lambda: self.state(job) == state)

    def close(self) -> None:
        for worker in self.workers:
            worker.stop(seconds=20)
        self.store.close()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with ExitStack() as stack:
        gate, side = (stack.enter_context(PtyPrinter(SimulatedPrinter())) for _ in range(2))
        found = Hall(tmp_path, gate, side)
        yield found
        found.close()


def numbers(printer: SimulatedPrinter) -> list[str]:
    """Return every number that lies on a printer's paper."""
    return [text for text in printer.page.texts if text.startswith("A-")]


def test_what_waits_for_paper_comes_out_once_where_it_was_moved(hall: Hall) -> None:
    hall.gate.paper = False
    job = hall.number()
    until(lambda: hall.workers[0].state.condition == "paper_out")
    hall.desk.move_job(job.id, hall.side_name)
    hall.reaches(job, JobState.CONFIRMED)
    hall.gate.paper = True
    later = hall.number()
    hall.reaches(later, JobState.CONFIRMED)
    assert (numbers(hall.side), numbers(hall.gate)) == (["A-001"], ["A-002"])


def test_what_broke_off_is_never_sent_again_wherever_its_copy_went(hall: Hall) -> None:
    first = hall.number()
    hall.reaches(first, JobState.CONFIRMED)
    hall.gate.paper_for = 60
    torn = hall.number()
    hall.reaches(torn, JobState.UNCONFIRMED)
    hall.desk.move_job(torn.id, hall.side_name)
    copy = hall.newest()
    hall.reaches(copy, JobState.CONFIRMED)
    hall.gate.paper_for, hall.gate.paper = None, True
    hall.reaches(hall.number(), JobState.CONFIRMED)
    assert numbers(hall.gate) == ["A-001", "A-002", "A-003"]
    assert numbers(hall.side) == ["A-002"]
    assert "SALINAN 1" in hall.side.page.texts
    assert hall.state(torn) == "failed"


def test_a_printer_in_trouble_holds_no_other_up(hall: Hall) -> None:
    hall.gate.paper = False
    waiting = hall.number()
    hall.desk.slip(ticket=hall.desk.ticket_id("A-001"))
    slip = hall.newest()
    hall.reaches(slip, JobState.CONFIRMED)
    assert (slip.document, hall.state(waiting)) == ("slip", "queued")
