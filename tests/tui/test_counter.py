"""The counter, typed with keys on a real store."""

from counter_tui.desk.views.state import PrinterView
from tests.tui.front_desk import SMALL, in_hand, press, status
from tests.tui.office import Office, walk_ins
from tests.tui.waiting import scan, screen_text, shows, text, until


async def test_a_document_check_takes_three_keys(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo", "Yusuf Widodo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Tekan spasi untuk memanggil A-001.")
        await press(pilot, "space", "A-001 called")
        await shows(pilot, "◆ DIPANGGIL", "#main")
        await shows(pilot, "Dipilih karena urutan datang", "#main")
        await press(pilot, "enter", "A-001 serving")
        await shows(pilot, "enter Berkas h Tahan t Pindah", "#keys")
        await shows(pilot, "● DILAYANI", "#main")
        await shows(pilot, "Hartini Purnomo", "#main")
        await press(pilot, "enter", "empty")
        await shows(pilot, "menunggu tahap berikut", "#main")


async def test_interview_and_biometrics_close_the_visit_straight_from_called(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await press(pilot, "enter", "A-001 serving")
        await press(pilot, "enter", "empty")
        await press(pilot, "space", "A-001 called")
        await press(pilot, "i", "A-001 serving")
        await shows(pilot, "✓ Wawancara", "#main")
        await shows(pilot, "enter/b Biometrik h Tahan", "#keys")
        await press(pilot, "b", "empty")
        await shows(pilot, "Selesai di loket ini", "#main")
        await shows(pilot, "○ LOKET KOSONG", "#main")


async def test_keys_typed_in_one_breath_run_in_their_order(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo", "Yusuf Widodo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Tekan spasi")
        await press(pilot, "space enter h 1 enter space", "A-002 called")
        await shows(pilot, "A-001 0 mnt, fotokopi KTP", "#main")


async def test_space_is_refused_while_a_number_is_open_and_says_why(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo", "Yusuf Widodo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await pilot.press("space")
        await shows(pilot, "A-001 masih", "#trail")
        assert status(app) == "A-001 called"


async def test_enter_at_an_empty_counter_answers_in_words(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Tidak ada yang menunggu.")
        await pilot.press("enter")
        await shows(pilot, "Tekan spasi untuk memanggil", "#trail")


async def test_missed_works_only_while_called(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await press(pilot, "enter", "A-001 serving")
        await pilot.press("m")
        await shows(pilot, "Catatannya tidak berubah", "#trail")
        assert status(app) == "A-001 serving"
        await press(pilot, "u", "A-001 called")
        await press(pilot, "m", "empty")
        await shows(pilot, "Tidak hadir saat dipanggil", "#main")


async def test_a_held_number_comes_back_by_the_same_key(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await pilot.press("h")
        await shows(pilot, "Tahan A-001")
        await press(pilot, "1 enter", "empty")
        await shows(pilot, "h Ambil A-001", "#keys")
        await pilot.press("h")
        await until(pilot, lambda: status(app) != "empty", "the number in hand again")


async def test_several_held_numbers_are_chosen_from(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo", "Yusuf Widodo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        for number in ("A-001", "A-002"):
            await press(pilot, "space", f"{number} called")
            await press(pilot, "h 1 enter", "empty")
        await shows(pilot, "h Ambil dari 2", "#keys")
        await pilot.press("h")
        await shows(pilot, "Ambil yang ditahan")
        await pilot.press("2", "enter")
        await until(pilot, lambda: status(app).startswith("A-002"), "the second held number")


async def test_a_card_that_is_left_changes_nothing(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        for key in ("h", "t", "o"):
            await pilot.press(key)
            await until(pilot, lambda: len(app.screen_stack) == 2, f"the card of {key}")
            await pilot.press("escape")
            await until(pilot, lambda: len(app.screen_stack) == 1, "no card")
        assert status(app) == "A-001 called"


async def test_transfer_takes_the_number_away_from_here(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await pilot.press("t")
        await shows(pilot, "Pindahkan A-001")
        await press(pilot, "1 enter", "empty")


async def test_another_outcome_needs_a_reason(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await press(pilot, "enter", "A-001 serving")
        await pilot.press("o")
        await shows(pilot, "Hasil lain untuk A-001")
        await pilot.press("1", "enter")
        await shows(pilot, "Pilih alasannya")
        await press(pilot, "a enter", "empty")


async def test_undo_takes_the_last_step_back_and_says_which_key_redoes_it(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await press(pilot, "enter", "A-001 serving")
        await shows(pilot, "urungkan", "#trail")
        await press(pilot, "u", "A-001 called")
        await shows(pilot, "↶ A-001", "#trail")


async def test_recall_counts_and_rests_five_seconds(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await pilot.press("r")
        await shows(pilot, "▲", "#trail")
        office.pass_minutes(0.1)
        await pilot.press("r")
        await shows(pilot, "2 kali", "#main")


async def test_what_another_process_commits_appears_by_itself(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Tidak ada yang menunggu.")
        walk_ins(office, ["Hartini Purnomo"])
        await shows(pilot, "A-001", "#side")
        assert "Hartini" not in screen_text(app)


async def test_a_scan_never_acts_as_keys(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        scan(app, "mib822869813")
        await shows(pilot, "▲", "#trail")
        assert status(app) == "A-001 called"


async def test_a_printers_problem_stays_until_it_is_solved(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "● Printer", "#status")
        sentence = "Kertas habis. Dua cetakan tersimpan. Pasang gulungan baru; keduanya keluar sendiri."
        office.printer = PrinterView("virtual", "problem", "Kertas habis", sentence)
        await shows(pilot, "Pasang gulungan baru", "#trail")
        await shows(pilot, "■ Kertas habis", "#status")
        office.printer = PrinterView("virtual", "ready", "Printer siap")
        await until(pilot, lambda: "Pasang gulungan" not in text(app, "#trail"), "no problem any more")


async def test_a_problem_that_was_left_is_not_shown_again(office: Office) -> None:
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        office.printer = PrinterView(
            "virtual", "problem", "Kertas habis", "Kertas habis. Pasang gulungan baru."
        )
        await shows(pilot, "Pasang gulungan baru", "#trail")
        await pilot.press("escape")
        await until(pilot, lambda: "Pasang gulungan" not in text(app, "#trail"), "the problem left")
        walk_ins(office, ["Hartini Purnomo"])
        await shows(pilot, "A-001", "#side")
        assert "Pasang gulungan" not in text(app, "#trail")


async def test_the_slip_of_an_unfinished_number_is_refused_or_printed_in_words(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        await press(pilot, "enter", "A-001 serving")
        await press(pilot, "enter", "empty")
        await press(pilot, "space", "A-001 called")
        await press(pilot, "i", "A-001 serving")
        await press(pilot, "b", "empty")
        await pilot.press("p")
        await shows(pilot, "resi tercetak", "#main")
        await shows(pilot, "p Salinan", "#keys")
        await pilot.press("p")
        await shows(pilot, "Cetak lagi resi A-001")


async def test_a_refused_number_leaves_with_its_note_and_p_copies_that(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space enter", "A-001 serving")
        await pilot.press("o")
        await shows(pilot, "ada berkas yang kurang")
        await press(pilot, "1 a enter", "empty")
        await shows(pilot, "bukti tercetak", "#main")
        await shows(pilot, "p Salinan", "#keys")
        await pilot.press("p")
        await shows(pilot, "Cetak lagi bukti penolakan A-001")
        await pilot.press("1", "enter")
        await until(pilot, lambda: in_hand(app) is None and not app.screen.is_modal, "the card left")
        await shows(pilot, "A-001 bukti penolakan dicetak lagi, SALINAN 1", "#trail")


async def test_a_wide_window_shows_services_and_this_counters_figures(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"])
    app = office.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await shows(pilot, "Paspor baru", "#side")
        await shows(pilot, "Loket ini hari ini", "#main")
        await press(pilot, "space enter enter", "empty")
        await shows(pilot, "P90", "#main")


async def test_an_origin_too_long_for_the_names_line_stands_below_it_and_moves_nothing(
    office: Office,
) -> None:
    walk_ins(office, ["Hartini Purnomo Handayani Kusumawati"])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space", "A-001 called")
        lines = text(app, "#main").split("\n")
        assert lines[9] == "Hartini Purnomo Handayani Kusumawati"
        assert lines[10] == "datang langsung, belum bayar"
        assert lines[11].startswith("● Berkas")


async def test_a_wide_window_cuts_a_service_only_between_its_words(office: Office) -> None:
    walk_ins(office, ["Hartini Purnomo"], "paspor_hilang_rusak")
    app = office.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await shows(pilot, "C-001 Paspor hilang Datang", "#side")


async def test_the_arrows_look_down_a_list_that_is_longer_than_its_pane(office: Office) -> None:
    walk_ins(office, [f"Hartini {number}" for number in range(30)])
    app = office.app()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "A-001", "#side")
        await pilot.press("pagedown", "down")
        await shows(pilot, "12–28 dari 30", "#side")
        await pilot.press("pagedown", "pagedown", "up")
        await shows(pilot, "13–29 dari 30", "#side")
        await pilot.press("escape")
        await shows(pilot, "A-001", "#side")
        await pilot.press("down", "space")
        await shows(pilot, "menunggu 29", "#side")
