"""The doctor says what to do where the centre does not know this computer."""

from pathlib import Path

from counter_tui.bootstrap.doctor import examine
from counter_tui.config import Home
from counter_tui.sync.status import StatusFile, SyncStatus


def test_a_computer_that_its_centre_does_not_know_is_told_how_to_be_enrolled(tmp_path: Path) -> None:
    for detail, levels in (("unknown_device", ["problem"]), ("ConnectError", [])):
        StatusFile(tmp_path).write(SyncStatus(state="offline", detail=detail))
        found = [finding for finding in examine(Home(tmp_path)) if finding.subject == "centre"]
        assert [finding.level for finding in found] == levels
        assert all("devices enrol --hub" in finding.text for finding in found)
