"""The drive-thru lane on a real store: two keys after the scan, and the next car."""

from counter_tui.desk.views.pickup import Collector
from counter_tui.tui.options import Options
from counter_tui.tui.screens.pickup import PickupScreen
from tests.tui.front_desk import SMALL, by_palette, hand_over, open_card, open_mode, slipped
from tests.tui.office import AT_ONCE, Office
from tests.tui.waiting import scan, shows, text, until


def lane(office: Office) -> Options:
    return Options(now=office.now, idle_minutes=0, pace=AT_ONCE, lane="drive_thru")


async def test_two_keys_after_the_scan_hand_a_passport_over_and_the_result_stays_for_the_next(
    office: Office,
) -> None:
    _application, slip = slipped(office, name="Hartini Purnomo")
    _other, next_slip = slipped(office, name="Yusuf Widodo", shelf="D-02")
    app = office.app(options=lane(office))
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        scan(app, slip)
        await shows(pilot, "SIAP DISERAHKAN", "#main")
        office.pass_minutes(0.5)
        await pilot.press("1", "enter")
        await shows(pilot, "✓ A-001 Hartini P. diserahkan kepada pemilik", "#main")
        await shows(pilot, "1 hari ini, median 30 detik", "#main")
        assert office.outside.pickup_view().today == 1
        scan(app, next_slip)
        await shows(pilot, "Rak D-02", "#main")
        assert "A-001" not in text(app, "#main")


async def test_answer_and_shelf_fill_the_lane_without_a_side_pane(office: Office) -> None:
    _application, slip = slipped(office, shelf="C-14")
    app = office.app(options=lane(office))
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_card(pilot, slip)
        assert not screen.query_one("#side").display
        assert "Drive-thru" in text(app, "#status")
        letters = text(app, "#main").splitlines()[2:7]
        assert letters[0].startswith("▄█████  ██  ▄████▄  █████▄      ▄█████        ████    ██  ██")


async def test_a_shelf_too_long_for_large_letters_stands_in_the_row_of_facts(office: Office) -> None:
    _application, slip = slipped(office, shelf="LT2 B-14")
    app = office.app(options=lane(office))
    async with app.run_test(size=SMALL) as pilot:
        await open_card(pilot, slip)
        await shows(pilot, "Rak LT2 B-14", "#main")
        assert "█" not in text(app, "#main").splitlines()[2][30:]


async def test_of_a_slip_that_was_used_no_shelf_is_named(office: Office) -> None:
    application, slip = slipped(office, shelf="C-14")
    office.outside.hand_over(application, Collector("self"))
    app = office.app(options=lane(office))
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        scan(app, slip)
        await shows(pilot, "RESI SUDAH DIPAKAI", "#main")
        assert "C-14" not in text(app, "#main")


async def test_esc_goes_on_to_the_car_that_waits_and_says_what_became_of_this_one(office: Office) -> None:
    _application, slip = slipped(office, shelf="C-14")
    _other, next_slip = slipped(office, shelf="D-02")
    app = office.app(options=lane(office))
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_card(pilot, slip)
        scan(app, next_slip)
        await shows(pilot, "1 resi menunggu", "#main")
        await pilot.press("escape")
        await shows(pilot, "Rak D-02", "#main")
        await pilot.press("escape")
        await shows(pilot, "A-002 tidak diserahkan", "#main")
        assert screen.card is None
        assert office.outside.pickup_view().today == 0


async def test_a_passport_that_is_not_ready_says_so_beside_the_letters(office: Office) -> None:
    _application, slip = slipped(office, ready=False)
    app = office.app(options=lane(office))
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        scan(app, slip)
        await shows(pilot, "… BELUM SIAP", "#main")
        await shows(pilot, "esc Mobil berikut", "#keys")
        assert "Paspor ini belum siap." in text(app, "#main").splitlines()[2]


async def test_the_palette_changes_the_lane_and_keeps_it_for_the_next_start(office: Office) -> None:
    kept: list[str] = []
    options = Options(now=office.now, idle_minutes=0, pace=AT_ONCE, keep_lane=kept.append)
    app = office.app(options=options)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await by_palette(pilot, "drive")
        await shows(pilot, "Penyerahan kini jalur drive-thru.", "#trail")
        screen = app.screen
        assert isinstance(screen, PickupScreen)
        await until(pilot, lambda: not screen.query_one("#side").display, "the side pane is gone")
        await by_palette(pilot, "jalur biasa")
        await until(pilot, lambda: screen.query_one("#side").display, "the side pane is back")
        assert kept == ["drive_thru", "normal"]


async def test_a_handover_in_the_lane_is_taken_back_with_one_key(office: Office) -> None:
    application, slip = slipped(office)
    app = office.app(options=lane(office))
    async with app.run_test(size=SMALL) as pilot:
        await hand_over(pilot, slip)
        await pilot.press("u")
        await shows(pilot, "Ambil kembali paspornya.", "#trail")
        await shows(pilot, "Ambil kembali paspornya.", "#main")
        assert "✓ A-001" not in text(app, "#main")
        assert office.outside.pickup_card(application).answer == "ready"
