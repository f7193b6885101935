"""The set-up wizard of a new machine: office, counter, printer, centre, first officer (SCREENS §10)."""

import asyncio
from collections.abc import Callable
from dataclasses import fields as fields_of
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, Label

from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.tui import scanner_words
from counter_tui.tui.cards.text_input import TextInput
from counter_tui.tui.scan import Scan
from counter_tui.tui.screens import wizard_lines, wizard_steps
from counter_tui.tui.screens.wizard_printers import PrinterChoice
from counter_tui.tui.screens.wizard_steps import ORDER, PRINTER
from counter_tui.tui.setup_answers import SetupAnswers, SetupMeans, refusal
from counter_tui.tui.widgets.canvas import Pane


class Wizard(Screen[None]):
    """Every step has a default and can wait; nothing is made before the last `enter`."""

    AUTO_FOCUS = ""
    CSS_PATH = "wizard.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", id="wizard.go_on"),
        Binding("escape", "leave", id="wizard.back"),
        Binding("up", "move(-1)", id="wizard.up"),
        Binding("down", "move(1)", id="wizard.down"),
        Binding("p", "test_page", id="wizard.test_page"),
        Binding("ctrl+q", "app.quit", id="wizard.quit"),
    ]

    def __init__(self, means: SetupMeans) -> None:
        super().__init__()
        self._means = means
        self.steps = wizard_steps.steps(means.defaults)
        self.place = 0
        self.message = ""
        self.busy = ""
        self.finished: SetupAnswers | None = None
        self.pin_drawn = False
        self.printers = PrinterChoice()

    def compose(self) -> ComposeResult:
        """Lay out all steps; only the present one's fields are shown."""
        with Vertical(id="wizard"):
            yield Pane(lambda width, _height: wizard_lines.head(self, width), id="head")
            yield Pane(lambda width, height: wizard_lines.printers(self, width, height), id="list")
            for key, step in self.steps.items():
                for field in step.fields:
                    with Horizontal(classes=f"field -{key}"):
                        yield Label(field.label, markup=False)
                        yield TextInput(
                            id=field.key, hint=field.hint, value=field.value, hidden=field.key == "pin"
                        )
            yield Pane(lambda width, _height: wizard_lines.foot(self, width), id="foot")

    def on_mount(self) -> None:
        """Look for printers while the first steps are answered."""
        self.run_worker(self._look_for_printers(), name="printers")
        self._show_step()

    @property
    def step(self) -> str:
        """The key of the present step."""
        return ORDER[self.place]

    @property
    def values(self) -> dict[str, str]:
        """What stands in all fields, by their keys."""
        return {one.id or "": one.value.strip() for one in self.query(Input)}

    @property
    def typing(self) -> bool:
        """Whether letters are text now."""
        return self.focused is not None

    @property
    def address_wanted(self) -> bool:
        """Whether the chosen printer still needs an address."""
        return self.step == PRINTER and self.printers.asks

    async def _look_for_printers(self) -> None:
        self.printers.offer(await asyncio.to_thread(self._means.printers))
        self._show_step()

    # Showing

    def _show_step(self) -> None:
        self.set_class(self.step == PRINTER, "-printer")
        shown = [] if self.finished else self._shown_fields()
        for row in self.query(".field"):
            row.set_class(row.query_one(Input) in shown, "-shown")
        if shown and self.focused not in shown:
            shown[0].focus()
        elif not shown:
            self.set_focus(None)
        self.repaint()

    def _shown_fields(self) -> list[Input]:
        if self.step == PRINTER and not self.address_wanted:
            return []
        return [self.query_one(f"#{field.key}", Input) for field in self.steps[self.step].fields]

    def repaint(self) -> None:
        """Paint again what is drawn."""
        for pane in self.query(Pane):
            pane.repaint()

    def say(self, sentence: str) -> None:
        """Say one sentence below the step."""
        self.message = sentence
        self.repaint()

    # Keys

    def take_key(self, event: events.Key) -> bool:
        """Choose a printer by its digit."""
        if self.step != PRINTER or event.character is None or not event.character.isdecimal():
            return False
        if self.printers.choose(int(event.character) - 1):
            self._show_choice()
        return True

    def _show_choice(self) -> None:
        self.message = ""
        self._show_step()

    def action_move(self, by: int) -> None:
        """Move the cursor of the printers, or go to another field."""
        if self.step == PRINTER:
            self.printers.move(by)
            self._show_choice()
            return
        shown = self._shown_fields()
        here = next((place for place, one in enumerate(shown) if one.has_focus), 0)
        shown[(here + by) % len(shown)].focus()

    def action_page(self, by: int) -> None:
        """Move as the arrows do: no step is longer than a page."""
        self.action_move(by)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field, and after the last to the next step."""
        event.stop()
        shown = self._shown_fields()
        place = shown.index(event.input)
        if place + 1 < len(shown):
            shown[place + 1].focus()
        elif self.step == PRINTER and self.values["address"]:
            self.set_focus(None)
            self.say(_("Alamat diisi. p mencetak lembar uji, enter melanjutkan."))
        else:
            await self.action_go_on()

    async def action_go_on(self) -> None:
        """Go to the next step; after the last one make the home; after that open the counter."""
        if self.finished is not None:
            self.app.exit()
            return
        said = refusal(self.step, self.values) or self._printer_refusal()
        if said or self.busy:
            self.say(said or self.message)
            return
        self.message = ""
        if self.place + 1 < len(ORDER):
            self.place += 1
            self._show_step()
        else:
            self.run_worker(self._finish(), name="finish")

    def _printer_refusal(self) -> str:
        if self.address_wanted and not self.values["address"]:
            return _("Alamat printer belum diisi. Isi, atau pilih Nanti saja.")
        return ""

    def action_leave(self) -> None:
        """Go back a step; from the first one nothing was made yet."""
        if self.finished is not None:
            return
        if self.place == 0:
            self.say(_("Ini langkah pertama. Belum ada yang dibuat; ctrl+q menutup."))
            return
        self.place, self.message = self.place - 1, ""
        self._show_step()

    def action_test_page(self) -> None:
        """Print a test page on the chosen printer."""
        if self.step != PRINTER or self.busy:
            return
        name = self.printer
        if not name or (self.address_wanted and not self.values["address"]):
            self.say(_("Pilih printernya dulu. Belum ada yang dicetak."))
        else:
            self.run_worker(self._test_page(name), name="test_page")

    async def _test_page(self, name: str) -> None:
        self.busy = _("Mencetak lembar uji…")
        self.say("")
        self.say(await self._tried(lambda: self._means.test_page(name)))

    async def take_scan(self, scan: Scan) -> bool:
        """Take a scan: the self-test page proves the scanner, anything else is typed into the field."""
        focused = self.focused
        if said := scanner_words.words(scan.text):
            self.say(said)
        elif isinstance(focused, Input):
            focused.insert_text_at_cursor(scan.text)
        elif self.step == PRINTER:
            self.say(_("✓ Pemindai bekerja. QR pada lembar uji memeriksa juga hurufnya."))
        return True

    # The end

    @property
    def printer(self) -> str:
        """The name of the chosen printer for the settings; empty for later."""
        return self.printers.name(self.values["address"])

    def answers(self) -> SetupAnswers:
        """Return what was answered, with a new PIN where none was given."""
        known = {one.name for one in fields_of(SetupAnswers)}
        values = {key: value for key, value in self.values.items() if key in known}
        self.pin_drawn = not values["pin"]
        values["pin"] = values["pin"] or self._means.new_pin()
        return SetupAnswers(**values, printer=self.printer)

    async def _finish(self) -> None:
        answers = self.answers()
        self.busy = _("Membuat data loket ini…")
        self.say("")

        def finish() -> str:
            self._means.finish(answers)
            return ""

        said = await self._tried(finish)
        if not said:
            self.finished = answers
        self.say(said)
        self._show_step()

    async def _tried(self, call: Callable[[], str]) -> str:
        try:
            return await asyncio.to_thread(call)
        except Refused as refused:
            return refused.sentence
        finally:
            self.busy = ""
