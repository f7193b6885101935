"""What an office does about people's data with commands: give it out, erase it, look what is over."""

import json
import stat
from pathlib import Path

import pytest

from tests.e2e.installation import Installation

pytestmark = pytest.mark.long


def closed(terminal: Installation) -> str:
    """Return an application that was handed over to its owner."""
    issued = terminal.ask("do", "issue", "--service", "paspor_baru", "--name", "Siti Maulana")
    (application,) = issued["applications"]
    terminal.ask("do", "ready", "--application", application)
    terminal.ask("do", "handover", application, "--collector", "self")
    return str(application)


def test_an_applicant_s_file_is_given_out_and_then_erased(terminal: Installation, tmp_path: Path) -> None:
    application = closed(terminal)
    file = tmp_path / "berkas.json"
    done = terminal.command("store", "export", "--application", application, "--output", str(file), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["records"][0]["data"]["name"] == "Siti Maulana"
    assert "Siti Maulana" in terminal.command("store", "export", "--application", application).stdout
    erased = terminal.ask("store", "erase", "--application", application, "--reason", "requested")
    assert erased["erased"]["applicant"] == 1
    assert "Siti" not in terminal.command("store", "export", "--application", application).stdout


def test_a_look_for_what_is_over_reports_and_doctor_tells_when(terminal: Installation) -> None:
    closed(terminal)
    before = terminal.ask("doctor")
    assert terminal.ask("store", "purge", "--dry-run") == {"count": 0, "erased": {}, "dry_run": True}
    assert terminal.ask("store", "purge")["count"] == 0
    after = terminal.ask("doctor")
    assert [levels(one) for one in (before, after)] == [["warning"], ["ok"]]


def levels(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    findings = next(iter(value for value in answer.values() if isinstance(value, list)))
    return [one["level"] for one in findings if one["subject"] == "retention"]
