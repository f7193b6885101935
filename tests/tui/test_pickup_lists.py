"""The lists of Penyerahan on a real store: uncollected, unsigned, and the register."""

from counter_tui.desk.desk import Desk
from counter_tui.desk.views.pickup import Collector
from counter_tui.tui.app import CounterApp
from counter_tui.tui.options import Options
from counter_tui.tui.screens.pickup import PickupScreen
from tests.tui.front_desk import (
    HARTINI,
    SMALL,
    by_palette,
    hand_over,
    open_mode,
    set_rule,
    slipped,
    with_bookings,
)
from tests.tui.office import AT_ONCE, OTHER_PIN, Office
from tests.tui.waiting import screen_text, shows, text, until

DAY = 24 * 60


def handed_over(office: Office, name: str, collector: Collector) -> str:
    """Hand a passport over from elsewhere; return its application."""
    application, _slip = slipped(office, name=name)
    office.outside.hand_over(application, collector)
    return application


def acted_by(office: Office, role: str) -> CounterApp:
    """Make the program for an officer who has one role only."""
    office.outside.add_officer("lia", "Lia Nurlaila", (role,), OTHER_PIN)

    def desk() -> Desk:
        opened = office.open_desk(logged_in=False)
        opened.login("lia", OTHER_PIN)
        return opened

    return CounterApp(desk, options=Options(now=office.now, idle_minutes=0, pace=AT_ONCE))


async def test_tab_opens_the_uncollected_and_enter_the_card_of_one(office: Office) -> None:
    slipped(office, name="Hartini Purnomo", shelf="C-14")
    office.pass_minutes(25 * DAY)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "3", PickupScreen)
        await shows(pilot, "Lebih dari 20 hari ▲ 1", "#side")
        await pilot.press("tab")
        await shows(pilot, "C-14 A-001 Hartini P.", "#main")
        await shows(pilot, "▲ 25 hari", "#main")
        await pilot.press("enter")
        await shows(pilot, "Siapa yang mengambil?", "#main")
        await pilot.press("escape")
        await shows(pilot, "▲ 25 hari", "#main")
        await pilot.press("escape")
        await shows(pilot, "MENUNGGU RESI", "#main")
        assert screen.card is None


async def test_a_booking_code_stands_whole_in_the_lists_where_there_is_no_number(office: Office) -> None:
    with_bookings(office)
    office.outside.mark_ready(HARTINI, "C-14")
    office.pass_minutes(25 * DAY)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await pilot.press("tab")
        await shows(pilot, f"C-14 {HARTINI} Hartini P.", "#main")
        office.outside.hand_over(office.outside.pickup_card(HARTINI).application, Collector("self"))
        await pilot.press("tab", "tab")
        await shows(pilot, f"{HARTINI} Hartini P.", "#main")
        await pilot.press("tab")
        await shows(pilot, f"{HARTINI} Pemilik", "#main")


async def test_who_decides_cancels_an_uncollected_passport_with_o_and_a_reason(office: Office) -> None:
    slipped(office, shelf="C-14")
    office.pass_minutes(40 * DAY)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await pilot.press("tab")
        await shows(pilot, "o Batalkan", "#keys")
        await pilot.press("o")
        await shows(pilot, "Batalkan paspor A-001")
        await pilot.press("1", "enter")
        await shows(pilot, "A-001 dibatalkan", "#trail")
        assert office.outside.uncollected().rows == ()


async def test_who_may_not_decide_is_told_so_before_any_reason_is_asked(office: Office) -> None:
    slipped(office)
    office.pass_minutes(40 * DAY)
    app = acted_by(office, "pickup")
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "3", PickupScreen)
        await pilot.press("tab")
        await shows(pilot, "o Batalkan", "#keys")
        await pilot.press("o")
        await shows(pilot, "Peran Anda tidak mencakup tindakan ini.", "#trail")
        assert app.screen is screen


async def test_the_cursor_goes_over_the_end_of_a_page_to_the_next_one(office: Office) -> None:
    for place in range(22):
        slipped(office, shelf=f"C-{place}")
    office.pass_minutes(40 * DAY)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "3", PickupScreen)
        await pilot.press("tab")
        await shows(pilot, "halaman 1, PgDn berikutnya", "#main")
        await pilot.press("pagedown", "pagedown")
        await until(pilot, lambda: screen.lists.page == 1 and screen.lists.rows.cursor == 19, "the last row")
        await pilot.press("down")
        await shows(pilot, "halaman 2", "#main")
        await shows(pilot, "C-20", "#main")
        await pilot.press("up")
        await shows(pilot, "halaman 1", "#main")


async def test_a_receipt_is_signed_later_from_its_list(office: Office) -> None:
    set_rule(office, "handover_receipt", "printed")
    handed_over(office, "Hartini Purnomo", Collector("self"))
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await shows(pilot, "Belum ditandatangani ○ 1", "#side")
        await pilot.press("tab", "tab")
        await shows(pilot, "Tanda terima A-001", "#main")
        await pilot.press("enter")
        await shows(pilot, "Semua tanda terima sudah ditandatangani.", "#main")
        assert office.outside.pickup_view().unsigned == ()


async def test_the_register_is_searched_by_name_and_day_and_esc_takes_the_search_away(office: Office) -> None:
    handed_over(office, "Hartini Purnomo", Collector("self"))
    handed_over(office, "Yusuf Widodo", Collector("self"))
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await pilot.press("left")
        await shows(pilot, "Yusuf W.", "#main")
        await pilot.press("slash")
        await until(pilot, lambda: app.focused is not None, "the input")
        await pilot.press(*"hartini 14-9", "enter")
        await until(pilot, lambda: "Yusuf W." not in text(app, "#main"), "the search")
        assert "Hartini P." in text(app, "#main")
        await pilot.press("escape")
        await shows(pilot, "Yusuf W.", "#main")


async def test_an_entry_of_the_register_shows_collector_and_identity_in_full(office: Office) -> None:
    collector = Collector("family", full_name="Siti [Rahayu", relation="istri", id_reference="KTP 3171")
    handed_over(office, "Hartini Purnomo", collector)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await by_palette(pilot, "buku")
        await shows(pilot, "Hartini P.", "#main")
        assert "Rahayu" not in text(app, "#main")
        await pilot.press("enter")
        await shows(pilot, "Siti [Rahayu")
        await shows(pilot, "KTP 3171")
        await shows(pilot, "Hartini Purnomo")


async def test_find_at_pickup_knows_what_was_handed_over(office: Office) -> None:
    handed_over(office, "Hartini Purnomo", Collector("self"))
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await pilot.press("slash", *"hartini")
        await shows(pilot, "diserahkan 14/9/24")
        await pilot.press("enter")
        await shows(pilot, "RESI SUDAH DIPAKAI", "#main")


async def test_a_scan_leaves_the_list_for_its_card(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "3", PickupScreen)
        await pilot.press("left")
        await until(pilot, lambda: screen.lists.tab == "book", "the register")
        await hand_over(pilot, slip)
        await shows(pilot, "MENUNGGU RESI", "#main")


async def test_arrows_without_a_list_are_answered_in_words(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await pilot.press("down")
        await shows(pilot, "Tidak ada daftar terbuka.", "#trail")


async def test_who_may_not_see_the_register_is_told_so_in_its_place(office: Office) -> None:
    handed_over(office, "Hartini Purnomo", Collector("self"))
    app = acted_by(office, "reviewer")
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await pilot.press("left")
        await shows(pilot, "Peran Anda tidak mencakup tindakan ini.", "#main")
        assert "▲" not in text(app, "#trail")
        await pilot.press("escape", "slash", *"hartini")
        await shows(pilot, "A-001 Hartini P.")
        assert "diserahkan" not in screen_text(app)
