"""Many passports at once on a real store: a pile for the shelves, a list for a partner."""

from pathlib import Path

from textual import events
from textual.pilot import Pilot

from counter_tui.desk.views.pickup import Collector
from counter_tui.tui.cards.partner_list import PartnerListCard
from counter_tui.tui.cards.ready_pile import ReadyPileCard
from tests.tui.front_desk import SMALL, by_palette, slipped
from tests.tui.office import Office
from tests.tui.waiting import scan, shows, text, until


async def open_list(pilot: Pilot[None]) -> PartnerListCard:
    """Open the partner's list."""
    await by_palette(pilot, "mitra")
    await until(pilot, lambda: isinstance(pilot.app.screen, PartnerListCard), "the list")
    card = pilot.app.screen
    assert isinstance(card, PartnerListCard)
    return card


async def sign_for(pilot: Pilot[None], institution: str) -> None:
    """Write the partner down and hand the list over."""
    await shows(pilot, "Satu tanda terima untuk semuanya;")
    await pilot.press(*institution, "enter", *"Budi Santoso", "enter", *"ST-12", "enter")


async def test_scan_after_scan_lies_ready_on_the_shelf_that_stands_there(office: Office) -> None:
    first, slip = slipped(office, ready=False)
    second, other = slipped(office, ready=False)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await by_palette(pilot, "terima paspor")
        await until(pilot, lambda: isinstance(app.screen, ReadyPileCard), "the pile")
        await pilot.press(*"c14")
        scan(app, slip)
        await shows(pilot, "A-001 Paspor baru siap di rak C14")
        await pilot.press("up", "backspace", "backspace", *"15")
        scan(app, other)
        await shows(pilot, "siap di rak C15")
        await shows(pilot, "2 tercatat")
        await pilot.press("escape")
        await shows(pilot, "2 paspor tercatat siap diambil.", "#trail")
    assert office.outside.pickup_card(first).shelf == "C14"
    assert office.outside.pickup_card(second).shelf == "C15"


async def test_a_shelf_may_stay_empty_and_the_same_scan_twice_counts_once(office: Office) -> None:
    application, slip = slipped(office, ready=False)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await by_palette(pilot, "terima paspor")
        await until(pilot, lambda: isinstance(app.screen, ReadyPileCard), "the pile")
        scan(app, slip)
        await shows(pilot, "siap, tanpa rak")
        scan(app, slip)
        await shows(pilot, "sudah tercatat siap")
        await shows(pilot, "1 tercatat")
    assert office.outside.pickup_card(application).answer == "ready"


async def test_what_is_no_slip_is_refused_in_the_pile_and_the_next_scan_goes_on(office: Office) -> None:
    _application, slip = slipped(office, ready=False)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await by_palette(pilot, "terima paspor")
        await until(pilot, lambda: isinstance(app.screen, ReadyPileCard), "the pile")
        scan(app, "MP000000000")
        await shows(pilot, "Ini bukan resi.")
        scan(app, slip)
        await shows(pilot, "1 tercatat")


async def test_a_list_is_handed_to_a_partner_whole_and_taken_back_as_one_step(office: Office) -> None:
    _first, slip = slipped(office, name="Hartini Purnomo")
    slipped(office, name="Yusuf Widodo")
    slipped(office, name="Agus Wibowo", ready=False)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await open_list(pilot)
        scan(app, slip)
        await shows(pilot, "✓ 1 siap")
        await pilot.press(*"a-002", "enter", *"a-003", "enter")
        await shows(pilot, "✓ 2 siap … 1 belum siap")
        await pilot.press("enter")
        await sign_for(pilot, "Kemenag OKI")
        await shows(pilot, "2 paspor diserahkan ke mitra", "#trail")
        assert office.outside.pickup_view().today == 2
        await pilot.press("u")
        await until(pilot, lambda: office.outside.pickup_view().today == 0, "the whole list is back")
        await shows(pilot, "Ambil kembali semuanya.", "#trail")
        assert "…" not in text(app, "#trail")


async def test_a_pasted_list_and_a_file_fill_the_list_and_del_takes_a_line_back(
    office: Office, tmp_path: Path
) -> None:
    for _place in range(3):
        slipped(office)
    numbers = tmp_path / "mitra.csv"
    numbers.write_text("A-003;Hartini\nA-009;nobody\n")
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await open_list(pilot)
        app.post_message(events.Paste("A-001\nA-002\n"))
        await shows(pilot, "✓ 2 siap")
        await pilot.press(*str(numbers), "enter")
        await shows(pilot, "✓ 3 siap ■ 1 tidak dapat")
        await pilot.press("delete")
        await shows(pilot, "✓ 3 siap 3 baris")


async def test_a_list_that_is_left_is_there_again(office: Office) -> None:
    slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await open_list(pilot)
        await pilot.press(*"a-001", "enter")
        await shows(pilot, "✓ 1 siap")
        await pilot.press("enter")
        await shows(pilot, "Satu tanda terima untuk semuanya;")
        await pilot.press("escape")
        await open_list(pilot)
        await shows(pilot, "✓ 1 siap")


async def test_a_list_without_a_passport_that_may_go_stays_open(office: Office) -> None:
    application, _slip = slipped(office)
    office.outside.hand_over(application, Collector("self"))
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        card = await open_list(pilot)
        await pilot.press(*"a-001", "enter")
        await shows(pilot, "■ 1 tidak dapat")
        await pilot.press("enter")
        await shows(pilot, "Belum ada paspor yang dapat diserahkan di daftar ini.")
        assert app.screen is card


async def test_the_one_receipt_of_a_list_is_signed_with_enter(office: Office) -> None:
    slipped(office)
    slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await open_list(pilot)
        await pilot.press(*"a-001", "enter", *"a-002", "enter")
        await shows(pilot, "✓ 2 siap")
        await pilot.press("enter")
        await sign_for(pilot, "Kemenag OKI")
        await shows(pilot, "Tanda terima 2 paspor enter Ditandatangani", "#main")
        await pilot.press("enter")
        await until(pilot, lambda: not office.outside.pickup_view().unsigned, "signed for all")
