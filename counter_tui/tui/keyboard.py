"""Every key and paste on its way in: scans are taken out, bounce is dropped, the rest goes on one by one.

A key reaches the screen only after the one before it has been dealt with, so that `t 3 enter` typed in one
breath finds its card open.
"""

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.message import Message
from textual.timer import Timer

from counter_tui.tui.bounce import Bounce, Pace
from counter_tui.tui.gate import Gate, Press, patience_of
from counter_tui.tui.scan import Scan, ScanKind, pasted, scan_of

if TYPE_CHECKING:
    from textual.driver import Driver


@runtime_checkable
class KeyTaker(Protocol):
    """A screen that takes some keys before bindings are asked: a card its choices, the lock its PIN."""

    def take_key(self, event: events.Key) -> bool:
        """Take a key and say whether it was taken."""


@runtime_checkable
class Passing(Protocol):
    """A screen that holds nobody up: it goes as soon as something comes that it does not want for itself."""

    def wants(self, key: str) -> bool:
        """Say whether a key, as Textual names it, is for this screen; every other one is for that below."""


class KeyboardApp(App[None], inherit_bindings=False):
    """An app behind the gate of `gate.py` and the manners of `bounce.py`."""

    def __init__(self, pace: Pace) -> None:
        super().__init__()
        self._gate: Gate[events.Key] = Gate(patience_of(os.environ))
        self._gate_timer: Timer | None = None
        self._gate_looks = 0.0
        self._bounce = Bounce(pace)

    def get_driver_class(self) -> "type[Driver]":
        """Return what draws and reads; on a terminal, one that notices its end."""
        found = super().get_driver_class()
        if found.__module__ != "textual.drivers.linux_driver":
            return found
        from counter_tui.tui.driver import WatchfulDriver

        return WatchfulDriver

    async def scanned(self, scan: Scan) -> None:
        """Take a scan, from wherever it came."""

    def brought(self, text: str) -> None:
        """Take what a scanner with a line of its own has read; called from that scanner's thread."""
        with suppress(RuntimeError):  # the loop may have ended a moment ago
            self.call_later(self._scan_came, scan_of(text))

    def touched(self) -> None:
        """Note that somebody is there."""

    def note_card_closed(self) -> None:
        """Drop digits for a moment: they were meant for the card that closed."""
        self._bounce.card_closed(self._clock())

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pastes as they come from the terminal, before Textual does."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.touched()
            press = Press(event.key, _printable(event), event.time, event)
            await self._let_go(self._gate.press(press))
            self._wait_for_company()
        elif isinstance(event, events.Paste) and not event.is_forwarded:
            await self._pasted(event)
        else:
            await super().on_event(event)

    async def _pasted(self, event: events.Paste) -> None:
        scan = pasted(event.text)
        typing = self.focused is not None
        if scan is not None and (not typing or scan.kind is ScanKind.SLIP):
            await self._scan_came(scan)
        elif typing:
            await super().on_event(event)

    def _wait_for_company(self) -> None:
        """Look again when what is held is due; a look that comes sooner finds that it must wait on."""
        due = self._gate.due
        if due is None or (self._gate_timer is not None and self._gate_looks <= due):
            return
        if self._gate_timer is not None:
            self._gate_timer.stop()
        self._gate_looks = due
        self._gate_timer = self.set_timer(max(0.001, due - self._clock()), self._nobody_came)

    async def _nobody_came(self) -> None:
        self._gate_timer = None
        due = self._gate.due
        if due is not None and due <= self._clock():
            await self._let_go(self._gate.expire())
        self._wait_for_company()

    async def _let_go(self, items: list[Press[events.Key] | Scan]) -> None:
        for item in items:
            if isinstance(item, Scan):
                await self._scan_came(item)
            else:
                await self._deliver(item)

    async def _deliver(self, press: Press[events.Key]) -> None:
        event = press.event
        typing = self.focused is not None
        if not typing and event.character is not None and event.character.isupper() and len(event.key) == 1:
            event = events.Key(event.key.lower(), event.character.lower())
        if (not typing or event.key == "enter") and not self._bounce.accepts(
            event.key, press.at, typing=typing
        ):
            return
        await self._step_aside(event.key)
        if typing:
            await super().on_event(event)
        elif not (isinstance(self.screen, KeyTaker) and self.screen.take_key(event)):
            # Bindings are asked here rather than by way of the screen's own queue: the next key must find
            # what this one has done.
            await self._check_bindings(event.key)

    async def _scan_came(self, scan: Scan) -> None:
        self.touched()
        await self._step_aside()
        await self.scanned(scan)

    async def _step_aside(self, key: str = "") -> None:
        """Let a passing screen go, unless this key is for it; what came then finds the screen below."""
        if isinstance(self.screen, Passing) and not self.screen.wants(key):
            await self.screen.dismiss()

    def _clock(self) -> float:
        """Return this moment on the clock that stamps Textual's events, in seconds."""
        return Message().time


def _printable(event: events.Key) -> str:
    return event.character if event.character is not None and event.is_printable else ""
