"""Asking a printer over a line, and waiting for its answer no longer than told."""

import time

from counter_tui.printing import answers, escpos
from counter_tui.printing.answers import Kind, Sorter
from counter_tui.printing.condition import Condition
from counter_tui.printing.line import Line

ANSWER_SECONDS = 0.5
_QUIET_SECONDS = 0.3
_LOOK_SECONDS = 1.0


class Conversation:
    """Tells the kinds of answer on one line apart; every method may raise LineTrouble.

    Reports (GS r) come in the order of their questions, and one may come late: only the one that leaves
    none owed proves that everything sent is done.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self.forget()

    def forget(self) -> None:
        """Expect nothing any more: the line was closed."""
        self._sorter = Sorter()
        self._statuses = bytearray()
        self._owed = 0
        self._surplus = 0
        self._paper = Condition.READY
        self._noise = False
        self._late = False

    def status(self) -> Condition | None:
        """Return how the printer says it is, at once; None when it does not answer."""
        self._listen(0)
        self._noise = False
        found = self._status()
        return Condition.GARBLED if self._noise else found

    def ask_report(self) -> None:
        """Ask for a report once everything sent up to now is done."""
        self._listen(0)
        self._owed += 1
        self._line.write(escpos.ASK_PAPER_AFTER_JOB, ANSWER_SECONDS)

    def reported(self, patience: float, look_after: float | None) -> bool:
        """Wait so many seconds for the last report that is owed.

        A printer in trouble is not waited for: it is looked at once a second after `look_after` seconds,
        when everything should have arrived there; None never looks.
        """
        now = time.monotonic()
        deadline = now + patience
        look_at = deadline if look_after is None else now + look_after + _LOOK_SECONDS
        while self._owed and (now := time.monotonic()) < deadline:
            if now >= look_at:
                if self.status() not in {None, Condition.READY, Condition.NEAR_END}:
                    break
                look_at = time.monotonic() + _LOOK_SECONDS
            else:
                self._listen(min(look_at, deadline) - now)
        return not self._owed

    def worked_off(self, filling: int) -> int | None:
        """Ask whether everything sent earlier is done, and take in the reports that were still owed.

        None when no report comes. Else how many fewer than the owed ones came: 0 means that every
        question was answered, and what was sent before each is on paper. Between the answer to an
        earlier question and the one to this lies nothing but the filling of a torn command, so many
        bytes: listening goes on for twice as long as that takes on this line.
        """
        self.ask_report()
        before, self._surplus = self._owed, 0
        deadline = time.monotonic() + ANSWER_SECONDS
        while self._owed == before and (left := deadline - time.monotonic()) > 0:
            self._listen(left)
        if self._owed == before:
            return None
        while self._listen(_QUIET_SECONDS + 2 * filling / self._line.bytes_per_second):
            pass
        missing = self._owed or -self._surplus
        self._owed = 0
        return missing

    @property
    def reported_paper(self) -> Condition:
        """What the last report said of the paper."""
        return self._paper

    def _status(self) -> Condition | None:
        if self._late and not self._in_step():
            return None
        printer = self._ask(escpos.ASK_PRINTER)
        if printer is None:
            return None
        sensors = self._ask(escpos.ASK_PAPER)
        paper = Condition.READY if sensors is None else answers.paper(sensors)
        if paper is Condition.PAPER_OUT or not answers.offline(printer):
            return paper
        return self._offline_cause()

    def _offline_cause(self) -> Condition:
        cause = self._ask(escpos.ASK_OFFLINE_CAUSE)
        if cause is None:
            return Condition.OFFLINE
        known = answers.offline_cause(cause)
        if known is not None:
            return known
        error = self._ask(escpos.ASK_ERROR)
        return Condition.OFFLINE if error is None else answers.error(error)

    def _in_step(self) -> bool:
        """After a question without an answer, let the late ones come in before the next is asked."""
        if self._ask(escpos.ASK_PRINTER) is None:
            return False
        while self._listen(_QUIET_SECONDS):
            pass
        self._late = False
        return True

    def _ask(self, question: bytes) -> int | None:
        self._listen(0)
        self._statuses.clear()
        self._line.write(question, ANSWER_SECONDS)
        deadline = time.monotonic() + ANSWER_SECONDS
        while not self._statuses and (left := deadline - time.monotonic()) > 0:
            self._listen(left)
        if self._statuses:
            return self._statuses[0]
        self._late = True
        return None

    def _listen(self, seconds: float) -> bool:
        """Take in what has arrived, waiting so long for the first byte; whether anything had."""
        arrived = self._line.read(seconds)
        for byte in arrived:
            match self._sorter.kind(byte):
                case Kind.STATUS:
                    self._statuses.append(byte)
                case Kind.REPORT if self._owed:
                    self._owed -= 1
                    self._paper = answers.reported_paper(byte)
                case Kind.REPORT:
                    self._surplus += 1
                case Kind.NOISE:
                    self._noise = True
                case Kind.ASIDE:
                    pass
        return bool(arrived)
