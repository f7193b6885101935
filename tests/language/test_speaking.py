"""One setting changes the language of everything an officer reads; paper stays Indonesian."""

import re
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from counter_tui import language
from counter_tui.bootstrap import setup
from counter_tui.bootstrap.app import make
from counter_tui.bootstrap.terminal import opened
from counter_tui.cli.main import main
from counter_tui.config import Home
from counter_tui.language import _, decimal, ngettext
from counter_tui.printing.blocks import Text
from counter_tui.printing.documents.kinds import blocks
from counter_tui.store import queries
from counter_tui.tui import times
from counter_tui.tui.app import CounterApp
from counter_tui.tui.commands import commands
from counter_tui.tui.widgets.key_bar import KeyBar

NOON = 1_726_290_120_000  # Saturday 14 September 2024, 12.02 in Jakarta


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a counter's home with one officer."""
    found = Home(tmp_path / "loket-3")
    answers = setup.Answers(
        office="PLG",
        office_name="Kanim Palembang",
        site="utama",
        counter="3",
        guard="file",
        login="dewi",
        pin="135790",
        officer_name="Dewi Anggraini",
    )
    setup.set_up(found, answers)
    return found


def test_an_unknown_language_is_refused_and_the_present_one_stays() -> None:
    with pytest.raises(ValueError, match="fr"):
        language.use("fr")
    assert language.current() == "id"


def test_without_a_setting_the_sentences_are_indonesian() -> None:
    assert _("Kertas habis.") == "Kertas habis."


def test_english_has_a_singular_of_its_own() -> None:
    language.use("en")
    said = [
        ngettext("{count} cetakan tersimpan.", "{count} cetakan tersimpan.", count).format(count=count)
        for count in (1, 2)
    ]
    assert said == ["1 print job is kept.", "2 print jobs are kept."]


def test_times_days_and_numbers_are_written_as_the_language_does() -> None:
    zone = "Asia/Jakarta"
    indonesian = (times.long_date(NOON, zone), times.clock_seconds(NOON, zone), decimal(1.5))
    language.use("en")
    english = (times.long_date(NOON, zone), times.clock_seconds(NOON, zone), decimal(1.5))
    assert indonesian == ("Sabtu 14 September 2024", "12.02.00", "1,5")
    assert english == ("Saturday 14 September 2024", "12:02:00", "1.5")


@pytest.mark.parametrize(
    ("setting", "refusal"),
    [("id", "Tidak ada data di {folder}."), ("en", "No data in {folder}."), (None, "Tidak ada data di")],
)
def test_a_command_refuses_in_the_language_of_its_homes_settings(
    setting: str | None, refusal: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if setting is not None:
        Home(tmp_path).change(language=setting)
    assert main(["--home", str(tmp_path), "status"]) == 1
    assert capsys.readouterr().err.startswith(refusal.format(folder=tmp_path))


def test_settings_that_cannot_be_read_are_said_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text('language = "fr"\n', "utf-8")
    assert main(["--home", str(tmp_path), "status"]) == 1
    assert "config.toml" in capsys.readouterr().err


async def test_the_palette_changes_the_screens_language_and_keeps_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTER_TUI_OFFICER", "dewi")
    monkeypatch.setenv("COUNTER_TUI_PIN", "135790")
    with opened(home) as terminal:
        terminal.login_from_environment()
        app = make(terminal, (terminal.desk.counter_view(), terminal.desk.status_view()))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            before = key_bar(pilot)
            await choose(app, "English")
            await pilot.pause()
            after = key_bar(pilot)
    assert ("Panggil" in before, "Call" in after) == (True, True)
    assert home.settings().language == "en"


def test_paper_stays_indonesian(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTER_TUI_OFFICER", "dewi")
    monkeypatch.setenv("COUNTER_TUI_PIN", "135790")
    with opened(home) as terminal:
        terminal.login_from_environment()
        terminal.desk.open_day()
        language.use("en")
        terminal.desk.issue("paspor_baru", "lansia")
        with terminal.store.read() as connection:
            (job,) = queries.print_jobs(connection, 1)
    printed = [block.words for block in blocks(job) if isinstance(block, Text)]
    assert {"NOMOR ANTREAN", "Paspor baru", "Prioritas: Lansia"} <= set(printed)
    assert re.fullmatch(r"\d\d\.\d\d", job.data["time"])


async def choose(app: CounterApp, name: str) -> None:
    """Do a command of the palette by its name."""
    done = next(command for command in commands(app) if command.name == name).run(app)
    assert done is not None
    await done


def key_bar(pilot: Pilot[None]) -> str:
    """Return the key bar's text."""
    bar = cast(CounterApp, pilot.app).screen.query_one(KeyBar)
    return bar.lines(80, 1)[0].plain


def test_somebody_is_spoken_to_in_their_language_while_the_program_keeps_its_own() -> None:
    own, theirs = _("Batalkan"), ""
    with language.speaking("en"):
        theirs, code = _("Batalkan"), language.current()
    with language.speaking("fr"):
        assert _("Batalkan") == own
    assert (code, language.current()) == ("en", "id")
    assert theirs != own
