"""One officer's hour at a real terminal: keys, kill -9, a centre that goes away."""

from pathlib import Path

import pytest

from tests.e2e.conftest import LogIn
from tests.e2e.installation import Centre, Installation
from tests.e2e.screen import ENTER, PATIENCE_S, RealScreen

ESCAPE = "\x1b"
QUIT = "\x11"


@pytest.fixture
def counter(tmp_path: Path, centre: Centre) -> Installation:
    """Return an enrolled counter with three people waiting."""
    home = Installation(tmp_path / "terminal")
    centre.equip(home, "3", printer="virtual")
    for name in ("Hartini Purnomo", "Yusuf Widodo", "Kartini Rahayu"):
        home.ask("do", "issue", "--service", "paspor_baru", "--name", name)
    return home


def _serve(screen: RealScreen, number: str) -> None:
    """Take a number through its document check: three keys."""
    screen.press(" ")
    screen.see(f"{number} dipanggil")
    screen.press(ENTER)
    screen.see("DILAYANI")
    screen.press(ENTER)
    screen.see("menunggu tahap berikut")


def test_an_officer_works_through_a_kill_and_a_lost_line_and_loses_nothing(
    counter: Installation, centre: Centre, logged_in: LogIn
) -> None:
    screen = logged_in(counter)
    _serve(screen, "A-001")
    screen.press(" ")
    screen.see("A-002 dipanggil")
    screen.press("u")
    screen.see("diurungkan")

    screen.press(" ")
    screen.see("A-002 dipanggil")
    screen.kill()
    (held,) = counter.ask("queue")["serving"]
    assert (held["number"], held["status"]) == ("A-002", "called")
    screen = logged_in(counter)
    screen.see("DIPANGGIL", "Yusuf Widodo")
    screen.press(ENTER)
    screen.see("DILAYANI")
    screen.press(ENTER)
    screen.see("menunggu tahap berikut")

    screen.wait(lambda: counter.ask("status")["unsynced"] == 0, "everything at the centre")
    centre.stop(kill=True)
    screen.see("Luring", "0 belum terkirim")
    assert screen.colour_of("Luring") != "default"
    _serve(screen, "A-003")
    unsynced = counter.ask("status")["unsynced"]
    assert unsynced > 0
    screen.see(f"{unsynced} belum terkirim")
    screen.press(" ")
    screen.see("A-001 dipanggil")
    screen.press("i")
    screen.see("✓ Wawancara")
    screen.press("b")
    screen.see("A-001 biometrik selesai")
    screen.press("p")
    screen.see("resi dicetak")
    screen.see("Resi A-001", "RESI PENGAMBILAN", "esc Tutup")
    screen.press(ESCAPE)
    screen.see("LOKET KOSONG", "p Salinan", "Luring")
    centre.start()
    screen.see("Tersambung")
    screen.press(QUIT)
    screen.close()
    assert screen.process.returncode == 0

    assert counter.ask("sync", "--once")["unsynced"] == 0
    assert counter.ask("store", "check")["ok"] is True
    shown = counter.ask("do", "show", "--ticket", "A-001")
    assert (shown["status"], all(shown["stages"].values())) == ("finished", True)


def test_a_program_whose_terminal_is_gone_ends_by_itself_and_keeps_what_was_done(
    terminal: Installation, logged_in: LogIn
) -> None:
    terminal.ask("do", "issue", "--service", "paspor_baru")
    screen = logged_in(terminal)
    screen.press(" ")
    screen.see("A-001 dipanggil")
    screen.vanish()
    assert screen.process.wait(PATIENCE_S) == 0
    (held,) = terminal.ask("queue")["serving"]
    assert (held["number"], held["status"]) == ("A-001", "called")
