"""The printer of the demo: its paper lies in a folder and shows on the screen."""

from pathlib import Path

from counter_tui.core.print_job import JobState
from counter_tui.printing.condition import Condition
from counter_tui.printing.paper_tray import PaperTray
from counter_tui.printing.printer import Outcome, Sheet
from counter_tui.printing.profile import Profile


class VirtualPrinter:
    """Puts every sheet in the paper tray of a folder; confirmed when the disk has it."""

    def __init__(self, name: str, profile: Profile, folder: Path) -> None:
        self.name = name
        self.profile = profile
        self._tray = PaperTray(folder)

    def check(self) -> Condition:
        """Always ready: what can fail is said by `put`."""
        return Condition.READY

    def glance(self) -> None:
        """Nothing can happen to it while it rests."""

    def put(self, sheet: Sheet) -> Outcome:
        """Lay the sheet in the tray."""
        try:
            self._tray.put(sheet.job, sheet.lines)
        except OSError:
            return Outcome(JobState.QUEUED, Condition.DISK)
        return Outcome(JobState.CONFIRMED)

    def late(self) -> list[str]:
        """A sheet is confirmed at once or not begun."""
        return []

    def study(self) -> None:
        """It answers as a disk does."""

    def mend(self) -> None:
        """A sheet lies in the tray whole or not at all."""

    def rest(self) -> None:
        """Nothing is open between sheets."""

    def close(self) -> None:
        """Nothing is open between sheets."""
