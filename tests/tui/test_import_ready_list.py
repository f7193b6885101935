"""The palette takes a list of finished passports in, as it does one of bookings."""

import pytest
from textual import events

from tests.tui.front_desk import BOOKINGS, SMALL, run_command
from tests.tui.office import Office
from tests.tui.waiting import shows, until

READY = BOOKINGS.with_name("ready-palembang-2024-09-14.csv")


async def test_a_list_of_finished_passports_is_tried_and_then_taken(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await run_command(pilot, "Impor daftar")
        await until(pilot, lambda: app.focused is not None)
        app.post_message(events.Paste(str(READY)))
        await pilot.press("enter")
        await shows(pilot, "40 baru, 0 berubah, 0 tetap, 0 ditolak")
        assert office.outside.pickup_view().ready == 0
        await pilot.press("enter")
        await shows(pilot, "40 baru, 0 berubah, 0 ditolak.", "#trail")
        assert office.outside.pickup_view().ready == 40


@pytest.mark.parametrize("typed", ["~siapa/janji.csv", "a" * 300])
async def test_a_place_that_cannot_be_is_told_and_nothing_else_happens(office: Office, typed: str) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "LOKET")
        await run_command(pilot, "Impor daftar")
        await until(pilot, lambda: app.focused is not None)
        app.post_message(events.Paste(typed))
        await pilot.press("enter")
        await shows(pilot, "Berkas itu tidak ada. Tidak ada yang berubah.")
