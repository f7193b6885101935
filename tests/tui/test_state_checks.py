"""Perlu diperiksa by keys, on a real store that another device contradicts."""

from counter_tui.core.clock import pack
from counter_tui.core.event import GENESIS, Draft, Event, encode
from counter_tui.core.ids import uuid7
from counter_tui.desk.views.pickup import Collector
from counter_tui.store.ingest import ingest
from counter_tui.store.store import Store
from counter_tui.tui.screens.state import StateScreen
from tests.tui.front_desk import SMALL, open_mode, slipped
from tests.tui.office import KEY, OTHER_PIN, Office
from tests.tui.waiting import shows, text, until

AGAIN = {"collector": "family", "record": "r", "readiness": "unknown", "counter": "Laptop-2"}


def elsewhere(office: Office, stream: str, kind: str, data: dict[str, str]) -> None:
    """Let sync bring in one event of another device."""
    store = Store.open(office.path, KEY, now=office.now)
    me = store.identity
    event = Event(
        actor="b4y0",
        at=office.clock,
        data=dict(data),
        device="laptop-2-device",
        epoch=9,
        hlc=pack(office.clock + 1000, 0),
        id=uuid7(office.clock, bytes(10)),
        office=me.office,
        prev=GENESIS,
        seq=1,
        site=me.site,
        stream=stream,
        type=kind,
        v=1,
    )
    with store.write() as transaction:
        ingest(transaction, [encode(event)], [], office.clock)
    store.close()


def handed_over_twice(office: Office) -> None:
    """Hand A-001 over here at 09.02, and once more at 09.05 on a laptop that sync brings in."""
    application, _text = slipped(office)
    office.pass_minutes(2)
    office.outside.hand_over(application, Collector("self"))
    office.pass_minutes(3)
    elsewhere(office, f"application/{application}", "application.handed_over", AGAIN)


def stray_record(office: Office, ticket: str) -> None:
    """Note something about a number that does not fit where it stands."""
    office.outside.call(ticket)
    office.outside.missed()
    store = Store.open(office.path, KEY, now=office.now)
    with store.write() as transaction:
        stray = Draft(stream=f"ticket/{ticket}", type="ticket.resumed", data={"counter": "4"})
        transaction.append(stray, actor="x")
    store.close()


def waiting(office: Office) -> int:
    return len(office.outside.state_view().checks)


async def test_it_shows_both_handovers_side_by_side(office: Office) -> None:
    handed_over_twice(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "0", StateScreen)
        assert screen.tab == "checks"
        for words in (
            "▸ A-001 Paspor diserahkan dua kali",
            "Catatan pertama Catatan kedua",
            "Loket 3, Dewi A. Laptop-2, b4y0",
            "09.02.00 09.05.00",
            "kepada pemilik kepada keluarga satu KK",
            "Mana yang benar?",
        ):
            await shows(pilot, words, "#main")


async def test_a_digit_chooses_and_enter_decides(office: Office) -> None:
    handed_over_twice(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "0", StateScreen)
        await pilot.press("2")
        await shows(pilot, "▸ 2 Catatan kedua", "#main")
        assert waiting(office) == 1
        await pilot.press("enter")
        await shows(pilot, "Tidak ada yang perlu diperiksa.", "#main")
        await shows(pilot, "A-001 diperiksa: catatan kedua yang benar", "#trail")
        assert waiting(office) == 0


async def test_enter_without_a_choice_decides_nothing(office: Office) -> None:
    handed_over_twice(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "0", StateScreen)
        await pilot.press("enter")
        await shows(pilot, "Belum dipilih.", "#trail")
        assert waiting(office) == 1


async def test_escape_drops_the_choice_and_then_leaves(office: Office) -> None:
    handed_over_twice(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "0", StateScreen)
        await pilot.press("3")
        await shows(pilot, "▸ 3 Keduanya", "#main")
        await pilot.press("escape")
        await until(pilot, lambda: screen.checks.chosen is None)
        assert app.current_mode == "state"
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "counter")
        assert waiting(office) == 1


async def test_u_takes_a_decision_back(office: Office) -> None:
    handed_over_twice(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "0", StateScreen)
        await pilot.press("1", "enter")
        await shows(pilot, "Tidak ada yang perlu diperiksa.", "#main")
        await pilot.press("u")
        await shows(pilot, "Paspor diserahkan dua kali", "#main")
        await shows(pilot, "↶ A-001 kembali ke Perlu diperiksa.", "#trail")


async def test_what_is_passed_on_stays_marked(office: Office) -> None:
    handed_over_twice(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "0", StateScreen)
        await pilot.press("4", "enter")
        await shows(pilot, "diteruskan 09.05", "#main")
        await shows(pilot, "Diteruskan ke kepala kantor 09.05 oleh Dewi A.", "#main")
        assert "4 Belum tahu" not in text(app, "#main")


async def test_moving_on_forgets_the_choice(office: Office) -> None:
    handed_over_twice(office)
    other = office.outside.issue("paspor_baru").id
    office.pass_minutes(1)
    stray_record(office, other)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "0", StateScreen)
        await pilot.press("1", "down")
        await until(pilot, lambda: screen.checks.rows.cursor == 1)
        assert screen.checks.chosen is None
        await pilot.press("enter")
        await shows(pilot, "Belum dipilih.", "#trail")


async def test_a_single_record_is_read_and_settled(office: Office) -> None:
    ticket = office.outside.issue("paspor_baru").id
    stray_record(office, ticket)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "0", StateScreen)
        await shows(pilot, "Loket 4, x: diambil kembali", "#main")
        await pilot.press("1", "enter")
        await shows(pilot, "A-001 diperiksa: sudah diperiksa", "#trail")


async def test_an_officer_reads_who_decides_and_digits_still_switch_modes(office: Office) -> None:
    handed_over_twice(office)
    app = office.app(locked=True)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("tab", *OTHER_PIN)
        await shows(pilot, "LOKET")
        await open_mode(pilot, "0", StateScreen)
        await shows(pilot, "Yang memutuskan kepala seksi.", "#main")
        await pilot.press("enter")
        await shows(pilot, "Sampaikan kepadanya.", "#trail")
        await pilot.press("2")
        await until(pilot, lambda: app.current_mode == "reception")
        assert waiting(office) == 1
