"""One passport handed over at two terminals while the centre is away: listed on both, settled once."""

from pathlib import Path

from tests.e2e.conftest import LogIn
from tests.e2e.installation import Centre, Installation
from tests.e2e.screen import ENTER


def test_a_double_handover_is_listed_on_both_terminals_until_one_decides(
    tmp_path: Path, centre: Centre, logged_in: LogIn
) -> None:
    one = Installation(tmp_path / "one", officer="Lia Nuraini")
    two = Installation(tmp_path / "two", officer="Bayu Kurnia")
    for home, counter in ((one, "7"), (two, "8")):
        centre.equip(home, counter, printer="virtual", authorise="officer")
    (application,) = one.ask("do", "issue", "--service", "paspor_baru", "--name", "Siti Maulana")[
        "applications"
    ]
    one.ask("do", "ready", "--application", application)
    for home in (one, two):
        assert home.ask("sync", "--once")["unsynced"] == 0

    centre.stop(kill=True)
    assert one.ask("do", "handover", application, "--collector", "self")["status"] == "handed_over"
    assert two.ask("do", "handover", application, "--collector", "family")["status"] == "handed_over"
    centre.start()
    for home in (one, two, one):
        assert home.ask("sync", "--once")["unsynced"] == 0

    shown = [logged_in(home) for home in (one, two)]
    for screen in shown:
        screen.press("0")
        screen.see("Perlu diperiksa 1", "A-001 Paspor diserahkan dua kali", "Siti M.")
        screen.see("Loket 7, Lia N. Loket 8, Bayu K.", "kepada pemilik kepada keluarga satu KK")
    shown[0].press("1")
    shown[0].see("▸ 1 Catatan pertama")
    shown[0].press(ENTER)
    shown[0].see("A-001 diperiksa: catatan pertama yang benar")
    for screen in shown:
        screen.see("Tidak ada yang perlu diperiksa.")

    shown[0].press("u")
    for screen in shown:
        screen.see("A-001 Paspor diserahkan dua kali")
    for home in (one, two):
        assert home.ask("store", "check")["ok"] is True
