"""Scanners with a line of their own, on real ptys, beside the keyboard of the real program."""

from collections.abc import Callable, Iterator

import pytest

from counter_tui.scanning.names import parse_name
from counter_tui.scanning.scanners import Scanners
from counter_tui.tui.app import CounterApp, LockedCounterApp
from counter_tui.tui.cards.new_number import NewNumberCard
from counter_tui.tui.options import Options
from counter_tui.tui.screens.lock import Lock
from tests.scanning.fake_scanner import Machine
from tests.tui.front_desk import SMALL, slipped
from tests.tui.office import AT_ONCE, Office
from tests.tui.waiting import screen_text, shows, until


@pytest.fixture
def machine() -> Iterator[Machine]:
    made = Machine()
    yield made
    for scanner in made.devices.values():
        scanner.unplug()


class NotingScanners(Scanners):
    """Scanners that note what they have handed over."""

    def start(self, take: Callable[[str], None]) -> None:
        self.taken: list[str] = []

        def noted(text: str) -> None:
            take(text)
            self.taken.append(text)

        super().start(noted)


def program(office: Office, machine: Machine, *, locked: bool = False) -> CounterApp:
    """Return the program with one USB scanner configured."""
    scanners = NotingScanners([parse_name("usb:1a86:7523")], machine.ports)
    options = Options(now=office.now, idle_minutes=0, pace=AT_ONCE, scanners=scanners)
    kind = LockedCounterApp if locked else CounterApp
    return kind(lambda: office.open_desk(logged_in=not locked), options=options)


def ready(app: CounterApp) -> bool:
    scanners = app.options.scanners
    return isinstance(scanners, Scanners) and "ready" in scanners.conditions.values()


async def test_a_slip_read_on_a_line_opens_its_card_from_any_screen(office: Office, machine: Machine) -> None:
    _application, slip = slipped(office)
    scanner = machine.plug_in("A")
    app = program(office, machine)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: ready(app))
        scanner.send(f"{slip}\r\n".encode())
        await shows(pilot, "Siapa yang mengambil?")
        await pilot.press("1", "enter")
        await shows(pilot, "diserahkan kepada pemilik", "#trail")


async def test_a_slip_read_on_a_line_waits_for_an_open_card(office: Office, machine: Machine) -> None:
    _application, slip = slipped(office)
    scanner = machine.plug_in("A")
    app = program(office, machine)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: ready(app))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewNumberCard))
        scanner.send(f"{slip}\r".encode())
        await shows(pilot, "1 pindaian menunggu kartu ini selesai.")
        await pilot.press("escape")
        await shows(pilot, "Siapa yang mengambil?")


async def test_a_scan_on_a_line_opens_nothing_at_the_lock(office: Office, machine: Machine) -> None:
    _application, slip = slipped(office)
    scanner = machine.plug_in("A")
    app = program(office, machine, locked=True)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Masuk untuk membuka loket ini.")
        await until(pilot, lambda: ready(app))
        scanner.send(f"{slip}\r".encode())
        scanners = app.options.scanners
        assert isinstance(scanners, NotingScanners)
        await until(pilot, lambda: slip in scanners.taken, "the scan")
        await pilot.press("1")
        await shows(pilot, "● _ _ _ _ _")
        assert isinstance(app.screen, Lock)


async def test_keadaan_names_a_scanner_that_is_not_there_until_it_is(
    office: Office, machine: Machine
) -> None:
    app = program(office, machine)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await pilot.press("0")
        await shows(pilot, "Pemindai usb:1a86:7523 tidak terpasang.")
        machine.plug_in("A")
        await until(pilot, lambda: ready(app))
        office.pass_minutes(1)
        await until(pilot, lambda: "tidak terpasang" not in screen_text(app), "no trouble any more")


async def test_the_program_ends_while_a_scanner_is_waited_for(office: Office, machine: Machine) -> None:
    machine.plug_in("A")
    app = program(office, machine)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: ready(app))
        app.exit()
    scanners = app.options.scanners
    assert isinstance(scanners, Scanners)
    assert scanners.join(90)
