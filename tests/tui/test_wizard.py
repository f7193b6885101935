"""The set-up wizard, step by step with keys."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.pilot import Pilot
from textual.widgets import Input

from counter_tui.core.base45 import BASE45
from counter_tui.core.refusal import Refused
from counter_tui.tui.screens.wizard import Wizard
from counter_tui.tui.setup_answers import Candidate, SetupAnswers, SetupMeans, refusal
from counter_tui.tui.wizard_app import WizardApp
from tests.tui.front_desk import SMALL
from tests.tui.office import AT_ONCE
from tests.tui.waiting import scan, shows

STEPS = 5


@dataclass(frozen=True)
class Found:
    """A printer of this test's machine."""

    name: str = "serial:/dev/ttyUSB0?baud=9600"
    port: str = "/dev/ttyUSB0, 9600"
    description: str = "EPSON TM-T82"
    answers: bool = True


@dataclass
class Wiring:
    """What the wizard was asked to do."""

    printers: Sequence[Candidate] = ()
    made: list[SetupAnswers] = field(default_factory=list)
    tested: list[str] = field(default_factory=list)
    refuses: str = ""

    def finish(self, answers: SetupAnswers) -> None:
        if self.refuses:
            raise Refused(self.refuses)
        self.made.append(answers)

    def test_page(self, name: str) -> str:
        self.tested.append(name)
        return "Lembar uji tercetak."

    def app(self) -> WizardApp:
        means = SetupMeans(lambda: self.printers, self.test_page, self.finish, lambda: "402913")
        return WizardApp(means, pace=AT_ONCE)


def wizard(pilot: Pilot[None]) -> Wizard:
    screen = pilot.app.screen
    assert isinstance(screen, Wizard)
    return screen


async def go_to(pilot: Pilot[None], step: int) -> None:
    """Go on with the defaults to a step, counted from 1."""
    screen = wizard(pilot)
    for _press in range(40):
        if screen.place == step - 1:
            break
        await pilot.press("enter")
        await pilot.pause(0.01)
    await shows(pilot, f"langkah {step} dari 5")


async def test_enter_alone_makes_a_counter_and_shows_the_drawn_pin_once() -> None:
    wiring = Wiring()
    app = wiring.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "langkah 1 dari 5")
        await go_to(pilot, STEPS)
        await pilot.press("enter", "enter", "enter")
        await shows(pilot, "Masuk sebagai admin dengan PIN 402913.")
        assert wiring.made == [SetupAnswers(pin="402913")]
        await pilot.press("enter")
    assert app.answers is not None


async def test_a_printer_that_answers_is_chosen_and_prints_a_test_page() -> None:
    wiring = Wiring(printers=[Found()])
    async with wiring.app().run_test(size=SMALL) as pilot:
        await go_to(pilot, 3)
        await shows(pilot, "▸ 1 EPSON TM-T82 /dev/ttyUSB0, 9600 ✓ menjawab")
        await pilot.press("p")
        await shows(pilot, "Lembar uji tercetak.")
        assert wiring.tested == [Found().name]


async def test_a_network_printer_asks_its_address_and_takes_the_usual_port() -> None:
    wiring = Wiring()
    async with wiring.app().run_test(size=SMALL) as pilot:
        await go_to(pilot, 3)
        await pilot.press("1")
        await pilot.press("enter")
        await shows(pilot, "Alamat printer belum diisi.")
        await pilot.press(*"p3", "enter")
        await shows(pilot, "Alamat diisi.")
        await pilot.press("p")
        await shows(pilot, "Lembar uji tercetak.")
        assert wiring.tested == ["tcp:p3:9100"]


async def test_a_scan_on_the_printer_step_proves_the_scanner() -> None:
    async with Wiring().app().run_test(size=SMALL) as pilot:
        await go_to(pilot, 3)
        scan(pilot.app, "UJI123456")
        await shows(pilot, "✓ Pemindai bekerja.")


async def test_the_self_test_page_tells_the_wizard_whether_the_scanner_is_right() -> None:
    async with Wiring().app().run_test(size=SMALL) as pilot:
        await go_to(pilot, 3)
        scan(pilot.app, BASE45)
        await shows(pilot, "Pemindai benar: semua huruf resi terbaca.")
        scan(pilot.app, BASE45.replace("Y", "Q").replace(":", "Ö"))
        await shows(pilot, "Pemindai salah setel: Y→Q :→Ö.")


async def test_escape_goes_back_a_step_and_keeps_what_was_typed() -> None:
    async with Wiring().app().run_test(size=SMALL) as pilot:
        await go_to(pilot, 2)
        await pilot.press("backspace", "7", "enter")
        await shows(pilot, "langkah 3 dari 5")
        await pilot.press("escape")
        await shows(pilot, "langkah 2 dari 5")
        assert pilot.app.screen.query_one("#counter", Input).value == "7"


async def test_a_refusal_is_said_and_nothing_is_lost() -> None:
    wiring = Wiring(refuses="Pusat tidak menjawab. Belum ada yang dibuat.")
    async with wiring.app().run_test(size=SMALL) as pilot:
        await go_to(pilot, STEPS)
        await pilot.press("enter", "enter", "enter")
        await shows(pilot, "Pusat tidak menjawab.")
        assert wizard(pilot).finished is None
        wiring.refuses = ""
        await pilot.press("enter")
        await shows(pilot, "Komputer ini siap")


def test_a_short_pin_is_refused_and_an_empty_one_is_not() -> None:
    values = {"login": "admin", "pin": "123"}
    assert refusal("officer", values).startswith("PIN harus enam angka")
    assert refusal("officer", values | {"pin": ""}) == ""
    assert refusal("officer", values | {"pin": "123456"}) == ""


async def test_a_text_stands_where_it_stood_when_another_field_is_typed_into() -> None:
    app = Wiring().app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Kantor mana ini?")
        columns = {field.content_region.x for field in app.screen.query(Input) if field.region.width}
        assert len(columns) == 1
