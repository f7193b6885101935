"""The program on the screen: wires modes, keys, scanner, clock and desk together, and nothing else."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.theme import Theme

from counter_tui.desk.views.counter import CounterView
from counter_tui.desk.views.state import StatusView
from counter_tui.language import _
from counter_tui.tui import modes, theme
from counter_tui.tui.desk_thread import DeskThread
from counter_tui.tui.locking import LockableApp
from counter_tui.tui.options import Options
from counter_tui.tui.scan import Scan
from counter_tui.tui.scan_way import ScanWay
from counter_tui.tui.screens.base import ModeScreen
from counter_tui.tui.screens.frame import TALL
from counter_tui.tui.widgets.mode_row import WIDE

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk

BELL_PAUSE = 2.0
WATCH_SECONDS = 0.05
ROUNDS_A_SECOND = 20
First = tuple[CounterView, StatusView]


def _commands() -> "type[Provider]":
    """Return the palette's commands, imported when it is first opened."""
    from counter_tui.tui.commands import Commands

    return Commands


class CounterApp(LockableApp, inherit_bindings=False):
    """The officer's program, opened on Loket; `LockedCounterApp` opens on the lock.

    `desk_factory` makes the desk, in the desk's own thread. `first` brings Loket's view and status, fetched
    while Textual was imported, so that the first frame already shows the queue.
    """

    TITLE = "counter-tui"
    CSS_PATH = "screens/base.tcss"
    AUTO_FOCUS = ""
    DEFAULT_MODE = "counter"
    MODES = modes.MODES
    COMMANDS = {_commands}  # noqa: RUF012 - Textual's own way to say it
    HORIZONTAL_BREAKPOINTS = [(WIDE, "-wide")]  # noqa: RUF012 - Textual's own way to say it
    VERTICAL_BREAKPOINTS = [(TALL, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+p", "command_palette", id="app.command_palette", show=False),
        Binding("ctrl+q", "ask_to_quit", id="app.ask_to_quit", show=False),
        Binding("ctrl+c", "say_how_to_quit", id="app.say_how_to_quit", show=False),
    ]

    def __init__(
        self,
        desk_factory: "Callable[[], Desk]",
        *,
        first: First | None = None,
        options: Options | None = None,
    ) -> None:
        super().__init__(DeskThread(desk_factory), options or Options(), unlocked=self.DEFAULT_MODE != "lock")
        self.status: StatusView | None = None
        self.left_problem = ""
        """The printer's problem that an officer has read and left with `esc`."""
        self.told_away = False
        """Whether the officer was told that the hub is gone, since it went."""
        self._first = first
        self._shown_version = -1
        self._scan_way = ScanWay(self)
        self._rang_at = float("-inf")
        self.previous_mode = "counter"
        for known in theme.THEMES:
            self.register_theme(known)
        self.theme = self.options.theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own tokens, so that styles can name them before a theme is in place."""
        return dict(theme.DARK.variables)

    # From start to end

    def on_mount(self) -> None:
        """Start the clock, and see to it that another theme reaches every line."""
        self.set_keymap(self.options.keymap)
        self.theme_changed_signal.subscribe(self, self._recolour)
        self.set_interval(1.0, self._tick)
        if self.options.paper is not None:
            from counter_tui.tui import paper_watch

            self.run_worker(paper_watch.watch(self), name="paper", exit_on_error=True)

    def on_ready(self) -> None:
        """Let the rest begin once the first frame is painted: Textual is ready a moment before."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self._watch(), name="watch", exit_on_error=True)
        if self.options.opened is not None:
            threading.Thread(target=self.options.opened, name="opened", daemon=True).start()
        if self.options.scanners is not None:
            self.options.scanners.start(self.brought)

    def on_unmount(self) -> None:
        """Let the scanners go, and the desk finish what it does."""
        if self.options.scanners is not None:
            self.options.scanners.stop()
        self.desk.close()

    def take_first(self, mode: str) -> First | None:
        """Hand out what was fetched before the first frame, once, to the mode that it is for."""
        first, self._first = (self._first, None) if mode == "counter" else (None, self._first)
        return first

    def _recolour(self, _chosen: Theme) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ModeScreen):
                screen.recolour()

    # Modes and commands

    async def open_mode(self, mode: str) -> None:
        """Show a mode."""
        if mode != self.current_mode and self.check_action("switch_mode", (mode,)):
            self.previous_mode = self.current_mode
            await self.switch_mode(mode)

    def action_command_palette(self) -> None:
        """Open all commands."""
        if self.use_command_palette and self.unlocked and not isinstance(self.screen, CommandPalette):
            from counter_tui.tui.palette import Palette

            self.push_screen(Palette())

    async def action_ask_to_quit(self) -> None:
        """Leave the program; asks once while a number is open here."""
        from counter_tui.tui.widgets.confirm import Confirm

        if isinstance(self.screen, Confirm):
            return
        view = await self.desk.run(lambda desk: desk.counter_view())
        if view.current is None or not self.unlocked:
            self.exit()
            return
        card = Confirm(
            title=_("Tutup program?"),
            aside=_("{number} masih terbuka di sini").format(number=view.current.number),
            does=_("Tutup; nomornya tetap tersimpan"),
        )
        await self.push_screen(card, self._quit_answered)

    def action_say_how_to_quit(self) -> None:
        """Answer the key that ends other programs."""
        if isinstance(self.screen, ModeScreen):
            self.screen.answer(_("Program tetap berjalan. ctrl+q menutupnya."))

    def _quit_answered(self, answer: bool | None) -> None:
        if answer:
            self.exit()

    # Scans

    async def scanned(self, scan: Scan) -> None:
        """Let a scan find its way; at the lock there is none."""
        if self.unlocked:
            await self._scan_way.take(scan)

    def note_card_closed(self) -> None:
        """Drop digits for a moment, and take up a scan that waited for the card."""
        super().note_card_closed()
        self.call_later(self._scan_way.go_on)

    # The clock and other processes

    async def _tick(self) -> None:
        now = self.now()
        await self.lock_when_idle(now)
        for screen in self.screen_stack[:1]:
            if isinstance(screen, ModeScreen) and screen.standing:
                screen.tick(now)

    async def _watch(self) -> None:
        """Show what other processes commit within 200 ms, and what time alone changes within a second."""
        rounds = 0
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            rounds += 1
            if not self.unlocked:
                continue
            version = await self.desk.run(lambda desk: desk.version())
            if version != self._shown_version or rounds % ROUNDS_A_SECOND == 0:
                self.note_shown(version)
                await self._show_present()

    async def _show_present(self) -> None:
        # At the end of the program the stack may be empty already.
        for screen in self.screen_stack[:1]:
            if isinstance(screen, ModeScreen) and screen.standing:
                await screen.reload()

    def note_shown(self, version: int) -> None:
        """Keep which version of the store is on the screen, so that nobody shows it a second time."""
        self._shown_version = version

    def note_status(self, status: StatusView) -> None:
        """Keep the status that was shown last, for screens that open later."""
        self.status = status

    def ring(self) -> None:
        """Sound the bell, at most once in two seconds and only where the office wants it."""
        if self.options.bell and time.monotonic() - self._rang_at >= BELL_PAUSE:
            self._rang_at = time.monotonic()
            self.bell()


class LockedCounterApp(CounterApp):
    """The program as it opens where nobody has logged in yet."""

    DEFAULT_MODE = "lock"
