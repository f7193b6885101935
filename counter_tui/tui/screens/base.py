"""What every mode has in common: the frame of `frame.py` and the verbs that mean the same everywhere.

A mode is a subclass of `ModeScreen`. It says what it fetches from the desk, how it paints its panes, which
verbs its keys have, and what each verb does; it lays nothing out and holds no widget of its own:

    class ReceptionScreen(ModeScreen[ReceptionView]):
        MODE = "reception"
        def fetch(self, desk): return desk.reception_view()     # in the desk's thread
        def trail(self, view): return view.trail
        def main_lines(self, width, height): ...                # from self.view, which may be None
        def side_lines(self, width, height): ...
        def verbs(self): return [Verb("enter", _("Hadir")), …]  # the key bar, at most six
        async def do_enter(self): await self.act(lambda desk: desk.check_in(code))

`act` runs a desk call, fetches view and status in the same go, and paints; a refusal goes into the trail. A
verb without a `do_` method opens its mode, or is answered in words.
"""

from inspect import isawaitable
from typing import Generic, TypeVar

from counter_tui.language import _
from counter_tui.tui import bindings
from counter_tui.tui.screens.frame import Framed

V = TypeVar("V")


class ModeScreen(Framed[V], Generic[V]):
    """A mode whose every key answers: it acts, or one sentence says why not (SCREENS §1.5)."""

    BINDINGS = bindings.bindings()

    @property
    def unfinished(self) -> bool:
        """Whether something stands open here that a scan must not replace."""
        return False

    async def action_verb(self, verb: str) -> None:
        """Do what a key means here; every key answers."""
        method = getattr(self, f"do_{verb}", None)
        if method is None:
            await self._answer(bindings.of(verb))
            return
        result = method()
        if isawaitable(result):
            await result

    async def _answer(self, key: bindings.Key) -> None:
        """Answer a key for which this mode has no method of its own."""
        if key.group == "mode":
            await self.counter_app.open_mode(key.verb)
        elif key.group == "later":
            sentence = _("{name} belum ada di versi ini. Tidak ada yang berubah.")
            self.answer(sentence.format(name=_(key.label)))
        elif key.group != "move":
            sentence = _("{key} tidak dipakai di layar ini. Tidak ada yang berubah; ? menunjukkan tombolnya.")
            self.refuse(sentence.format(key=bindings.display(key.keys)))

    async def do_new(self) -> None:
        """Issue a number to somebody who came without one."""
        from counter_tui.tui.actions.receiving import new_number

        await new_number(self)

    async def do_find(self) -> None:
        """Find a number, a booking or an application."""
        from counter_tui.tui.actions.finding import find

        await find(self)

    async def do_scan(self) -> None:
        """Type what the scanner cannot read."""
        from counter_tui.tui.actions.finding import type_code

        await type_code(self)

    async def do_help(self) -> None:
        """Show what the keys do."""
        from counter_tui.tui.actions.running import help_panel

        await help_panel(self)

    async def do_undo(self) -> None:
        """Take back what the trail names."""
        await self.act(lambda desk: desk.undo())

    async def do_leave(self) -> None:
        """Take away a message; never acts."""
        self.leave_message()

    def do_palette(self) -> None:
        """Open all commands."""
        self.counter_app.action_command_palette()

    async def do_lock(self) -> None:
        """Lock the screen; the queue goes on."""
        await self.counter_app.lock()

    async def do_quit(self) -> None:
        """Leave the program; asks while a number is open."""
        await self.counter_app.action_ask_to_quit()
