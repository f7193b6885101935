"""One officer's hour at a real terminal: keys, kill -9, a centre that goes away."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.installation import Centre, Installation
from tests.e2e.screen import ENTER, PATIENCE_S, RealScreen

PIN = "482913"
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


@pytest.fixture
def screens() -> Iterator[ExitStack]:
    """Return what ends every program that a test opened."""
    with ExitStack() as stack:
        yield stack


def _open(home: Installation, screens: ExitStack) -> RealScreen:
    screen = RealScreen(home)
    screens.callback(_end, screen)
    screen.see("Masuk", "ctrl+q")
    screen.press(*PIN)
    screen.see("Antrean", "Keadaan")
    return screen


def _end(screen: RealScreen) -> None:
    if screen.process.poll() is None:
        screen.kill()


def _serve(screen: RealScreen, number: str) -> None:
    """Take a number through its document check: three keys."""
    screen.press(" ")
    screen.see(f"{number} dipanggil")
    screen.press(ENTER)
    screen.see("DILAYANI")
    screen.press(ENTER)
    screen.see("menunggu tahap berikut")


def test_an_officer_works_through_a_kill_and_a_lost_line_and_loses_nothing(
    counter: Installation, centre: Centre, screens: ExitStack
) -> None:
    screen = _open(counter, screens)
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
    screen = _open(counter, screens)
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
    terminal: Installation, screens: ExitStack
) -> None:
    terminal.ask("do", "issue", "--service", "paspor_baru")
    screen = _open(terminal, screens)
    screen.press(" ")
    screen.see("A-001 dipanggil")
    screen.vanish()
    assert screen.process.wait(PATIENCE_S) == 0
    (held,) = terminal.ask("queue")["serving"]
    assert (held["number"], held["status"]) == ("A-001", "called")
