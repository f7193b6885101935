"""The cards that every screen can open: find, code, help, palette, and what keeps a counter running."""

import threading
from pathlib import Path

import pytest
from textual import events
from textual.command import CommandPalette

from counter_tui.core.zones import business_day
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.counter import HeldRow
from counter_tui.desk.views.finding import FoundRow
from counter_tui.tui import bindings, paper_watch
from counter_tui.tui.app import CounterApp
from counter_tui.tui.cards.find import FindCard
from counter_tui.tui.cards.help import HelpCard
from counter_tui.tui.cards.leftovers import LeftoversCard
from counter_tui.tui.cards.paper import PaperCard
from counter_tui.tui.cards.serves import ServesCard
from counter_tui.tui.commands import commands
from counter_tui.tui.screens.counter import CounterScreen
from counter_tui.tui.screens.pickup import PickupScreen
from counter_tui.tui.screens.reception import ReceptionScreen
from counter_tui.tui.widgets.card import Card
from tests.tui.front_desk import (
    BOOKINGS,
    HARTINI,
    SMALL,
    by_palette,
    open_mode,
    press,
    run_command,
    slipped,
    status,
    with_bookings,
)
from tests.tui.office import Office, walk_ins
from tests.tui.waiting import scan, shows, until


async def test_find_shows_hits_while_typing_and_enter_calls_the_number(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo", "Yusuf Widodo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("slash")
        await until(pilot, lambda: app.focused is not None)
        await pilot.press(*"yus")
        await shows(pilot, "A-002 Yusuf W.")
        await pilot.press("enter")
        await until(pilot, lambda: status(app) == "A-002 called", "A-002 called")


async def test_letters_typed_into_find_press_no_keys(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("slash")
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("n", "1", "space")
        await shows(pilot, "Tidak ditemukan. Coba sebagian nama, atau n.")
        assert isinstance(app.screen, FindCard)
        await pilot.press("escape")
        await until(pilot, lambda: status(app) == "empty")
        assert office.outside.queue().serving == ()


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_card_that_is_left_while_the_desk_still_looks_closes_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    looking, go_on, find = threading.Event(), threading.Event(), Desk.find

    def slow(desk: Desk, wanted: str) -> tuple[FoundRow, ...]:
        looking.set()
        go_on.wait()
        return find(desk, wanted)

    monkeypatch.setattr(Desk, "find", slow)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "A-001", "#side")
        await pilot.press("slash")
        await until(pilot, lambda: app.focused is not None)
        app.post_message(events.Paste("hartini"))
        app.post_message(events.Key("enter", "\r"))
        try:
            if not at_once:
                await until(pilot, looking.is_set, "the desk that looks")
                await pilot.pause()
            app.post_message(events.Key("escape", None))
            await until(pilot, lambda: not isinstance(app.screen, FindCard), "the card left")
        finally:
            go_on.set()  # the screen's end waits for the desk
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, ReceptionScreen), "a screen that goes on")
        assert office.outside.queue().serving == ()


@pytest.mark.parametrize("wanted", ["hartini", "nobody"])
async def test_what_a_card_finds_that_was_left_ends_no_program(office: Office, wanted: str) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("slash")
        await until(pilot, lambda: isinstance(app.screen, FindCard))
        card = app.screen
        assert isinstance(card, FindCard)
        await pilot.press("escape")
        await until(pilot, lambda: not card.is_attached)
        await card._open(wanted)


async def test_a_missed_number_comes_back_by_find(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await press(pilot, "m", "empty")
        await pilot.press("slash")
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("a", "1", "enter")
        await until(pilot, lambda: not office.outside.queue().waiting[0].missed)


async def test_a_found_application_opens_at_pickup(office: Office) -> None:
    application, _slip = slipped(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "3", PickupScreen)
        await pilot.press("slash")
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("a", "1", "enter")
        await until(pilot, lambda: screen.card is not None)
        assert screen.card is not None
        assert screen.card.application == application


async def test_a_typed_code_goes_the_way_of_a_scan(office: Office) -> None:
    with_bookings(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        await pilot.press("s")
        await until(pilot, lambda: app.focused is not None)
        for letter in HARTINI:
            await pilot.press(letter)
        await pilot.press("enter")
        await shows(pilot, "Hartini Purnomo")
        await pilot.press("enter")
        await shows(pilot, "B-001 terbit", "#trail")


async def test_the_help_names_every_key_of_the_table(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpCard))
        assert isinstance(app.screen, HelpCard)
        shown = "\n".join(row.plain for row in app.screen.rows())
        for key in bindings.TABLE:
            if key.group != "later":
                assert bindings.display(key.keys) in shown
                assert key.label in shown
        await pilot.press("f1")
        await until(pilot, lambda: not isinstance(app.screen, HelpCard))


@pytest.mark.parametrize("opened", ["n", "slash"])
async def test_help_opens_over_a_card_and_gives_it_back(office: Office, opened: str) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(opened)
        await until(pilot, lambda: isinstance(app.screen, Card))
        card = app.screen
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpCard))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is card, "the card")


async def test_the_key_of_all_commands_answers_inside_a_card(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("slash")
        await until(pilot, lambda: isinstance(app.screen, Card))
        await pilot.press("ctrl+p")
        await shows(pilot, "Kartu ini belum selesai.")


async def test_the_help_scrolls_to_its_end(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpCard))
        await pilot.press(*["pagedown"] * 6)
        await shows(pilot, "Pindaian tidak pernah menekan tombol")


async def test_the_palette_finds_a_command_and_does_it(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await by_palette(pilot, "terang")
        await until(pilot, lambda: app.theme == "terang", "the light theme")


async def test_the_palette_names_every_deed_of_the_table(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL):
        names = " ".join(command.name for command in commands(app))
        for key in bindings.TABLE:
            if key.group in {"action", "mode"} and key.verb != "enter":
                assert key.label in names


async def test_opening_a_new_day_asks_about_yesterday(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    office.pass_minutes(24 * 60)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await by_palette(pilot, "hari")
        await until(pilot, lambda: isinstance(app.screen, LeftoversCard), "the question")
        await shows(pilot, "A-001")
        await pilot.press("1", "enter")
        today = business_day(office.now(), "Asia/Jakarta")
        await until(pilot, lambda: office.outside.day().day == today, "the new day")
        assert office.outside.day().leftovers == ()


async def test_a_counter_chooses_what_it_serves(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await run_command(pilot, "Yang dilayani loket ini")
        await until(pilot, lambda: isinstance(app.screen, ServesCard), "the card")
        await pilot.press("1", "enter")
        await until(pilot, lambda: not office.outside.serve_choices()[0].served, "the first line unticked")
        assert office.outside.serve_choices()[1].served


async def test_the_applicant_is_written_down_at_the_document_check(office: Office) -> None:
    office.outside.issue("paspor_baru")
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await press(pilot, "enter", "A-001 serving")
        await run_command(pilot, "Data pemohon")
        await until(pilot, lambda: app.focused is not None)
        await pilot.press(*"Tono", "enter", "enter", *"1-1-60", "enter")
        await pilot.press("enter", "enter")
        await shows(pilot, "Tanggal lahir tidak terbaca.")
        await pilot.press(*["backspace"] * 2, *"1960", "enter", "enter", "enter")
        await shows(pilot, "Tono", "#main")
        assert office.outside.applicants(office.outside.queue().serving[0].id)[0].born == "1960-01-01"


async def test_an_import_is_tried_before_it_is_taken(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "2", ReceptionScreen)
        await run_command(pilot, "Impor daftar")
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("enter")
        await shows(pilot, "Belum ada kode.")
        app.post_message(_paste(BOOKINGS))
        await pilot.press("enter")
        await shows(pilot, "200 baru, 0 berubah")
        assert office.outside.reception_view().bookings == ()
        await pilot.press("enter")
        await shows(pilot, "0 hadir, 200 belum", "#main")


async def test_paper_of_a_virtual_printer_shows_and_holds_no_key_up(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Tekan spasi untuk memanggil A-001.")
        await paper_watch.show(app, _Sheet())
        await until(pilot, lambda: isinstance(app.screen, PaperCard))
        await pilot.press("space")
        await until(pilot, lambda: status(app) == "A-001 called", "the key acted")


async def test_keys_in_one_breath_pass_the_paper_in_their_order(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("space", "enter")
        await until(pilot, lambda: status(app) == "A-001 serving")
        await paper_watch.show(app, _Sheet())
        await until(pilot, lambda: isinstance(app.screen, PaperCard))
        for key in ("h", "2", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: [one.reason for one in held(app)] == ["mengambil berkas"], "held")


async def test_the_palette_opens_over_the_paper(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await paper_watch.show(app, _Sheet())
        await until(pilot, lambda: isinstance(app.screen, PaperCard))
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette), "the palette")


async def test_a_scan_closes_the_palette_and_is_taken(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette) and app.focused is not None)
        scan(app, "PS1:NOTASLIPATALL")
        await until(pilot, lambda: isinstance(app.screen, PickupScreen), "the scan was taken")


async def test_a_scan_does_not_wait_for_the_paper(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await paper_watch.show(app, _Sheet())
        await until(pilot, lambda: isinstance(app.screen, PaperCard))
        scan(app, "PS1:NOTASLIPATALL")
        await until(pilot, lambda: isinstance(app.screen, PickupScreen), "the scan was taken")


async def test_the_palette_prints_the_shift_report(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await run_command(pilot, "Laporan giliran")
        await shows(pilot, "Laporan giliran dicetak", "#trail")


def held(app: CounterApp) -> tuple[HeldRow, ...]:
    """Return what is held at the counter, as the screen shows it; nothing while a card lies over it."""
    screen = app.screen
    return screen.view.held if isinstance(screen, CounterScreen) and screen.view is not None else ()


def _paste(path: Path) -> events.Paste:
    return events.Paste(str(path))


class _Sheet:
    job = "j1"
    document = "ticket"
    subject = "A-001"
    lines = ("NOMOR ANTREAN", "A-001")
