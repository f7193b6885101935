"""Carrying jobs from the spool to a printer, one step at a time, so that none is lost or doubled."""

import contextlib
from collections.abc import Collection

from counter_tui.core.print_job import Job, JobState, PrinterRole, Share
from counter_tui.printing import escpos
from counter_tui.printing.condition import Condition
from counter_tui.printing.documents.kinds import blocks
from counter_tui.printing.layout import lay_out
from counter_tui.printing.ports import Spool
from counter_tui.printing.printer import Outcome, Printer, Sheet
from counter_tui.printing.printer_state import PrinterState
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
    taken it; methods raise whatever the spool raises, and may then be called again. `known` names all
    printers of this machine, and `fallback` the one that takes over what waits while this one is in trouble.
    """

    def __init__(
        self,
        spool: Spool,
        printer: Printer,
        roles: Collection[PrinterRole],
        *,
        known: Collection[str] = (),
        fallback: str = "",
    ) -> None:
        self._spool = spool
        self._printer = printer
        self._share = Share(
            printer=printer.name, roles=frozenset(roles), known=frozenset({*known, printer.name})
        )
        self._fallback = fallback
        self._unsettled: tuple[Job, JobState, str] | None = None
        self._condition = Condition.READY

    def recover(self) -> None:
        """Leave to an officer what the printer's former owner was sending when it died."""
        self._settle()
        if self._spool.recover(self._share, CRASHED):
            self._printer.mend()

    def waiting(self) -> int:
        """Return how many jobs wait for this printer."""
        return self._spool.waiting(self._share)

    def unfinished(self) -> bool:
        """Tell whether a job waits for this printer or is being sent, by whomever."""
        return bool(self._spool.jobs({JobState.QUEUED, JobState.SENDING}, 1, self._share))

    def ready(self) -> bool:
        """Settle what is still to be settled and ask whether the printer can take a job now."""
        self._settle()
        self._condition = self._printer.check()
        self._take_late()
        if self._condition.prints:
            return True
        if self._fallback and not self._condition.calm and self.waiting():
            self._spool.divert(self._share, self._fallback)
        return False

    def glance(self) -> None:
        """Look how the printer is while nothing waits for it."""
        self._settle()
        self._condition = self._printer.glance() or self._condition
        self._take_late()

    def print_next(self) -> bool:
        """Print the oldest queued job of a ready printer; False when none was there or none was begun."""
        job = self._spool.claim_next(self._share)
        if job is None:
            return False
        outcome, note = self._put(job)
        self._condition = outcome.condition
        self._unsettled = (job, outcome.state, note)
        self._settle()
        return outcome.state is not JobState.QUEUED

    def state(self) -> PrinterState:
        """Return how the printer and its jobs are, as last seen."""
        if not self._condition.prints:
            return self._shown(self._condition, self._first(JobState.QUEUED))
        doubtful = self._first(JobState.UNCONFIRMED)
        return self._shown(Condition.UNCERTAIN if doubtful else self._condition, doubtful)

    def busy(self) -> PrinterState:
        """Return what is shown while the oldest waiting job is on its way."""
        return self._shown(Condition.BUSY, self._first(JobState.QUEUED))

    def rest(self) -> None:
        """Let others use the printer while nothing waits."""
        self._printer.rest()

    def close(self) -> None:
        """Let go of the printer."""
        self._printer.close()

    def _shown(self, condition: Condition, first: Job | None) -> PrinterState:
        return PrinterState(self._printer.name, condition, self.waiting(), first)

    def _first(self, state: JobState) -> Job | None:
        return next(iter(self._spool.jobs({state}, 1, self._share)), None)

    def _put(self, job: Job) -> tuple[Outcome, str]:
        try:
            sheet = render(job, self._printer.profile)
        except ValueError:
            return Outcome(JobState.FAILED), NO_DOCUMENT
        outcome = self._printer.put(sheet)
        done = outcome.state in {JobState.CONFIRMED, JobState.SENT}
        return outcome, "" if done or outcome.condition.prints else outcome.condition.value

    def _take_late(self) -> None:
        for job in self._printer.late():
            # A ValueError means that an officer has decided about it meanwhile.
            with contextlib.suppress(ValueError):
                self._spool.settle(job, JobState.CONFIRMED)

    def _settle(self) -> None:
        if self._unsettled is None:
            return
        job, state, note = self._unsettled
        # A ValueError means that an officer has decided about it meanwhile.
        with contextlib.suppress(ValueError):
            self._spool.settle(job.id, state, note)
        self._unsettled = None
