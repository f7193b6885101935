"""Cetakan by its keys, on a real store and its real spool."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from counter_tui.core.print_job import Job, JobState, PrinterRole, Share
from counter_tui.desk.views.state import JobRow, PrinterView
from counter_tui.store.spool import StoredSpool
from counter_tui.store.store import Store
from counter_tui.tui.app import CounterApp
from counter_tui.tui.cards.print_jobs import DiscardCard, MoveCard
from counter_tui.tui.cards.reasons import CopyCard
from counter_tui.tui.screens.state import StateScreen
from tests.tui.front_desk import SMALL, open_mode
from tests.tui.office import KEY, START, Office
from tests.tui.waiting import shows, text, until

GATE = PrinterView(
    "tcp:10.0.0.9:9100",
    "problem",
    "Kertas habis",
    "Kertas habis. Pasang gulungan baru.",
    ("ticket",),
    "nomor",
)
MAIN = PrinterView(
    "serial:/dev/ttyUSB0?baud=9600", "ready", "Printer siap", "", ("slip", "report"), "resi, laporan"
)
ALL = Share(printer="virtual", roles=frozenset(PrinterRole))


@asynccontextmanager
async def cetakan(office: Office) -> AsyncIterator[Pilot[None]]:
    """Open the screen at its jobs."""
    async with office.app().run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "0", StateScreen)
        while screen.tab != "jobs":
            await pilot.press("tab")
        yield pilot


def store_of(office: Office) -> Store:
    store = Store.open(office.path, KEY, now=office.now)
    office.stores.append(store)
    return store


def number(office: Office, state: JobState = JobState.QUEUED) -> None:
    """Issue a number whose paper has come so far."""
    office.outside.issue("paspor_baru")
    if state is not JobState.QUEUED:
        spool = StoredSpool(store_of(office))
        job = spool.claim_next(ALL)
        assert job is not None
        if state is not JobState.SENDING:
            spool.settle(job.id, state)


def jobs(office: Office) -> list[JobRow]:
    return list(office.outside.state_view().jobs)


def states(office: Office) -> list[str]:
    return sorted(job.state for job in jobs(office))


async def test_it_opens_at_paper_that_waits_for_an_answer(office: Office) -> None:
    number(office, JobState.UNCONFIRMED)
    async with office.app().run_test(size=SMALL) as pilot:
        screen = await open_mode(pilot, "0", StateScreen)
        assert screen.tab == "jobs"
        await shows(pilot, "apakah nomor A-001 sudah keluar utuh?", "#main")


async def test_enter_answers_that_the_paper_came_out(office: Office) -> None:
    number(office, JobState.UNCONFIRMED)
    async with cetakan(office) as pilot:
        await pilot.press("enter")
        await shows(pilot, "✓ tercetak", "#main")
        assert states(office) == ["confirmed"]


async def test_p_prints_it_again_as_a_marked_copy(office: Office) -> None:
    number(office, JobState.UNCONFIRMED)
    async with cetakan(office) as pilot:
        await pilot.press("p")
        await shows(pilot, "Nomor SALINAN 1", "#main")
        await shows(pilot, "dicetak lagi, SALINAN 1", "#trail")
        assert states(office) == ["failed", "queued"]


async def test_p_on_what_is_on_paper_asks_why_before_it_copies(office: Office) -> None:
    number(office, JobState.CONFIRMED)
    async with cetakan(office) as pilot:
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, CopyCard))
        await pilot.press("escape")
        assert states(office) == ["confirmed"]
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, CopyCard))
        await pilot.press("1", "enter")
        await shows(pilot, "Nomor SALINAN 1", "#main")


async def test_o_gives_a_job_up_only_with_a_reason_which_is_shown(office: Office) -> None:
    number(office)
    async with cetakan(office) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: isinstance(pilot.app.screen, DiscardCard))
        await pilot.press("escape")
        assert states(office) == ["queued"]
        await pilot.press("o")
        await until(pilot, lambda: isinstance(pilot.app.screen, DiscardCard))
        await pilot.press("2", "enter")
        await shows(pilot, "dibuang, pemohon pergi", "#main")
        assert [(job.state, job.note) for job in jobs(office)] == [("failed", "discarded")]


async def test_t_lets_a_waiting_job_wait_at_another_printer(office: Office) -> None:
    office.printer, office.others = MAIN, (GATE,)
    number(office)
    async with cetakan(office) as pilot:
        await shows(pilot, "Kertas habis di 10.0.0.9:9100 nomor", "#main")
        await shows(pilot, "Pasang gulungan baru.", "#main")
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, MoveCard))
        await shows(pilot, "/dev/ttyUSB0")
        await pilot.press("1", "enter")
        await shows(pilot, "menunggu printer /dev/ttyUSB0", "#main")
        assert [(job.printer, job.copy) for job in jobs(office)] == [(MAIN.name, 0)]


async def test_t_on_a_doubtful_paper_says_first_that_it_becomes_a_copy(office: Office) -> None:
    office.printer, office.others = MAIN, (GATE,)
    number(office, JobState.UNCONFIRMED)
    async with cetakan(office) as pilot:
        await pilot.press("t")
        await shows(pilot, "Mungkin sudah keluar")
        await pilot.press("escape")
        assert states(office) == ["unconfirmed"]
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, MoveCard))
        await pilot.press("1", "enter")
        await shows(pilot, "Nomor SALINAN 1", "#main")
        assert states(office) == ["failed", "queued"]


@pytest.mark.parametrize(
    ("state", "key", "words"),
    [
        (JobState.QUEUED, "enter", "tidak menunggu jawaban"),
        (JobState.QUEUED, "p", "masih menunggu"),
        (JobState.QUEUED, "t", "Tidak ada printer lain"),
        (JobState.SENDING, "o", "sedang dicetak"),
        (JobState.SENDING, "t", "sedang dicetak"),
        (JobState.SENDING, "p", "masih menunggu"),
        (JobState.CONFIRMED, "enter", "tidak menunggu jawaban"),
        (JobState.CONFIRMED, "t", "sudah di kertas"),
        (JobState.CONFIRMED, "o", "sudah selesai"),
        (JobState.CONFIRMED, "n", "Tidak ada yang baru"),
    ],
)
async def test_a_key_that_does_not_fit_answers_in_words(
    office: Office, state: JobState, key: str, words: str
) -> None:
    number(office, state)
    async with cetakan(office) as pilot:
        await pilot.press(key)
        await shows(pilot, words, "#trail")
        assert states(office) == [state.value]


@pytest.mark.parametrize("key", ["enter", "p", "t", "o"])
async def test_without_a_job_every_key_answers_in_words(office: Office, key: str) -> None:
    async with cetakan(office) as pilot:
        await shows(pilot, "Semua sudah tercetak.", "#main")
        await pilot.press(key)
        await shows(pilot, "Tidak ada cetakan.", "#trail")


async def test_doubtful_and_waiting_jobs_stand_before_those_that_are_done(office: Office) -> None:
    for state in (JobState.UNCONFIRMED, JobState.CONFIRMED, JobState.QUEUED):
        number(office, state)
        office.pass_minutes(1)
    async with cetakan(office) as pilot:
        await shows(pilot, "✓ tercetak", "#main")
        assert isinstance(pilot.app, CounterApp)
        shown = text(pilot.app, "#main")
        assert shown.index("A-001") < shown.index("A-003") < shown.index("A-002")


async def test_two_hundred_jobs_are_paged_through_and_the_last_is_reached(office: Office) -> None:
    with store_of(office).write() as transaction:
        for place in range(200):
            transaction.enqueue(
                Job(
                    id=f"job-{place:03d}",
                    at=START + place,
                    document="receipt",
                    data={},
                    subject=f"R-{place:03d}",
                    role=PrinterRole.SLIP,
                )
            )
    async with cetakan(office) as pilot:
        await shows(pilot, "Cetakan 200")
        await shows(pilot, "R-000", "#main")
        for _ in range(25):
            await pilot.press("pagedown")
        await shows(pilot, "R-199", "#main")
