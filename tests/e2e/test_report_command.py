"""`counter-tui report` as an office runs it."""

import stat
from pathlib import Path

import pytest

from tests.e2e.installation import Installation


@pytest.fixture
def handed(terminal: Installation) -> Installation:
    """Return a counter that handed one passport over."""
    issued = terminal.ask("do", "issue", "--service", "paspor_baru", "--name", "Siti Maulana")
    (application,) = issued["applications"]
    terminal.ask("do", "ready", "--application", application)
    terminal.ask("do", "handover", application, "--collector", "self")
    return terminal


def test_the_register_comes_as_json_table_and_files(handed: Installation, tmp_path: Path) -> None:
    found = handed.ask("report", "handovers")
    assert [(row["number"], row["owner"]) for row in found["rows"]] == [("A-001", "Siti Maulana")]
    assert found["issued_by"] == "dewi"
    assert "Siti Maulana" in handed.command("report", "handovers").stdout
    assert handed.command("report", "handovers", "--format", "csv").stdout.startswith("\ufeffNo.;Waktu;")
    for form, start in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        file = tmp_path / f"buku.{form}"
        done = handed.command("report", "handovers", "--format", form, "--output", str(file))
        assert (done.returncode, done.stderr) == (0, "")
        assert file.read_bytes().startswith(start)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_files_speak_indonesian_and_the_table_speaks_as_the_screen_does(handed: Installation) -> None:
    settings = handed.folder / "config.toml"
    settings.write_text(settings.read_text().replace('language = "id"', 'language = "en"'))
    assert "Owner" in handed.command("report", "handovers").stdout
    assert "Pemilik" in handed.command("report", "handovers", "--format", "csv").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("panjang",), "Pilih dari: audit, handovers, uncollected."),
        (("uncollected", "--from", "2024-01-01"), "Hapus --from dan --to."),
        (("handovers", "--from", "kemarin"), "Tulis seperti 2024-09-14."),
        (("handovers", "--office", "SMG"), "Laporan SMG ada di sana."),
    ],
)
def test_what_cannot_be_reported_is_said_in_one_line(
    terminal: Installation, words: tuple[str, ...], said: str
) -> None:
    done = terminal.command("report", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().endswith(said)
    assert len(done.stderr.splitlines()) == 1


def test_a_file_that_cannot_be_written_leaves_nothing_behind(handed: Installation, tmp_path: Path) -> None:
    missing = tmp_path / "tidak-ada" / "buku.csv"
    done = handed.command("report", "handovers", "--format", "csv", "--output", str(missing))
    assert done.returncode == 1
    assert str(missing) in done.stderr
    assert not missing.parent.exists()
