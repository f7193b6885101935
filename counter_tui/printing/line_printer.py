"""A printer at the end of a line: serial or network, answering or mute."""

import time
from collections.abc import Iterator

from counter_tui.core.print_job import JobState
from counter_tui.printing import escpos
from counter_tui.printing.condition import Condition
from counter_tui.printing.conversation import Conversation
from counter_tui.printing.earlier_sheets import EarlierSheets
from counter_tui.printing.habits import Habits
from counter_tui.printing.line import Line, LineTrouble
from counter_tui.printing.memory import Known, PrinterMemory
from counter_tui.printing.printer import Outcome, Sheet
from counter_tui.printing.profile import Profile

_PIECE = 64
_FIRST_REPORT_SECONDS = 1.0
"""How long a printer that has never reported is listened to after a job."""
_UNHEARD = {None, Condition.GARBLED}


class LinePrinter:
    """Prints over a line and believes only the printer's own answer.

    `memory` keeps what this printer was ever heard to answer: for one that has answered, silence is
    trouble; for one that never has, jobs go out unasked and end at `sent`.
    """

    def __init__(self, name: str, profile: Profile, line: Line, memory: PrinterMemory) -> None:
        self.name = name
        self.profile = profile
        self._line = line
        self._conversation = Conversation(line)
        self._habits = Habits(profile.answers, memory)
        self._earlier = EarlierSheets()
        self._torn = False
        self._filling = b""
        """What ends a torn command; empty while none was."""

    def check(self) -> Condition:
        """Ask the printer how it is; one that never answers counts as ready when its line opens."""
        try:
            self._line.open()
            if self._torn:
                self._fill()
            return Condition.READY if self._habits.mute else self._asked()
        except LineTrouble as trouble:
            self.close()
            return trouble.condition

    def glance(self) -> Condition | None:
        """Ask a printer that is known to answer how it is."""
        return self.check() if self._habits.expects(Known.STATUS) else None

    def put(self, sheet: Sheet) -> Outcome:
        """Send a sheet in small pieces and wait for the answer that follows it."""
        begun = False
        # A partner's long list comes out slower than it arrives, and than `print_seconds` allows.
        longer = max(0.0, sheet.feed_seconds - self.profile.print_seconds)
        travel = max(len(sheet.data) / self._line.bytes_per_second, longer)
        deadline = time.monotonic() + travel + self.profile.print_seconds
        try:
            for piece in _pieces(sheet.data):
                begun = begun or piece != escpos.INIT
                self._write(piece, deadline)
            return self._ending(sheet.job.id, travel)
        except LineTrouble as trouble:
            self.close()
            self._earlier.leave()
            self._torn = True
            return Outcome(JobState.UNCONFIRMED if begun else JobState.QUEUED, trouble.condition)

    def late(self) -> list[str]:
        """Return the jobs left unconfirmed that the printer has confirmed since."""
        return self._earlier.take_proved()

    def study(self) -> None:
        """Find out anew how it answers."""
        self._habits.study()

    def mend(self) -> None:
        """End whatever command the printer is still waiting to be completed, before anything else."""
        self._torn = self._earlier.mended = True
        self._earlier.leave()

    def rest(self) -> None:
        """Close the line, unless a late answer can still confirm a job there.

        Between jobs the port is released: the self-test, the set-up and the vendor's own tool need it,
        and a machine with one port has nothing else. What a held port would tell sooner, `glance` tells
        every few seconds.
        """
        if not self._earlier.doubtful:
            self.close()

    def close(self) -> None:
        """Close the line."""
        self._line.close()
        self._conversation.forget()
        self._earlier.lose()

    def _asked(self) -> Condition:
        condition = self._conversation.status()
        if condition in _UNHEARD:
            self._earlier.lose()
            if condition is not None or self._habits.expects(Known.STATUS):
                return condition or Condition.SILENT
            if not self._habits.expects(Known.REPORT):
                return Condition.READY
        else:
            self._habits.heard(Known.STATUS)
        found = condition or Condition.READY
        return self._after_earlier(found) if found.prints and self._earlier.unsure else found

    def _after_earlier(self, found: Condition) -> Condition:
        """Let no answer to an earlier sheet, perhaps another process's, be taken for the next one's."""
        if self._habits.never_reports:
            self._earlier.settle(proved=False)
            return found
        missing = self._conversation.worked_off(len(self._filling))
        if missing is not None:
            self._habits.heard(Known.REPORT)
            self._earlier.settle(proved=missing == 0)
            self._filling = b""
            return found
        reports = self._habits.expects(Known.REPORT)
        if (reports or self._earlier.mended) and self._earlier.still_waits(self.profile.print_seconds):
            return Condition.BUSY
        if reports:
            return Condition.SILENT
        self._earlier.settle(proved=False)
        return found

    def _ending(self, job: str, travel: float) -> Outcome:
        if self._habits.mute:
            return self._drained(travel, Condition.READY)
        if self._habits.never_reports:
            return self._unreported(job, travel, self._status_after(travel))
        self._conversation.ask_report()
        patient = self._habits.studied or self._habits.expects(Known.REPORT)
        wait = travel + (self.profile.print_seconds if patient else _FIRST_REPORT_SECONDS)
        looks = self._habits.expects(Known.STATUS)
        reported = self._conversation.reported(wait, travel if looks else None)
        after = self._conversation.status()
        if not reported:
            return self._unreported(job, travel, after)
        self._habits.heard(Known.REPORT)
        if after not in _UNHEARD:
            self._habits.heard(Known.STATUS)
            return Outcome(JobState.CONFIRMED, after or Condition.READY)
        if looks:
            # What sounded like its report was the noise of a printer going off.
            return self._unreported(job, travel, after)
        return Outcome(JobState.CONFIRMED, self._conversation.reported_paper)

    def _unreported(self, job: str, travel: float, after: Condition | None) -> Outcome:
        reports = self._habits.expects(Known.REPORT)
        if after is None and not (reports or self._habits.expects(Known.STATUS)):
            self._conclude(Known.MUTE)
            return self._drained(travel, Condition.READY)
        if after not in _UNHEARD:
            self._habits.heard(Known.STATUS)
        if after is not None and after.prints and not reports:
            self._conclude(Known.NO_REPORT)
            self._earlier.leave()
            return self._drained(travel, after)
        told = after not in _UNHEARD and not self._habits.never_reports and self._line.drain(0)
        self._earlier.leave(job if told else "")
        condition = Condition.SILENT if after is None or after.prints else after
        return Outcome(JobState.UNCONFIRMED, condition)

    def _drained(self, travel: float, after: Condition) -> Outcome:
        if self._line.drain(travel + self.profile.print_seconds):
            return Outcome(JobState.SENT, after)
        self.close()
        return Outcome(JobState.UNCONFIRMED, Condition.SILENT)

    def _status_after(self, travel: float) -> Condition | None:
        """Ask until the question has travelled behind the sheet."""
        deadline = time.monotonic() + travel
        while (found := self._conversation.status()) is None and time.monotonic() < deadline:
            pass
        return found

    def _fill(self) -> None:
        self._filling = escpos.end_of_torn_command(self.profile)
        travel = len(self._filling) / self._line.bytes_per_second
        self._write(self._filling, time.monotonic() + travel + self.profile.print_seconds)
        self._torn = False

    def _conclude(self, known: Known) -> None:
        if self._habits.studied:
            self._habits.heard(known)

    def _write(self, piece: bytes, deadline: float) -> None:
        self._line.write(piece, max(deadline - time.monotonic(), 0.01))


def _pieces(data: bytes) -> Iterator[bytes]:
    """Yield the initialisation first: should it fail, nothing that prints was sent."""
    yield data[: len(escpos.INIT)]
    for start in range(len(escpos.INIT), len(data), _PIECE):
        yield data[start : start + _PIECE]
