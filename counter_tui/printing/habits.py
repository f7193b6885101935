"""How one printer answers: what its profile says, what was ever heard of it, what its self-test finds."""

from counter_tui.printing.memory import Known, PrinterMemory
from counter_tui.printing.profile import Answers


class Habits:
    """For a printer that has answered once, silence is trouble; for one that never has, it is usual."""

    def __init__(self, answers: Answers, memory: PrinterMemory) -> None:
        self._answers = answers
        self._memory = memory
        self.studied = False
        """Whether its self-test runs, whose silence is remembered too."""

    def study(self) -> None:
        """Forget all that was heard: the next sheet finds it out anew."""
        self._memory.forget()
        self.studied = True

    @property
    def mute(self) -> bool:
        """Whether it is asked nothing."""
        return self._answers is Answers.NO or self._memory.has(Known.MUTE)

    @property
    def never_reports(self) -> bool:
        """Whether it says how it is, but not when it is done."""
        return self._memory.has(Known.NO_REPORT)

    def expects(self, known: Known) -> bool:
        """Whether an answer of this kind must come: STATUS or REPORT."""
        if known is Known.REPORT and self.never_reports:
            return False
        return self._answers is Answers.YES or self._memory.has(known)

    def heard(self, known: Known) -> None:
        """Note an answer, and at the end of a self-test that there was none."""
        self._memory.remember(known)
