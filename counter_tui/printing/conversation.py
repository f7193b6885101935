"""Asking a printer over a line, and waiting for its answer no longer than told."""

import time
from collections.abc import Callable

from counter_tui.printing import escpos
from counter_tui.printing.condition import Condition
from counter_tui.printing.line import Line

ANSWER_SECONDS = 0.5
_QUIET_SECONDS = 0.3
_LOOK_SECONDS = 1.0


class Conversation:
    """Tells the two kinds of answer on one line apart; every method may raise LineTrouble.

    An answer of the other kind is kept for whoever waits for it.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._heard = bytearray()

    def status(self) -> Condition | None:
        """Return how the printer says it is, at once; None when it does not answer."""
        printer = self._ask(escpos.ASK_PRINTER, escpos.is_status)
        if printer is None:
            return None
        paper = self._ask(escpos.ASK_PAPER, escpos.is_status)
        if paper is not None and escpos.paper_out(paper):
            return Condition.PAPER_OUT
        return self._offline_cause() if escpos.offline(printer) else Condition.READY

    def forget(self) -> None:
        """Drop answers that nobody waits for any more."""
        while self._line.read(0):
            pass
        self._heard.clear()

    def worked_off(self) -> bool:
        """Ask whether everything sent earlier is done, and swallow the answers that were still owed.

        After a job without an answer, its late answer must never be taken for the next job's. Between
        that one and the answer to this question lies at most the filling of a torn command: listening
        goes on for twice as long as that takes on this line.
        """
        if self._ask(escpos.ASK_PAPER_AFTER_JOB, escpos.is_paper_report) is None:
            return False
        filling = len(escpos.END_OF_TORN_COMMAND) / self._line.bytes_per_second
        while self._line.read(_QUIET_SECONDS + 2 * filling):
            pass
        self._heard.clear()
        return True

    def report(self, seconds: float, looking: bool) -> bool:
        """Wait for the answer to ASK_PAPER_AFTER_JOB; `looking` gives up early on a printer in trouble."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if self._answer(escpos.is_paper_report, min(left, _LOOK_SECONDS)) is not None:
                return True
            if looking and self.status() not in {None, Condition.READY}:
                break
        return self._answer(escpos.is_paper_report, 0) is not None

    def _ask(self, question: bytes, is_answer: Callable[[int], bool]) -> int | None:
        self._line.write(question, ANSWER_SECONDS)
        return self._answer(is_answer, ANSWER_SECONDS)

    def _answer(self, is_answer: Callable[[int], bool], seconds: float) -> int | None:
        deadline = time.monotonic() + seconds
        while True:
            found = next((byte for byte in self._heard if is_answer(byte)), None)
            if found is not None:
                self._heard.remove(found)
                return found
            left = deadline - time.monotonic()
            arrived = self._line.read(max(left, 0))
            if not arrived and left <= 0:
                return None
            self._heard += arrived

    def _offline_cause(self) -> Condition:
        cause = self._ask(escpos.ASK_OFFLINE_CAUSE, escpos.is_status)
        if cause is None:
            return Condition.OFFLINE
        if escpos.cover_open(cause):
            return Condition.COVER_OPEN
        return Condition.PAPER_OUT if escpos.stopped_without_paper(cause) else Condition.OFFLINE
