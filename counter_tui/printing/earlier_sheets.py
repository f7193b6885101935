"""What is still open of the sheets before: answers that may come, and the sheet that one would prove."""

import time


class EarlierSheets:
    """Until the printer has said that they are done, no answer may be taken for the next sheet's."""

    def __init__(self) -> None:
        self.unsure = True
        """Whether an answer may still come: at first, to another process's question."""
        self.mended = False
        """Whether an earlier process died within a sheet."""
        self.doubtful = ""
        """The job that waits for its late answer: sent whole, on a line open ever since, never silent."""
        self._proved: list[str] = []
        self._asked_since: float | None = None

    def leave(self, job: str = "") -> None:
        """Note that a sheet went without its answer; `job` when that may still come and be told."""
        self.unsure = True
        self.doubtful = job

    def lose(self) -> None:
        """Give up a late answer: the printer was silent or the line closed, and may have lost the sheet."""
        self.doubtful = ""

    def still_waits(self, seconds: float) -> bool:
        """Whether the printer, well again, may need more time: so long since it was first asked."""
        now = time.monotonic()
        if self._asked_since is None:
            self._asked_since = now
        return now < self._asked_since + seconds

    def settle(self, *, proved: bool) -> None:
        """Owe nothing any more; `proved` when every question was answered, the doubtful sheet's too."""
        if proved and self.doubtful:
            self._proved.append(self.doubtful)
        self.unsure = self.mended = False
        self.doubtful = ""
        self._asked_since = None

    def take_proved(self) -> list[str]:
        """Return the jobs whose late answer came, once."""
        proved, self._proved = self._proved, []
        return proved
