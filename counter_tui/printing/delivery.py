"""Carrying jobs from the spool to a printer, one step at a time, so that none is lost or doubled."""

import contextlib
from collections.abc import Collection

from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.printing import escpos
from counter_tui.printing.condition import Condition
from counter_tui.printing.printer_state import PrinterState
from counter_tui.printing.documents.kinds import blocks
from counter_tui.printing.layout import lay_out
from counter_tui.printing.ports import Spool
from counter_tui.printing.printer import Outcome, Printer, Sheet
from counter_tui.printing.profile import Profile

CRASHED = "crash"
"""Note of a job whose process died while it was sending."""
NO_DOCUMENT = "document"
"""Note of a job whose data fit no document."""


def render(job: Job, profile: Profile) -> Sheet:
    """Lay a job out and make its bytes. Raises ValueError when its data fit no document."""
    laid = tuple(lay_out(blocks(job), profile.columns))
    opens_drawer = job.copy == 0 and job.document in profile.drawer.documents
    data = escpos.render(laid, profile, opens_drawer=opens_drawer)
    return Sheet(job, data, laid, profile.columns)


class Delivery:
    """Who holds the printer's lock calls `recover` once, then `ready` and `print_next` in turns.

    A job is durably `sending` before its first byte, and its outcome is kept here until the spool has
    taken it; methods raise whatever the spool raises, and may then be called again.
    """

    def __init__(self, spool: Spool, printer: Printer, roles: Collection[PrinterRole]) -> None:
        self._spool = spool
        self._printer = printer
        self._roles = frozenset(roles)
        self._unsettled: tuple[Job, JobState, str] | None = None
        self._condition = Condition.READY

    def recover(self) -> None:
        """Leave to an officer what the printer's former owner was sending when it died."""
        self._settle()
        if self._spool.recover(self._roles, CRASHED):
            self._printer.mend()

    def waiting(self) -> list[Job]:
        """Return this printer's queued jobs, oldest first."""
        return [job for job in self._spool.jobs({JobState.QUEUED}) if job.role in self._roles]

    def ready(self) -> bool:
        """Settle what is still to be settled and ask whether the printer can take a job now."""
        self._settle()
        self._condition = self._printer.check()
        return self._condition is Condition.READY

    def print_next(self) -> bool:
        """Print the oldest queued job of a ready printer; False when none was there or none was begun."""
        job = self._spool.claim_next(self._roles, self._printer.name)
        if job is None:
            return False
        outcome, note = self._put(job)
        self._condition = outcome.condition
        self._unsettled = (job, outcome.state, note)
        self._settle()
        return outcome.state is not JobState.QUEUED

    def state(self) -> PrinterState:
        """Return how the printer and its jobs are, as last seen."""
        waiting = self.waiting()
        if self._condition is not Condition.READY:
            return PrinterState(self._printer.name, self._condition, len(waiting), next(iter(waiting), None))
        doubtful = [job for job in self._spool.jobs({JobState.UNCONFIRMED}) if job.role in self._roles]
        condition = Condition.UNCERTAIN if doubtful else Condition.READY
        return PrinterState(self._printer.name, condition, len(waiting), next(iter(doubtful), None))

    def rest(self) -> None:
        """Let go of the printer while nothing waits."""
        self._printer.close()

    def _put(self, job: Job) -> tuple[Outcome, str]:
        try:
            sheet = render(job, self._printer.profile)
        except ValueError:
            return Outcome(JobState.FAILED), NO_DOCUMENT
        outcome = self._printer.put(sheet)
        return outcome, "" if outcome.condition is Condition.READY else outcome.condition.value

    def _settle(self) -> None:
        if self._unsettled is None:
            return
        job, state, note = self._unsettled
        # A ValueError means that an officer has decided about it meanwhile.
        with contextlib.suppress(ValueError):
            self._spool.settle(job.id, state, note)
        self._unsettled = None
