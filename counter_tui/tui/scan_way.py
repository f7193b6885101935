"""Where a scan goes: to the screen that wants it, to its mode, or behind a card that is not finished."""

from collections import deque
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.command import CommandPalette

from counter_tui.language import ngettext
from counter_tui.tui.scan import Scan, ScanKind
from counter_tui.tui.screens.base import ModeScreen

if TYPE_CHECKING:
    from counter_tui.tui.app import CounterApp


@runtime_checkable
class ScanTaker(Protocol):
    """A screen that can do something with a scan."""

    async def take_scan(self, scan: Scan) -> bool:
        """Take a slip or a code and say whether it was for this screen."""


class ScanWay:
    """The way of every scan of an unlocked program; what waits for a card goes on when the card closes."""

    def __init__(self, app: "CounterApp") -> None:
        self._app = app
        self._waiting: deque[Scan] = deque()

    async def take(self, scan: Scan) -> None:
        """Give a scan to whom it is for; an open card is finished first, a palette is left."""
        if isinstance(self._app.screen, CommandPalette):
            await self._app.screen.dismiss()
        if scan.kind is ScanKind.FOREIGN and self._said_of_scanner(scan.text):
            return
        if await self._taken(scan):
            return
        if scan.kind is ScanKind.FOREIGN:
            from counter_tui.desk.slip_check import not_a_slip

            self._answer(not_a_slip(), refused=True)
        elif self._unfinished:
            self._waiting.append(scan)
            self._say_waiting()
        else:
            await self._open(scan)

    async def go_on(self) -> None:
        """Take up what waited, until a card stands open again."""
        while self._waiting and self._app.unlocked and not self._unfinished:
            await self.take(self._waiting.popleft())

    async def _taken(self, scan: Scan) -> bool:
        return isinstance(self._app.screen, ScanTaker) and await self._app.screen.take_scan(scan)

    async def _open(self, scan: Scan) -> None:
        if scan.kind is ScanKind.SLIP:
            await self._app.open_mode("pickup")
            await self._taken(scan)
        elif isinstance(self._app.screen, ModeScreen):
            from counter_tui.tui.actions.finding import open_code

            await open_code(self._app.screen, scan.text)

    @property
    def _unfinished(self) -> bool:
        """Whether a card stands open that a scan must not replace (SCREENS §5)."""
        screen = self._app.screen
        return len(self._app.screen_stack) > 1 or (isinstance(screen, ModeScreen) and screen.unfinished)

    def _said_of_scanner(self, text: str) -> bool:
        """Answer the scan of the self-test page, whatever the scanner made of it."""
        from counter_tui.tui import scanner_words

        said = scanner_words.words(text)
        if said:
            self._answer(said)
        return bool(said)

    def _say_waiting(self) -> None:
        count = len(self._waiting)
        waiting = ngettext(
            "{count} pindaian menunggu kartu ini selesai.",
            "{count} pindaian menunggu kartu ini selesai.",
            count,
        )
        self._answer(waiting.format(count=count))

    def _answer(self, sentence: str, *, refused: bool = False) -> None:
        from counter_tui.tui.widgets.card import Card

        screen = self._app.screen
        if isinstance(screen, ModeScreen) and not refused:
            screen.answer(sentence)
        elif isinstance(screen, ModeScreen | Card):
            screen.refuse(sentence)
