"""A scan is taken or answered on every screen, and presses no key on any."""

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from counter_tui.core.base45 import BASE45
from counter_tui.tui.cards.applicant import ApplicantCard
from counter_tui.tui.cards.check_in import CheckInCard
from counter_tui.tui.cards.find import FindCard
from counter_tui.tui.cards.help import HelpCard
from counter_tui.tui.cards.new_number import NewNumberCard
from counter_tui.tui.screens.pickup import PickupScreen
from tests.tui.front_desk import HARTINI, SMALL, run_command, slipped, with_bookings
from tests.tui.office import Office
from tests.tui.waiting import scan, shows, until

FOREIGN = "Ini bukan resi."
MODES = pytest.mark.parametrize("mode", ["1", "2", "3", "0"])


@MODES
async def test_a_foreign_code_is_answered_in_one_sentence_where_the_officer_is(
    office: Office, mode: str
) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await pilot.press(mode)
        standing = app.current_mode
        scan(app, "https://example.org/menu?id=12")
        await shows(pilot, FOREIGN, "#trail")
        assert app.current_mode == standing


@MODES
async def test_a_bottles_barcode_is_answered_calmly(office: Office, mode: str) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await pilot.press(mode)
        scan(app, "8992753101245")
        await shows(pilot, "Kode itu tidak ada di daftar janji.", "#trail")


@MODES
async def test_a_bookings_code_checks_in_from_every_mode(office: Office, mode: str) -> None:
    with_bookings(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await pilot.press(mode)
        scan(app, HARTINI)
        await until(pilot, lambda: isinstance(app.screen, CheckInCard), "the check-in card")


@MODES
async def test_the_self_test_page_says_whether_the_scanner_is_right(office: Office, mode: str) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await pilot.press(mode)
        scan(app, BASE45)
        await shows(pilot, "Pemindai benar: semua huruf resi terbaca.", "#trail")
        scan(app, BASE45.replace("-", "ß").replace("/", "-"))
        await shows(pilot, "Pemindai salah setel: -→ß /→-.", "#trail")
        scan(app, BASE45.replace(" ", ""))
        await shows(pilot, "Pemindai menghilangkan spasi.", "#trail")


async def test_the_self_test_page_is_answered_in_an_open_card(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("slash")
        await until(pilot, lambda: isinstance(app.focused, Input))
        scan(app, BASE45)
        await shows(pilot, "Pemindai benar")
        assert isinstance(app.screen, FindCard)


async def test_a_slip_waits_for_an_open_card_and_opens_next(office: Office) -> None:
    application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewNumberCard))
        scan(app, slip)
        await shows(pilot, "1 pindaian menunggu kartu ini selesai.")
        assert isinstance(app.screen, NewNumberCard)
        await pilot.press("escape")
        await shows(pilot, "Siapa yang mengambil?")
        assert isinstance(app.screen, PickupScreen)
        assert office.outside.pickup_card(application).answer == "ready"


async def test_a_code_scanned_into_a_field_is_typed_there_and_a_slip_waits(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewNumberCard))
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(app.screen, ApplicantCard) and app.focused is not None)
        field = app.focused
        assert isinstance(field, Input)
        scan(app, "X1234567")
        scan(app, slip)
        await shows(pilot, "1 pindaian menunggu kartu ini selesai.")
        assert field.value == "X1234567"
        await pilot.press("escape")
        await shows(pilot, "Siapa yang mengambil?")


async def test_a_slip_is_no_answer_to_a_question_for_something_else(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await run_command(pilot, "Impor daftar")
        await until(pilot, lambda: isinstance(app.focused, Input))
        scan(app, slip)
        await shows(pilot, "1 pindaian menunggu kartu ini selesai.")
        await pilot.press("escape")
        await shows(pilot, "Siapa yang mengambil?")


async def test_what_waited_behind_a_card_is_taken_up_one_after_the_other(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewNumberCard))
        scan(app, "8992753101245")
        await shows(pilot, "1 pindaian menunggu kartu ini selesai.")
        scan(app, slip)
        await shows(pilot, "2 pindaian menunggu kartu ini selesai.")
        await pilot.press("escape")
        await shows(pilot, "Siapa yang mengambil?")


async def test_a_booking_waits_until_the_passport_in_hand_is_handed_over(office: Office) -> None:
    with_bookings(office)
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        scan(app, slip)
        await shows(pilot, "Siapa yang mengambil?")
        scan(app, HARTINI)
        await shows(pilot, "1 pindaian menunggu kartu ini selesai.", "#trail")
        assert isinstance(app.screen, PickupScreen)
        await pilot.press("1", "enter")
        await until(pilot, lambda: isinstance(app.screen, CheckInCard), "the check-in card")


async def test_a_scan_leaves_the_palette(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette) and app.focused is not None)
        scan(app, slip)
        await shows(pilot, "Siapa yang mengambil?")


async def test_a_slip_scanned_while_finding_opens_at_once(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("slash")
        await until(pilot, lambda: isinstance(app.focused, Input))
        scan(app, slip)
        await shows(pilot, "Siapa yang mengambil?")


async def test_help_makes_way_for_a_scan(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpCard))
        scan(app, slip)
        await shows(pilot, "Siapa yang mengambil?")


async def test_a_slip_scanned_under_caps_lock_is_as_good_as_any(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        scan(app, slip.lower())
        await shows(pilot, "Siapa yang mengambil?")


async def test_a_slip_under_another_layout_points_to_the_scanner(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        scan(app, slip.replace(":", "Ö"))
        await shows(pilot, "Pemindai salah setel: resi ini datang dengan huruf lain.", "#trail")
