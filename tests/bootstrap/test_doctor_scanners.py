"""The doctor looks at the scanners that a machine's settings name."""

from pathlib import Path

from counter_tui.bootstrap.doctor import examine
from counter_tui.config import Home, Settings
from tests.scanning.fake_scanner import PtyScanner


def test_the_doctor_names_a_scanner_that_is_not_plugged_in_and_no_other(tmp_path: Path) -> None:
    home, scanner = Home(tmp_path / "home"), PtyScanner()
    home.save(Settings(scanners=(f"serial:{scanner.path}", "usb:1a86:7523:nowhere")))
    found = [finding for finding in examine(home) if finding.subject == "scanner"]
    scanner.unplug()
    assert [finding.level for finding in found] == ["ok", "warning"]
    assert found[1].text.startswith("Pemindai usb:1a86:7523:nowhere tidak terpasang.")


def test_the_doctor_says_when_a_scanners_name_means_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.save(Settings(scanners=("camera:0",)))
    found = [finding for finding in examine(home) if "camera:0" in finding.text]
    assert [finding.level for finding in found] == ["problem"]
