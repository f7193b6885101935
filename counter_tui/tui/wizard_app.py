"""The small program that shows the wizard before there is a counter to open."""

from typing import ClassVar

from textual.binding import BindingType

from counter_tui.tui import theme
from counter_tui.tui.bounce import Pace
from counter_tui.tui.keyboard import KeyboardApp
from counter_tui.tui.scan import Scan
from counter_tui.tui.screens.wizard import Wizard
from counter_tui.tui.setup_answers import SetupAnswers, SetupMeans


class WizardApp(KeyboardApp, inherit_bindings=False):
    """Run it, then look at `answers`: None when the officer left before anything was made."""

    TITLE = "counter-tui"
    CSS_PATH = "screens/base.tcss"
    AUTO_FOCUS = ""
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, means: SetupMeans, *, theme_name: str = "gelap", pace: Pace | None = None) -> None:
        super().__init__(pace or Pace())
        self._wizard = Wizard(means)
        for known in theme.THEMES:
            self.register_theme(known)
        self.theme = theme_name

    @property
    def answers(self) -> SetupAnswers | None:
        """What was set up; None when nothing was."""
        return self._wizard.finished

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own tokens, so that styles can name them before a theme is in place."""
        return dict(theme.DARK.variables)

    async def on_mount(self) -> None:
        """Show the wizard."""
        await self.push_screen(self._wizard)

    async def scanned(self, scan: Scan) -> None:
        """Give a scan to the wizard."""
        await self._wizard.take_scan(scan)
