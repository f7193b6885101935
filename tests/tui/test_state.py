"""Keadaan as a whole: its tabs, the line to the centre, and the way back."""

from counter_tui.desk.views.state import SyncView
from counter_tui.tui.screens.state import StateScreen
from tests.tui.front_desk import SMALL, open_mode
from tests.tui.office import START, Office
from tests.tui.waiting import shows, text, until


async def test_the_line_says_what_is_safe_and_what_waits(office: Office) -> None:
    office.line = office.line.__class__(
        "offline", 37, START - 720_000, START - 720_000, "https://pusat.example"
    )
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "0", StateScreen)
        assert screen.tab == "line"
        await shows(pilot, "Luring sejak 08.48 (12 mnt), 37 belum terkirim", "#main")
        await shows(pilot, "https://pusat.example", "#main")


async def test_the_line_tells_what_the_hub_has_and_the_centre_lacks(office: Office) -> None:
    since = START - 720_000
    office.line = SyncView("at_hub", 5, since, since, "https://hub", at_hub=5, by_hub=True)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "0", StateScreen)
        await shows(pilot, "Tersambung hub, 5 catatan aman di hub, belum di pusat", "#main")
        await shows(pilot, "Sudah di hub        5, belum di pusat", "#main")
        await shows(pilot, "Hub                 https://hub", "#main")


async def test_tabs_turn_with_tab_and_arrows(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "0", StateScreen)
        await pilot.press("tab")
        await shows(pilot, "Semua sudah tercetak.", "#main")
        await pilot.press("right")
        await shows(pilot, "Tidak ada yang perlu diperiksa.", "#main")
        await pilot.press("left", "left")
        await until(pilot, lambda: screen.tab == "line")


async def test_escape_goes_back_to_where_it_was_opened(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await pilot.press("2")
        await until(pilot, lambda: app.current_mode == "reception")
        await open_mode(pilot, "0", StateScreen)
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "reception")


async def test_disruptions_of_a_later_version_are_absent(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "0", StateScreen)
        await shows(pilot, "Sambungan", "#main")
        assert "Gangguan" not in text(app, "#main")
