"""The frame that every mode shares: rows in their places, keys that answer, themes."""

import pytest
from msgspec.structs import replace
from textual.geometry import Region

from counter_tui.desk.desk import Desk
from counter_tui.desk.views.counter import CounterView
from counter_tui.desk.views.state import PrinterView, SyncView
from counter_tui.tui import bindings, theme
from counter_tui.tui.options import Options
from counter_tui.tui.screens.base import ModeScreen
from counter_tui.tui.widgets.canvas import Pane
from counter_tui.tui.widgets.trail import Trail
from tests.tui import still
from tests.tui.conftest import MakeApp
from tests.tui.waiting import shows, text, until

SIZES = [(80, 24), (120, 40), (110, 34), (100, 30)]


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_stands_in_its_place(still_app: MakeApp, size: tuple[int, int]) -> None:
    app = still_app()
    async with app.run_test(size=size):
        height = size[1]
        rows = {
            name: app.screen.query_one(f"#{name}").region
            for name in ("modes", "banner", "trail", "status", "keys")
        }
        assert [region.y for region in rows.values()] == [0, 1, height - 3, height - 2, height - 1]
        assert all(region.height == 1 for region in rows.values())


async def test_columns_49_to_80_are_the_side_pane(still_app: MakeApp) -> None:
    app = still_app()
    async with app.run_test(size=(80, 24)):
        side = app.screen.query_one("#side").region
        assert (side.x, side.right) == (48, 80)


async def test_the_first_frame_already_shows_the_queue(still_app: MakeApp) -> None:
    app = still_app()
    async with app.run_test(size=(80, 24)):
        assert "A-035" in text(app, "#side")


async def test_only_modes_that_exist_are_shown_and_the_others_answer_in_words(still_app: MakeApp) -> None:
    app = still_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Program" not in text(app, "#modes")
        for key, name in (("4", "Program"), ("5", "Pantau"), ("6", "Monev")):
            await pilot.press(key)
            await shows(pilot, f"{name} belum ada di versi ini", "#trail")


class Bare(ModeScreen[CounterView]):
    """A mode without a verb of its own."""

    MODE = "bare"

    def fetch(self, desk: Desk) -> CounterView:
        return desk.counter_view()


async def test_a_key_without_a_meaning_here_says_so(still_app: MakeApp) -> None:
    app = still_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Bare())
        await pilot.press("r")
        await shows(pilot, "r tidak dipakai di layar ini", "#trail")


async def test_a_problem_grows_to_three_rows_and_leaves_with_escape(still_app: MakeApp) -> None:
    app = still_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, ModeScreen)
        screen.warn(
            "Printer tidak menjawab. Resi A-027 tersimpan, belum tercetak; antrean tetap jalan. "
            "Periksa kabel dan lampu printer. Bila menyala, ia keluar sendiri; esc menutup pesan ini."
        )
        trail = screen.query_one(Trail)
        await until(pilot, lambda: trail.region.height == 3, "three rows")
        assert trail.region.bottom == 22
        await pilot.press("escape")
        await until(pilot, lambda: trail.region.height == 1, "one row again")
        await shows(pilot, "A-027 mulai dilayani", "#trail")


async def test_the_undo_counts_down_and_disappears_when_its_time_is_over(still_app: MakeApp) -> None:
    clock = [still.NOW]
    app = still_app(options=Options(now=lambda: clock[0], idle_minutes=0))
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "urungkan  2:48", "#trail")
        clock[0] += 48_000
        await shows(pilot, "urungkan  2:00", "#trail")
        clock[0] += 120_000
        await until(pilot, lambda: "urungkan" not in text(app, "#trail"), "no undo any more")


async def test_the_timer_turns_soon_and_then_late(still_app: MakeApp) -> None:
    clock = [still.NOW]
    app = still_app(options=Options(now=lambda: clock[0], idle_minutes=0))
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "standar 15 menit", "#main")
        clock[0] = still.at("09.25.30")
        await shows(pilot, "▲ 2 menit lagi", "#main")
        clock[0] = still.at("09.30.40")
        await shows(pilot, "■ lewat 3 menit", "#main")


@pytest.mark.parametrize(
    ("sync", "narrow", "wide"),
    [
        (still.CONNECTED, "● Tersambung", "Tersambung, semua terkirim 4 detik lalu"),
        (SyncView("connecting", 0, None, None), "◐ Menyambung", "◐ Menyambung ke pusat"),
        (
            SyncView("connecting", 37, None, None),
            "◐ Menyambung, 37 belum terkirim",
            "◐ Menyambung ke pusat, 37 belum terkirim",
        ),
        (SyncView("sending", 37, None, None), "◐ Mengirim 37", "Mengirim, tersisa 37"),
        (
            still.OFFLINE,
            "○ Luring 12 mnt, 37 belum terkirim",
            "Luring sejak 09.02 (12 mnt), 37 belum terkirim, aman di komputer ini",
        ),
        (
            SyncView("own_series", 0, None, None, detail="A3"),
            "▲ Tanpa hub, seri A3",
            "Hub tidak menjawab; nomor baru memakai seri A3",
        ),
        (
            SyncView("hub_missing", 0, None, None),
            "■ Hub tidak berjalan",
            "Hub di komputer ini tidak berjalan; loket lain memakai seri sendiri",
        ),
        (
            SyncView("quarantined", 0, None, None, detail="3"),
            "■ 3 ditahan pusat",
            "3 catatan ditahan pusat; lihat Perlu diperiksa",
        ),
        (
            SyncView("upgrade", 0, None, None),
            "▲ Perlu versi baru",
            "Perlu versi baru untuk menerima; mengirim tetap jalan",
        ),
        (
            SyncView("clock", 0, None, None, detail="26 jam"),
            "▲ Jam meleset 26 jam",
            "Jam komputer berbeda 26 jam dari pusat",
        ),
        (SyncView("alone", 0, None, None), "● Mandiri", "Mandiri, tanpa pusat"),
    ],
)
async def test_the_status_line_tells_the_state_of_the_line(
    still_app: MakeApp, sync: SyncView, narrow: str, wide: str
) -> None:
    status = replace(still.STATUS, sync=sync)
    for size, words in (((80, 24), narrow), ((120, 40), wide)):
        app = still_app(status=status)
        async with app.run_test(size=size):
            assert words in text(app, "#status")


async def test_where_it_is_narrow_the_label_after_0_goes_before_any_state(still_app: MakeApp) -> None:
    printer = PrinterView("serial:x", "problem", "Kertas habis")
    status = replace(still.STATUS, printer=printer, sync=still.OFFLINE, counter="Loket Pengambilan")
    app = still_app(status=status)
    async with app.run_test(size=(80, 24)):
        line = text(app, "#status")
        assert "■ Kertas habis" in line
        assert "37 belum terkirim" in line
        assert line.rstrip().endswith("0")
        assert len(line) == 80


async def test_a_printer_whose_paper_nears_its_end_is_marked_and_warns_nobody(still_app: MakeApp) -> None:
    low = "Kertas hampir habis"
    printer = PrinterView("serial:x", "notice", low, f"{low}. Siapkan gulungan.")
    app = still_app(status=replace(still.STATUS, printer=printer))
    async with app.run_test(size=(80, 24)):
        assert "▲ Kertas hampir habis" in text(app, "#status")
        assert "Siapkan" not in text(app, "#trail")


@pytest.mark.parametrize("name", [known.name for known in theme.THEMES])
async def test_each_theme_paints_the_number_in_its_own_colour(still_app: MakeApp, name: str) -> None:
    app = still_app(theme=name)
    async with app.run_test(size=(80, 24)):
        strip = app.screen.query_one("#main").render_line(2)
        wanted = next(known for known in theme.THEMES if known.name == name).variables["number"]
        colours = {segment.style.color.name for segment in strip if segment.style and segment.style.color}
        assert wanted.lower() in colours


async def test_a_change_of_theme_repaints_what_stands(still_app: MakeApp) -> None:
    app = still_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = "kontras"

        def numbers() -> set[str]:
            strip = app.screen.query_one("#main").render_line(2)
            return {segment.style.color.name for segment in strip if segment.style and segment.style.color}

        await until(pilot, lambda: "#ffe100" in numbers(), "the number in yellow")


async def test_without_colour_marks_and_words_still_stand(
    still_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = still_app(still.CALLED_VIEW, replace(still.STATUS, sync=still.OFFLINE))
    async with app.run_test(size=(80, 24)):
        assert app.no_color
        assert "◆ DIPANGGIL" in text(app, "#main")
        assert "○ Luring" in text(app, "#status")


def test_every_binding_id_and_key_is_named_once() -> None:
    ids = [key.id for key in bindings.TABLE]
    keys = [name for key in bindings.TABLE for name in key.keys.split(",")]
    assert len(set(ids)) == len(ids)
    assert len(set(keys)) == len(keys)


async def test_a_keymap_gives_a_verb_another_key(still_app: MakeApp) -> None:
    app = still_app(options=Options(keymap={"later.program": "g"}, now=lambda: still.NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        await shows(pilot, "Program belum ada di versi ini", "#trail")


async def test_caps_lock_is_harmless(still_app: MakeApp) -> None:
    app = still_app(options=Options(keymap={"later.program": "g"}, now=lambda: still.NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        await shows(pilot, "Program belum ada di versi ini", "#trail")


async def test_a_second_repaints_only_the_cells_that_it_changed(
    still_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [still.NOW]
    app = still_app(options=Options(now=lambda: clock[0], idle_minutes=0))
    async with app.run_test(size=(80, 24)):
        main = app.screen.query_one("#main", Pane)
        painted: list[Region] = []
        original = main.refresh

        def record(*regions: Region, **how: bool) -> Pane:
            painted.extend(regions)
            return original(*regions, **how)

        monkeypatch.setattr(main, "refresh", record)
        clock[0] += 1_000
        main.repaint()
        assert painted == [Region(4, 13, 1, 1)]


async def test_a_disruption_stands_in_row_2_and_moves_nothing(still_app: MakeApp) -> None:
    contradicting = replace(still.SERVING, attention="Dipanggil di dua loket")
    app = still_app(replace(still.SERVING_VIEW, current=contradicting))
    async with app.run_test(size=(80, 24)):
        assert "▲ PERLU DIPERIKSA A-027: Dipanggil di dua loket" in text(app, "#banner")
        assert app.screen.query_one("#main").region.y == 2


async def test_ctrl_c_says_which_key_ends_the_program(still_app: MakeApp) -> None:
    app = still_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+c")
        await shows(pilot, "ctrl+q menutupnya", "#trail")
