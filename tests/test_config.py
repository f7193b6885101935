from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.config import Home, RolePrinter, Settings, find
from counter_tui.core.refusal import Refused


def test_a_home_without_a_settings_file_has_the_defaults(tmp_path: Path) -> None:
    assert Home(tmp_path).settings() == Settings()


def test_saved_settings_are_read_back(tmp_path: Path) -> None:
    home = Home(tmp_path / "new")
    wanted = Settings(printer="serial:COM3", language="en", bell=False, keys={"action.recall": "x"})
    wanted = replace(wanted, scanners=("serial:/dev/ttyACM0?baud=9600", "usb:1a86:7523"))
    home.save(wanted)
    assert home.settings() == wanted


def test_a_change_keeps_the_other_settings(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.save(Settings(printer='file:C:\\"odd"'))
    home.change(theme="terang")
    assert home.settings() == Settings(printer='file:C:\\"odd"', theme="terang")


def test_no_change_of_one_thread_is_lost_to_another_and_no_draft_is_left(tmp_path: Path) -> None:
    home = Home(tmp_path)

    def change(name: str) -> None:
        for number in range(50):
            home.change(**{name: str(number)})

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(change, ("central", "serves")))
    assert home.settings() == Settings(central="49", serves="49")
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    "text",
    [
        "theme = 'pink'",
        "lane = 'bus'",
        "lock_minutes = 'x'",
        "nonsense = 1",
        "[printers.poster]\nname = 'virtual'",
        "[[",
        "\x00",
    ],
)
def test_a_bad_settings_file_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    home = Home(tmp_path)
    home.settings_file.write_text(text)
    with pytest.raises(Refused) as refusal:
        home.settings()
    assert "config.toml" in refusal.value.sentence
    assert "\n" not in refusal.value.sentence


def test_a_printer_of_a_role_is_kept_with_every_other_setting(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings_file.write_text(
        "printer = 'virtual'\nprinter_fallback = true\n[printers.ticket]\nname = 'tcp:10.0.0.9'\n"
        "[keys]\n'action.recall' = 'x'\n"
    )
    changed = home.change(bell=False)
    assert home.settings() == changed
    assert changed.printers == {"ticket": RolePrinter(name="tcp:10.0.0.9")}
    assert (changed.printer_fallback, changed.keys, changed.bell) == (True, {"action.recall": "x"}, False)


def test_the_environment_names_the_home_and_the_option_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTER_TUI_HOME", str(tmp_path / "environment"))
    assert find(None).folder == tmp_path / "environment"
    assert find(str(tmp_path / "option")).folder == tmp_path / "option"
