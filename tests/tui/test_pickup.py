"""Pickup, typed and scanned on a real store."""

from counter_tui.desk.views.pickup import Collector
from counter_tui.desk.views.state import SyncView
from counter_tui.tui.screens.pickup import PickupScreen
from tests.tui.front_desk import SMALL, hand_over, open_card, open_mode, press, set_rule, slipped
from tests.tui.office import START, Office, walk_ins
from tests.tui.waiting import scan, shows, text, until


async def test_a_pickup_takes_a_scan_and_two_keys(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        scan(app, slip)
        await shows(pilot, "Siapa yang mengambil?", "#main")
        await shows(pilot, "C-14", "#main")
        await pilot.press("1", "enter")
        await shows(pilot, "diserahkan kepada pemilik", "#trail")
        await shows(pilot, "MENUNGGU RESI", "#main")
        await shows(pilot, "1 hari ini", "#main")


async def test_nobody_is_preselected(office: Office) -> None:
    application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "3", PickupScreen)
        scan(app, slip)
        await shows(pilot, "Siapa yang mengambil?", "#main")
        await pilot.press("enter")
        await shows(pilot, "Belum dipilih siapa yang mengambil.", "#trail")
        assert screen.card is not None
        assert office.outside.pickup_card(application).answer == "ready"


async def test_a_digit_on_the_card_chooses_the_collector_and_shows_the_papers(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_card(pilot, slip)
        await pilot.press("2")
        await shows(pilot, "▸ 2 Keluarga", "#main")
        await shows(pilot, "Lihat aslinya:", "#main")
        assert app.current_mode == "pickup"


async def test_a_scan_never_replaces_an_unfinished_card(office: Office) -> None:
    _first, slip = slipped(office, shelf="C-14")
    _second, other = slipped(office, shelf="D-02")
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "3", PickupScreen)
        scan(app, slip)
        await shows(pilot, "C-14", "#main")
        scan(app, other)
        await shows(pilot, "1 resi menunggu", "#main")
        assert screen.card is not None
        assert screen.card.shelf == "C-14"
        await pilot.press("1", "enter")
        await shows(pilot, "D-02", "#main")


async def test_a_used_slip_is_refused_and_enter_hands_nothing_over(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await hand_over(pilot, slip)
        scan(app, slip)
        await shows(pilot, "Resi ini sudah dipakai", "#main")
        await pilot.press("enter", "escape")
        await shows(pilot, "MENUNGGU RESI", "#main")
        assert office.outside.pickup_view().today == 1


async def test_a_slip_that_is_none_says_so(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        scan(app, "PS1:THIS IS NO SLIP OF OURS")
        await shows(pilot, "Resi tidak terbaca utuh. Tidak ada yang tercatat.", "#main")


async def test_an_unknown_readiness_may_be_handed_over_while_offline(office: Office) -> None:
    _application, slip = slipped(office, ready=False)
    office.line = SyncView("offline", 3, START, START)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "3", PickupScreen)
        scan(app, slip)
        await until(pilot, lambda: screen.card is not None)
        assert screen.card is not None
        assert screen.card.answer == "unknown"
        await pilot.press("1", "enter")
        await shows(pilot, "diserahkan kepada pemilik", "#trail")


async def test_a_book_that_is_not_ready_can_be_shelved_with_enter(office: Office) -> None:
    _application, slip = slipped(office, ready=False)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "3", PickupScreen)
        scan(app, slip)
        await until(pilot, lambda: screen.card is not None)
        await pilot.press("enter")
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("c", "7", "enter")
        await shows(pilot, "Siapa yang mengambil?", "#main")
        await shows(pilot, "C7", "#main")


async def test_the_collector_may_be_written_down(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_card(pilot, slip)
        await pilot.press("2", "n")
        await until(pilot, lambda: app.focused is not None)
        await pilot.press(*"Siti", "enter", *"istri", "enter", "enter")
        await shows(pilot, "Siti, istri", "#main")
        await pilot.press("enter")
        await shows(pilot, "diserahkan kepada keluarga satu KK", "#trail")


async def test_leaving_without_a_handover_names_the_reason_and_hands_nothing_over(office: Office) -> None:
    application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_card(pilot, slip)
        await pilot.press("3", "o", "1", "enter")
        await shows(pilot, "Paspor tetap di rak C-14", "#trail")
        assert office.outside.pickup_card(application).answer == "ready"


async def test_an_undone_handover_makes_the_slip_good_again(office: Office) -> None:
    application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_card(pilot, slip)
        await pilot.press("1", "enter")
        await shows(pilot, "diserahkan kepada pemilik", "#trail")
        await pilot.press("u")
        await shows(pilot, "Ambil kembali paspornya.", "#trail")
        await until(pilot, lambda: office.outside.pickup_card(application).answer == "ready")


async def test_a_card_that_stands_open_shows_what_undo_made_of_it(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await hand_over(pilot, slip)
        scan(app, slip)
        await shows(pilot, "RESI SUDAH DIPAKAI", "#main")
        await pilot.press("u")
        await shows(pilot, "RESI SAH", "#main")
        await shows(pilot, "Siapa yang mengambil?", "#main")


async def test_the_pickup_queue_is_called_with_space(office: Office) -> None:
    office.outside.issue("pengambilan")
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await shows(pilot, "P-001", "#side")
        await pilot.press("space")
        await shows(pilot, "◆ DIPANGGIL", "#main")
        assert "P-001" in text(app, "#main")


async def test_papers_are_ticked_one_by_one_where_the_office_wants_it(office: Office) -> None:
    set_rule(office, "papers_one_by_one", value=True)
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_card(pilot, slip)
        await pilot.press("1", "a", "enter")
        await shows(pilot, "Belum dilihat:", "#trail")
        await shows(pilot, "a ✓ KTP pengambil b ○ Bukti bayar", "#main")
        await pilot.press("b", "enter")
        await shows(pilot, "diserahkan kepada pemilik", "#trail")


async def test_a_used_slip_can_be_reported(office: Office) -> None:
    application, slip = slipped(office)
    office.outside.hand_over(application, Collector("self"))
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        scan(app, slip)
        await shows(pilot, "Resi ini sudah dipakai", "#main")
        await pilot.press("o", "1", "enter")
        await shows(pilot, "A-001 dilaporkan:", "#trail")
        await shows(pilot, "MENUNGGU RESI", "#main")
        assert office.outside.status_view().checks == 1


async def test_a_card_without_an_application_has_nothing_to_report(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        scan(app, "PS1:THIS IS NO SLIP OF OURS")
        await shows(pilot, "JANGAN SERAHKAN", "#main")
        await pilot.press("o")
        await shows(pilot, "Tidak ada permohonan di kartu ini.", "#trail")


async def test_a_paper_ticked_before_anybody_is_chosen_is_answered_in_words(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_card(pilot, slip)
        await pilot.press("a")
        await shows(pilot, "Pilih dulu siapa yang mengambil", "#trail")


async def test_an_office_that_wants_collectors_named_hands_nothing_over_before(office: Office) -> None:
    set_rule(office, "collector_named", value=True)
    application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_card(pilot, slip)
        await pilot.press("2")
        await shows(pilot, "n Data pengambil, wajib di kantor ini", "#main")
        await pilot.press("enter")
        await shows(pilot, "Tulis dengan n.", "#trail")
        await pilot.press("n")
        await until(pilot, lambda: app.focused is not None)
        await pilot.press(*"Siti", "enter", "enter", "enter")
        await shows(pilot, "Nomor identitas belum diisi.")
        await pilot.press(*"KTP 31", "enter", "enter")
        await shows(pilot, "diserahkan kepada keluarga satu KK", "#trail")
        assert office.outside.pickup_card(application).answer == "used"


async def test_choosing_the_same_collector_again_keeps_what_was_written_down(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_card(pilot, slip)
        await pilot.press("3", "a", "3")
        assert screen.hand.collector is not None
        assert screen.hand.collector.papers == ("identity",)


async def test_a_typed_number_claims_no_slip(office: Office) -> None:
    slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "3", PickupScreen)
        await pilot.press("s", *"a-001", "enter")
        await shows(pilot, "tanpa resi, nomor diketik", "#main")
        assert "RESI SAH" not in text(app, "#main")


async def test_lists_wait_for_the_card_that_is_open(office: Office) -> None:
    _application, slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_card(pilot, slip)
        await pilot.press("tab")
        await shows(pilot, "Kartu ini belum selesai.", "#trail")
        assert screen.card is not None


async def test_enter_at_pickup_completes_no_stage_of_a_number_served_at_counter(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await press(pilot, "enter", "A-001 serving")
        await open_mode(pilot, "3", PickupScreen)
        await shows(pilot, "MENUNGGU RESI", "#main")
        await pilot.press("enter")
        await shows(pilot, "Belum ada resi.", "#trail")
        assert [one.status for one in office.outside.queue().serving] == ["serving"]


async def test_a_computer_whose_clock_is_doubted_warns_and_still_hands_over(office: Office) -> None:
    _application, slip = slipped(office)
    office.clock -= 3 * 24 * 3_600_000
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_card(pilot, slip)
        assert screen.card is not None
        await shows(pilot, "▲ COCOKKAN DULU", "#main")
        await shows(pilot, "▲ Jam komputer ini diragukan.", "#main")
        await pilot.press("1", "enter")
        await shows(pilot, "diserahkan kepada pemilik", "#trail")
