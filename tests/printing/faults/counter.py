"""A counter whose printer fails: the real worker over the real spool of an encrypted store."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from counter_tui.core.print_job import Job, JobState
from counter_tui.printing.condition import Condition
from counter_tui.printing.memory import Known, PrinterMemory
from counter_tui.printing.printer import open_printer
from counter_tui.printing.printer_state import PrinterState
from counter_tui.printing.serial_ports import Listing
from counter_tui.printing.worker import PrintWorker
from counter_tui.store.create import create
from counter_tui.store.identity import Identity
from counter_tui.store.spool import StoredSpool
from tests.patience import until
from tests.printing.cable import Cable
from tests.printing.fake_paper import SimulatedPrinter
from tests.printing.faults.checker import check
from tests.printing.printing_process import KEY
from tests.printing.samples import numbered

HASTY_SECONDS = 6.0
"""How long this printer may take for a sheet, however busy the machine: tests wait that long for silence."""
ME = Identity(office="kanim-uji", office_code="UJI", device="d1", epoch=77, site="utama", counter="3")


class Orders:
    """The slips of one store: orders them, and compares spool and paper at the end."""

    def __init__(self, folder: Path, paper: SimulatedPrinter) -> None:
        folder.mkdir()
        self.folder = folder
        self.paper = paper
        self.store = create(folder / "journal.db", KEY, ME)
        self.spool = StoredSpool(self.store)
        self._ordered: set[str] = set()

    def close(self) -> None:
        """Prove that nothing was lost or doubled."""
        check(self._ordered, self.jobs(), self.paper.page)
        self.store.close()

    def order(self, *numbers: int) -> None:
        """Commit slips, as the desk does."""
        with self.store.write() as transaction:
            for number in numbers:
                slip = numbered(number)
                self._ordered.add(slip.subject)
                transaction.enqueue(slip)

    def jobs(self) -> list[Job]:
        """Return every job of the spool."""
        return self.spool.jobs(set(JobState))

    def job(self, number: int) -> Job:
        """Return one job."""
        return next(job for job in self.jobs() if job.subject == f"A-{number:03d}")

    def reaches(self, number: int, state: JobState) -> None:
        """Wait until a job stands there."""
        until(lambda: self.job(number).state is state, self._stands)

    def _stands(self) -> str:
        return ", ".join(f"{job.subject} {job.state}" for job in self.jobs())


class Counter(Orders):
    """Prints in a worker of its own, and sees what the status line would show."""

    def __init__(
        self, folder: Path, cable: Cable, name: str, listing: Listing, known: Collection[Known] = ()
    ) -> None:
        super().__init__(folder, cable.printer)
        for answer in known:
            PrinterMemory(folder, name).remember(answer)
        self.cable = cable
        self.shown: list[PrinterState] = []
        self.printer = open_printer(name, "generic58", folder, listing)
        self.printer.profile = replace(self.printer.profile, print_seconds=HASTY_SECONDS)
        self._worker = PrintWorker(self.spool, self.printer, folder, on_change=self.shown.append)
        self.store.on_commit(self._worker.wake)
        self._worker.start()

    def close(self) -> None:
        """Stop printing, and prove that nothing was lost or doubled."""
        self._worker.stop(seconds=20)
        super().close()

    def shows(self, condition: Condition) -> PrinterState:
        """Wait until the status line shows a condition, and return all it shows."""
        until(lambda: self._worker.state.condition is condition, self._stands)
        return next(state for state in reversed(self.shown) if state.condition is condition)

    def says(self, sentence: str) -> None:
        """Wait until the status line has said a sentence."""
        until(lambda: any(state.sentence == sentence for state in self.shown), self._stands)

    def _stands(self) -> str:
        return f"{super()._stands()}; {[str(state.condition) for state in self.shown]}"

    def meet(self) -> None:
        """Print a first slip, so that the printer is known to answer."""
        self.order(1)
        self.reaches(1, JobState.CONFIRMED)
        self.shows(Condition.READY)

    def begin(self, *numbers: int, after: int, what: Callable[[], None]) -> None:
        """Order slips, and let something happen once so many bytes of them are printed."""
        self.paper.strike(after, what)
        self.order(*numbers)
