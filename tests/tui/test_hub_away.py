"""The hub is gone: the screen says so once, with what is safe and how it goes on (SCREENS §12, §13.4)."""

from counter_tui.desk.views.state import SyncView
from tests.tui.office import Office, walk_ins
from tests.tui.waiting import shows, text, until

ALONE = SyncView("alone", 0, None, None)
AWAY = SyncView("own_series", 0, None, None, detail="A1")


async def test_the_number_in_hand_stays_and_new_ones_are_of_the_own_series(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await shows(pilot, "DIPANGGIL", "#main")
        office.line = AWAY
        await shows(
            pilot,
            "Hub tidak menjawab. A-001 tetap milik loket ini. Teruskan; nomor baru memakai seri A1.",
            "#trail",
        )
        await shows(pilot, "▲ Tanpa hub, seri A1", "#status")


async def test_what_an_officer_has_read_and_left_comes_back_only_with_the_next_loss(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=(80, 24)) as pilot:
        office.line = AWAY
        await shows(pilot, "Hub tidak menjawab. Antrean aman.", "#trail")
        await pilot.press("escape")
        await until(pilot, lambda: "Hub" not in text(app, "#trail"), "left")
        office.line = ALONE
        await until(pilot, lambda: "Tanpa hub" not in text(app, "#status"), "back")
        assert "Hub tidak" not in text(app, "#trail")
        office.line = AWAY
        await shows(pilot, "Hub tidak menjawab.", "#trail")
