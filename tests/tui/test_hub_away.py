"""The hub is gone: the screen says so once, with what is safe and how it goes on (SCREENS §12, §13.4)."""

from msgspec.structs import replace

from counter_tui.desk.views.state import SyncView
from counter_tui.tui.screens.counter_main import main_lines
from counter_tui.tui.screens.counter_side import side_lines
from tests.tui.office import START, Office, walk_ins
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


async def test_a_long_number_of_an_own_series_is_read_whole_at_eighty_columns(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    view = office.outside.counter_view()
    following = view.next
    assert following is not None
    called = office.outside.call_next()
    view = replace(view, current=replace(called, number="A42-001"))
    lines = main_lines(view, 44, 17, now=START, zone="Asia/Jakarta", tall=False)
    drawn = [line.plain for line in lines]
    assert max(map(len, drawn)) <= 44
    assert any(line.startswith("A42- ") for line in drawn)
    waiting = replace(following, number="A42-001", note="Datang 08.00")
    side = side_lines(replace(view, waiting=(waiting,)), 31, 17, now=START, wide=False, tall=False)
    assert "A42-001 Datang 08.00" in side[1].plain
