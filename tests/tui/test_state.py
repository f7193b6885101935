"""The state of things, on a real store and its real spool."""

from counter_tui.core.print_job import JobState, PrinterRole, Share
from counter_tui.store.spool import StoredSpool
from counter_tui.store.store import Store
from counter_tui.tui.screens.state import StateScreen
from tests.tui.front_desk import SMALL, open_mode
from tests.tui.office import KEY, START, Office
from tests.tui.waiting import shows, text, until


def unsure_job(office: Office) -> None:
    """Issue a number whose paper nobody is sure of."""
    office.outside.issue("paspor_baru")
    store = Store.open(office.path, KEY, now=office.now)
    spool = StoredSpool(store)
    job = spool.claim_next(Share(printer="virtual", roles=frozenset(PrinterRole)))
    assert job is not None
    spool.settle(job.id, JobState.UNCONFIRMED, "no_answer")
    store.close()


def states(office: Office) -> list[str]:
    return [job.state for job in office.outside.state_view().jobs]


async def test_it_opens_at_paper_that_waits_for_an_answer(office: Office) -> None:
    unsure_job(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "0", StateScreen)
        assert screen.tab == "jobs"
        await shows(pilot, "apakah nomor A-001 sudah keluar utuh?", "#main")


async def test_enter_answers_that_the_paper_came_out(office: Office) -> None:
    unsure_job(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "0", StateScreen)
        await pilot.press("enter")
        await shows(pilot, "✓ tercetak", "#main")
        assert states(office) == ["confirmed"]


async def test_p_prints_it_again_as_a_marked_copy(office: Office) -> None:
    unsure_job(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "0", StateScreen)
        await pilot.press("p")
        await shows(pilot, "SALINAN 1", "#main")
        assert sorted(states(office)) == ["failed", "queued"]


async def test_o_gives_it_up(office: Office) -> None:
    unsure_job(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "0", StateScreen)
        await pilot.press("o")
        await shows(pilot, "dibuang", "#main")


async def test_a_printed_job_is_not_answered_twice(office: Office) -> None:
    unsure_job(office)
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await open_mode(pilot, "0", StateScreen)
        await pilot.press("enter")
        await shows(pilot, "✓ tercetak", "#main")
        await pilot.press("enter")
        await shows(pilot, "tidak menunggu jawaban", "#trail")


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
