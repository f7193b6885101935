"""Reception, typed with keys on a real store."""

from counter_tui.tui.cards.check_in import CheckInCard
from counter_tui.tui.cards.new_number import NewNumberCard
from counter_tui.tui.screens.reception import ReceptionScreen
from counter_tui.tui.screens.reception_main import shortened
from tests.tui.front_desk import HARTINI, SMALL, open_mode, with_bookings
from tests.tui.office import Office
from tests.tui.waiting import scan, shows, text, until


async def test_a_walk_in_takes_three_keys(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        await pilot.press("n", "a", "enter")
        await shows(pilot, "A-001 terbit", "#trail")
        await shows(pilot, "A-001 Paspor baru", "#side")


async def test_a_digit_on_the_new_number_card_chooses_the_group_and_opens_no_mode(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        await pilot.press("n", "a", "1", "enter")
        await shows(pilot, "A-001 terbit", "#trail")
        assert app.current_mode == "reception"
        assert office.outside.queue().waiting[0].priority == "lansia"


async def test_the_last_service_is_chosen_already(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        await pilot.press("n", "b", "enter")
        await shows(pilot, "B-001 terbit", "#trail")
        await pilot.press("n", "enter")
        await shows(pilot, "B-002 terbit", "#trail")


async def test_escape_issues_nothing(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewNumberCard))
        await pilot.press("a", "escape")
        await until(pilot, lambda: isinstance(app.screen, ReceptionScreen))
        assert office.outside.queue().waiting == ()


async def test_a_name_may_come_first(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        await pilot.press("n", "a", "tab")
        await until(pilot, lambda: app.focused is not None)
        await pilot.press(*"Budi", "enter", "enter", "enter", "enter", "enter")
        await shows(pilot, "A-001 terbit", "#trail")
        assert office.outside.find("budi")[0].masked_name == "B."


async def test_enter_checks_the_booking_under_the_cursor_in(office: Office) -> None:
    with_bookings(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        await shows(pilot, "0 hadir, 200 belum", "#main")
        await pilot.press("enter")
        await shows(pilot, "✓ B-001", "#main")
        await shows(pilot, "1 hadir, 199 belum", "#main")


async def test_a_booking_that_is_present_is_not_issued_twice(office: Office) -> None:
    with_bookings(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        await pilot.press("enter")
        await shows(pilot, "1 hadir", "#main")
        await pilot.press("enter")
        await shows(pilot, "Sudah hadir dengan nomor B-001", "#trail")
        assert len(office.outside.queue().waiting) == 1


async def test_a_scanned_booking_opens_its_card_from_any_screen_and_enter_issues(office: Office) -> None:
    with_bookings(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        scan(app, HARTINI)
        await until(pilot, lambda: isinstance(app.screen, CheckInCard), "the check-in card")
        await shows(pilot, "Hartini Purnomo")
        await pilot.press("enter")
        await shows(pilot, "B-001 terbit untuk janji 08.00", "#trail")


async def test_a_family_comes_on_one_number(office: Office) -> None:
    with_bookings(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        scan(app, HARTINI)
        await until(pilot, lambda: isinstance(app.screen, CheckInCard), "the check-in card")
        await pilot.press("k")
        await until(pilot, lambda: app.focused is not None)
        scan(app, "MP958740728")
        await shows(pilot, "+ Kartini Rahayu")
        await pilot.press("enter")
        await shows(pilot, "2 hadir", "#main")
        assert len(office.outside.queue().waiting) == 1


async def test_the_cursor_pages_through_a_long_day_and_the_detail_follows(office: Office) -> None:
    with_bookings(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "2", ReceptionScreen)
        first = text(app, "#main").splitlines()[-1]
        await pilot.press("pagedown", "pagedown")
        await until(pilot, lambda: screen.bookings.cursor >= 20)
        assert text(app, "#main").splitlines()[-1] != first
        await pilot.press("pageup", "pageup", "up")
        await until(pilot, lambda: screen.bookings.cursor == 0)


async def test_reprinting_a_number_asks_why(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        await pilot.press("n", "a", "enter")
        await shows(pilot, "A-001 terbit", "#trail")
        await pilot.press("p")
        await shows(pilot, "Cetak lagi nomor A-001")
        await pilot.press("2", "enter")
        await shows(pilot, "A-001 dicetak lagi, SALINAN 1", "#trail")


async def test_an_empty_day_says_what_to_do(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        await shows(pilot, "Belum ada janji hari ini. n untuk yang datang langsung", "#main")
        await pilot.press("enter")
        await shows(pilot, "Tidak ada janji di daftar.", "#trail")


def test_a_long_name_keeps_its_first_word_and_initials() -> None:
    assert shortened("Yusuf Handayani Wibisono", 18) == "Yusuf Handayani W."
    assert shortened("Hartini Purnomo", 18) == "Hartini Purnomo"
