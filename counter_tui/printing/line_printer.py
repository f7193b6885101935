"""A printer at the end of a line: serial or network, answering or mute."""

import time
from collections.abc import Iterator
from pathlib import Path

from counter_tui.core.print_job import JobState
from counter_tui.printing import escpos
from counter_tui.printing.condition import Condition
from counter_tui.printing.conversation import Conversation
from counter_tui.printing.line import Line, LineTrouble
from counter_tui.printing.memory import Heard, PrinterMemory
from counter_tui.printing.printer import Outcome, Sheet
from counter_tui.printing.profile import Answers, Profile

_PIECE = 64
_FIRST_REPORT_SECONDS = 1.0
"""How long a printer that has never reported is listened to after a job."""


class LinePrinter:
    """Prints over a line and believes only the printer's own answer.

    `folder` keeps what this printer was ever heard to answer: for one that has answered, silence is
    trouble; for one that never has, jobs go out unasked and end at `sent`.
    """

    def __init__(self, name: str, profile: Profile, line: Line, folder: Path) -> None:
        self.name = name
        self.profile = profile
        self._line = line
        self._conversation = Conversation(line)
        self._memory = PrinterMemory(folder, name)
        self._torn = False
        self._owes_until: float | None = time.monotonic() + profile.print_seconds
        """Until when an answer to an earlier job, perhaps another process's, is awaited first."""

    def check(self) -> Condition:
        """Ask the printer how it is; one that never answers counts as ready when its line opens."""
        try:
            self._line.open()
            if self._torn:
                self._write(escpos.END_OF_TORN_COMMAND)
                self._torn = False
            if self.profile.answers is Answers.NO:
                return Condition.READY
            return self._asked()
        except LineTrouble as trouble:
            self.close()
            return trouble.condition

    def put(self, sheet: Sheet) -> Outcome:
        """Send a sheet in small pieces and wait for the answer that follows it."""
        begun = False
        try:
            for piece in _pieces(sheet.data):
                begun = begun or piece != escpos.INIT
                self._write(piece)
            return self._ending(len(sheet.data) / self._line.bytes_per_second)
        except LineTrouble as trouble:
            self.close()
            self._owe()
            self._torn = True
            return Outcome(JobState.UNCONFIRMED if begun else JobState.QUEUED, trouble.condition)

    def mend(self) -> None:
        """End whatever command the printer is still waiting to be completed, before anything else."""
        self._torn = True

    def close(self) -> None:
        """Close the line."""
        self._line.close()

    def _asked(self) -> Condition:
        self._conversation.forget()
        condition = self._conversation.status()
        if condition is None:
            return Condition.SILENT if self._expects(Heard.STATUS) else Condition.READY
        self._memory.remember(Heard.STATUS)
        if condition is Condition.READY and self._owes_until is not None:
            return self._after_earlier_jobs(self._owes_until)
        return condition

    def _after_earlier_jobs(self, deadline: float) -> Condition:
        if self._conversation.worked_off():
            self._memory.remember(Heard.REPORT)
        elif time.monotonic() < deadline:
            return Condition.BUSY
        elif self._expects(Heard.REPORT):
            return Condition.SILENT
        self._owes_until = None
        return Condition.READY

    def _ending(self, travel: float) -> Outcome:
        if self.profile.answers is Answers.NO:
            return self._drained(travel)
        self._write(escpos.ASK_PAPER_AFTER_JOB)
        reports = self._expects(Heard.REPORT)
        wait = travel + (self.profile.print_seconds if reports else _FIRST_REPORT_SECONDS)
        if self._conversation.report(wait, looking=self._expects(Heard.STATUS)):
            self._memory.remember(Heard.REPORT)
            return Outcome(JobState.CONFIRMED)
        return self._unreported(travel, reports)

    def _unreported(self, travel: float, reports: bool) -> Outcome:
        condition = self._conversation.status()
        mute = condition is None and not self._expects(Heard.STATUS)
        if mute or (condition is Condition.READY and not reports):
            return self._drained(travel)
        self._owe()
        found = Condition.SILENT if condition in {None, Condition.READY} else condition
        return Outcome(JobState.UNCONFIRMED, found or Condition.SILENT)

    def _drained(self, travel: float) -> Outcome:
        if self._line.drain(travel + self.profile.print_seconds):
            return Outcome(JobState.SENT)
        self.close()
        return Outcome(JobState.UNCONFIRMED, Condition.SILENT)

    def _expects(self, heard: Heard) -> bool:
        return self.profile.answers is Answers.YES or self._memory.has(heard)

    def _owe(self) -> None:
        self._owes_until = time.monotonic() + self.profile.print_seconds

    def _write(self, piece: bytes) -> None:
        self._line.write(piece, len(piece) / self._line.bytes_per_second + self.profile.print_seconds)


def _pieces(data: bytes) -> Iterator[bytes]:
    """Yield the initialisation first: should it fail, nothing that prints was sent."""
    yield data[: len(escpos.INIT)]
    for start in range(len(escpos.INIT), len(data), _PIECE):
        yield data[start : start + _PIECE]
