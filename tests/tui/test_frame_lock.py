"""The lock: nothing of the queue is seen, nothing acts, a PIN opens it."""

import pytest
from textual import events
from textual.pilot import Pilot

from counter_tui.tui.app import CounterApp
from counter_tui.tui.screens.counter import CounterScreen
from counter_tui.tui.screens.lock import Lock
from tests.tui.front_desk import SMALL
from tests.tui.office import OTHER_PIN, PIN, Office, walk_ins
from tests.tui.waiting import scan, screen_text, shows, until


async def locked(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, Lock), "the lock")
    await shows(pilot, "Petugas Dewi Anggraini")


async def opened(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, CounterScreen), "the counter")


async def test_the_lock_shows_no_name_of_the_queue_and_no_number(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "A-001", "#side")
        await pilot.press("ctrl+l")
        await locked(pilot)
        await shows(pilot, "Layar terkunci sejak 09.01. Antrean aman.")
        assert "A-001" not in screen_text(app)
        assert "Hartini" not in screen_text(app)


async def test_the_lock_falls_over_an_open_card_and_gives_it_back(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("slash")
        await until(pilot, lambda: app.focused is not None)
        await pilot.press(*"hartini")
        await shows(pilot, "Hartini P.")
        await pilot.press("ctrl+l")
        await locked(pilot)
        assert "Hartini" not in screen_text(app)
        await pilot.press(*PIN)
        await shows(pilot, "Hartini P.")


async def test_six_digits_open_the_lock_without_enter(office: Office) -> None:
    app = office.app(locked=True)
    async with app.run_test(size=SMALL) as pilot:
        await locked(pilot)
        await pilot.press(*PIN)
        await opened(pilot)
        await shows(pilot, "Dewi A.", "#status")


async def test_a_wrong_pin_answers_and_shows_no_digit(office: Office) -> None:
    app = office.app(locked=True)
    async with app.run_test(size=SMALL) as pilot:
        await locked(pilot)
        await pilot.press("1", "1", "1")
        await shows(pilot, "● ● ● _ _ _")
        await pilot.press("enter")
        await shows(pilot, "PIN salah")
        assert isinstance(app.screen, Lock)
        assert "111" not in screen_text(app)


async def test_another_officer_unlocks_with_their_own_pin(office: Office) -> None:
    app = office.app(locked=True)
    async with app.run_test(size=SMALL) as pilot:
        await locked(pilot)
        await pilot.press("tab")
        await shows(pilot, "Petugas Rudi Hartono")
        await pilot.press(*OTHER_PIN)
        await opened(pilot)
        await shows(pilot, "Rudi H.", "#status")


@pytest.mark.parametrize("key", ["space", "i", "u", "ctrl+p", "n", "slash"])
async def test_no_key_reaches_the_counter_through_the_lock(office: Office, key: str) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "A-001", "#side")
        await pilot.press("ctrl+l")
        await locked(pilot)
        await pilot.press(key)
        await pilot.press("1")
        await shows(pilot, "● _ _ _ _ _")
        assert len(app.screen_stack) == 1
        assert office.outside.counter_view().current is None


async def test_a_scan_at_the_lock_opens_nothing_and_types_no_pin(office: Office) -> None:
    app = office.app(locked=True)
    async with app.run_test(size=SMALL) as pilot:
        await locked(pilot)
        scan(app, "8992753101245")
        digit = events.Key("1", "1")
        digit.time += 0.050  # by hand: no scanner pauses so long
        app.post_message(digit)
        await shows(pilot, "● _ _ _ _ _")
        assert isinstance(app.screen, Lock)


async def test_the_screen_locks_itself_after_idle_minutes(office: Office) -> None:
    app = office.app(idle_minutes=10)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Tidak ada yang menunggu.")
        office.pass_minutes(9)
        await pilot.press("down")
        office.pass_minutes(9)
        await shows(pilot, "09.18", "#modes")
        assert isinstance(app.screen, CounterScreen)
        office.pass_minutes(1)
        await locked(pilot)


async def test_a_clock_that_is_set_back_keeps_no_screen_open(office: Office) -> None:
    app = office.app(idle_minutes=10)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "09.00", "#modes")
        office.pass_minutes(-30)
        await shows(pilot, "08.30", "#modes")
        office.pass_minutes(10)
        await locked(pilot)


async def test_an_open_card_is_hidden_by_the_lock_and_stands_again_after_it(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app(idle_minutes=10)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "A-001", "#side")
        await pilot.press("space")
        await shows(pilot, "DIPANGGIL")
        await pilot.press("h")
        await shows(pilot, "Tahan A-001")
        office.pass_minutes(10)
        await locked(pilot)
        assert "A-001" not in screen_text(app)
        await pilot.press(*PIN)
        await shows(pilot, "Tahan A-001")


async def test_quitting_asks_while_a_number_is_open(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "A-001", "#side")
        await pilot.press("space")
        await shows(pilot, "DIPANGGIL")
        await pilot.press("ctrl+q")
        await shows(pilot, "A-001 masih terbuka di sini")
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1, "no card")
        await pilot.press("ctrl+q")
        await shows(pilot, "Tutup program?")
        await pilot.press("enter")
        await until(pilot, lambda: not app.is_running, "the end")


@pytest.mark.parametrize("locked_first", [False, True])
async def test_quitting_does_not_ask_at_an_empty_counter(office: Office, locked_first: bool) -> None:
    app: CounterApp = office.app(locked=locked_first)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Antrean")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running, "the end")
