"""The commands of DESIGN §8 as scripts rely on them: their JSON, their exit status, one line when refused."""

import resource
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.installation import PROGRAM, Centre, Installation

BOOKINGS = Path(__file__).parent.parent / "data" / "bookings-laksan-palembang-2024-09-14.csv"
TICKET = {"ticket", "number", "service", "stages", "status", "counter", "reason", "event"}
STATUS = {"role", "office", "site", "device", "unsynced", "last_sync_age_s", "online", "waiting", "printer"}
SETUP = ("setup", "--office", "PLG", "--site", "utama", "--counter", "1")
ROOM_BYTES = 100_000
"""Less than the store's log needs for two hundred bookings."""

ON_A_HOME = ("status", "queue", "do call-next", "officers list", "store check", "store backup", "sync --once")


def _refused(home: Installation, *words: str, status: int = 1) -> str:
    """Return the one line with which a command is refused."""
    done = home.command(*words)
    assert (done.returncode, done.stdout) == (status, ""), (words, done.stderr)
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def _copy(home: Installation, name: str) -> Installation:
    copied = Installation(home.folder.with_name(name))
    shutil.copytree(home.folder, copied.folder)
    copied.variables["COUNTER_TUI_PASSPHRASE"] = home.variables["COUNTER_TUI_PASSPHRASE"]
    return copied


def test_a_counter_alone_answers_every_command_with_the_keys_of_the_contract(
    tmp_path: Path, terminal: Installation
) -> None:
    imported = terminal.ask("import", str(BOOKINGS), "--dry-run")
    assert set(imported) >= {"kind", "accepted", "updated", "unchanged", "rejected", "warnings"}
    issued = terminal.ask("do", "issue", "--service", "paspor_baru")
    assert set(issued) >= TICKET
    assert set(terminal.ask("do", "call-next")) >= TICKET
    terminal.ask("do", "done")
    terminal.ask("do", "call-next", "--visit", "2")
    assert terminal.ask("do", "done")["status"] == "finished"
    slip = terminal.ask("do", "slip", "--ticket", issued["number"])
    assert set(slip) >= {"application", "text", "bytes", "copy"}
    verified = terminal.ask("do", "verify", slip["text"])
    assert (verified["valid"], verified["application"]) == (True, slip["application"])
    assert set(verified) >= {"reason", "ready"}
    assert terminal.ask("do", "ready", "--application", slip["application"])["status"] == "ready"
    handed = terminal.ask("do", "handover", slip["text"], "--collector", "self")
    assert (handed["application"], handed["status"]) == (slip["application"], "handed_over")

    waiting = terminal.ask("do", "issue", "--service", "alih_status", "--priority", "lansia")
    queue = terminal.ask("queue")
    assert [row["number"] for row in queue["waiting"]] == [waiting["number"]]
    assert set(queue["waiting"][0]) >= {"number", "service", "visit", "priority", "waited_s"}
    assert queue["serving"] == []
    status = terminal.ask("status")
    assert set(status) >= STATUS
    assert (status["role"], status["online"], status["waiting"]) == ("terminal", None, 1)
    assert {"officers"} == set(terminal.ask("officers", "list"))
    assert terminal.ask("printer", "status")["state"] == "ready"
    assert terminal.ask("printer", "test")["state"] == "ready"
    assert {"printers"} == set(terminal.ask("printer", "list"))
    assert terminal.ask("store", "rebuild")["streams"] > 0
    assert terminal.ask("store", "upgrade")["schema"]
    backup = terminal.ask("store", "backup", str(tmp_path / "copy.backup"))
    elsewhere = Installation(tmp_path / "elsewhere")
    elsewhere.variables["COUNTER_TUI_PASSPHRASE"] = terminal.variables["COUNTER_TUI_PASSPHRASE"]
    assert elsewhere.ask("store", "restore", backup["file"])["kept"] is None
    for home in (terminal, elsewhere):
        checked = home.ask("store", "check")
        assert (checked["ok"], checked["problems"]) == (True, [])
        assert checked["events"] == terminal.ask("status")["unsynced"]
    assert all(one["level"] != "problem" for one in terminal.ask("doctor")["findings"])


def test_a_counter_and_its_centre_answer_with_the_keys_of_the_contract(
    tmp_path: Path, centre: Centre
) -> None:
    home = Installation(tmp_path / "terminal")
    assert set(centre.equip(home, "1")) == {"device", "office"}
    home.ask("do", "issue", "--service", "paspor_baru")
    assert set(home.ask("sync", "--once")) == {"pushed", "pulled", "unsynced"}
    (device,) = centre.home.ask("devices", "list")["devices"]
    assert (device["name"], device["revoked"]) == ("Loket 1", False)
    assert centre.home.ask("devices", "revoke", "Loket 1")["revoked"] is True
    assert home.command("sync", "--once").returncode == 1
    assert centre.stop() == 0
    assert centre.home.ask("store", "check")["ok"] is True


@pytest.mark.parametrize(
    "line",
    [
        "frobnicate",
        "status --frobnicate",
        "do fly",
        "do issue --frobnicate",
        "setup --office PLG",
        "store",
        "central --port 99999",
    ],
)
def test_wrong_usage_ends_with_2_and_says_how_it_is_used(tmp_path: Path, line: str) -> None:
    done = Installation(tmp_path / "home").command(*line.split())

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: counter-tui")
    assert "Traceback" not in done.stderr


def test_a_command_without_its_home_key_or_officer_is_refused_in_one_sentence(terminal: Installation) -> None:
    missing = Installation(terminal.folder.with_name("missing"))
    a_file = Installation(terminal.folder.with_name("file"))
    a_file.folder.write_text("not a folder")
    for line in ON_A_HOME:
        assert "Tidak ada data" in _refused(missing, *line.split())
        assert "bukan folder data" in _refused(a_file, *line.split())
    assert not missing.folder.exists()
    assert "bukan folder data" in _refused(a_file, *SETUP)
    assert "bukan folder data" in _refused(a_file, "central", "--port", "0")
    assert "sudah berisi data" in _refused(terminal, *SETUP)

    for variable, value, said in (
        ("COUNTER_TUI_PASSPHRASE", "wrong", "frasa sandi salah"),
        ("COUNTER_TUI_PASSPHRASE", "", "terkunci"),
        ("COUNTER_TUI_PIN", "000000", "PIN salah"),
        ("COUNTER_TUI_OFFICER", "nobody", "tidak dikenal"),
        ("COUNTER_TUI_OFFICER", "", "Tidak ada petugas"),
    ):
        wrong = Installation(terminal.folder)
        wrong.variables[variable] = value
        assert said in _refused(wrong, "do", "call-next")
    assert "menunggu" in _refused(terminal, "do", "call-next")
    assert "butuh terminal" in _refused(terminal)
    assert "butuh terminal" in _refused(terminal, "demo")
    assert "tidak dapat dibaca" in _refused(terminal, "import", "/nowhere.csv")


def test_a_damaged_store_is_named_as_such_by_every_command(terminal: Installation) -> None:
    overwritten, emptied = _copy(terminal, "overwritten"), _copy(terminal, "emptied")
    with (overwritten.folder / "journal.db").open("r+b") as file:
        file.write(b"garbage" * 100)
    (emptied.folder / "journal.db").write_bytes(b"")
    for home in (overwritten, emptied):
        for line in ("status", "queue", "do call-next", "store backup", "store rebuild"):
            assert "rusak" in _refused(home, *line.split())
        checked = home.command("store", "check", "--json")
        assert (checked.returncode, '"ok": false' in checked.stdout) == (1, True)
        assert len(checked.stderr.splitlines()) == 1
        assert home.command("doctor").returncode == 1

    unlocked, unset = _copy(terminal, "unlocked"), _copy(terminal, "unset")
    (unlocked.folder / "keys.json").unlink()
    assert "keys.json tidak ada" in _refused(unlocked, "status")
    (unset.folder / "config.toml").write_text("role = 5\n")
    assert "config.toml tidak terbaca" in _refused(unset, "status")


def test_a_damaged_page_is_found_by_the_backup_too(terminal: Installation) -> None:
    pages = (terminal.folder / "journal.db").stat().st_size // 4096
    with (terminal.folder / "journal.db").open("r+b") as file:
        file.seek((pages - 1) * 4096)
        file.write(b"x" * 4096)

    assert "rusak" in _refused(terminal, "store", "backup", str(terminal.folder / "copy"))
    assert not (terminal.folder / "copy").exists()


def test_the_homes_of_centre_and_counter_are_not_mixed_up(centre: Centre, terminal: Installation) -> None:
    for line in ("status", "queue", "do call-next", "sync --once", "officers list"):
        assert "data pusat, bukan loket" in _refused(centre.home, *line.split())
    assert "bukan pusat" in _refused(terminal, "central", "--port", "0")
    assert "bukan pusat" in _refused(terminal, "devices", "list")


def test_what_the_network_refuses_is_told_in_one_sentence(tmp_path: Path, centre: Centre) -> None:
    home, late = Installation(tmp_path / "terminal"), Installation(tmp_path / "late")
    address = f"http://127.0.0.1:{centre.port}"
    code = centre.home.ask("devices", "enrol", "--office", "PLG", "--name", "Loket 1")["code"]
    other = centre.home.ask("devices", "enrol", "--office", "PLG", "--name", "Loket 2")["code"]
    home.ask(*SETUP, "--central", address, "--code", code)

    assert "sudah dipakai" in _refused(late, *SETUP, "--central", address, "--code", code)
    assert "salah ketik" in _refused(late, *SETUP, "--central", address, "--code", "AAAA")
    rival = Installation(tmp_path / "rival")
    assert "tidak dapat dipakai" in _refused(rival, "central", "--port", str(centre.port))
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    assert "tidak menjawab" in _refused(rival, "central", "--port", "0", "--database-url", nowhere)

    centre.stop(kill=True)
    assert "tidak terjangkau" in _refused(late, *SETUP, "--central", address, "--code", other)
    away = home.command("sync", "--once")
    assert (away.returncode, len(away.stderr.splitlines())) == (1, 1)
    assert "tidak terjangkau" in away.stderr
    assert home.ask("status")["online"] is False
    centre.start()
    assert home.ask("sync", "--once")["unsynced"] == 0
    late.ask(*SETUP, "--central", address, "--code", other)


def test_a_full_disk_costs_the_last_action_and_nothing_before_it(terminal: Installation) -> None:
    terminal.ask("do", "issue", "--service", "paspor_baru")
    before = terminal.ask("store", "check")["events"]

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM_BYTES, ROOM_BYTES))

    full = subprocess.run(
        [PROGRAM, "import", str(BOOKINGS)],
        env=terminal.variables,
        capture_output=True,
        text=True,
        preexec_fn=no_room,
        check=False,
    )
    assert (full.returncode, full.stdout, len(full.stderr.splitlines())) == (1, "", 1), full.stderr
    assert "tidak tercatat" in full.stderr

    assert terminal.ask("store", "check") == {"ok": True, "events": before, "problems": []}
    assert terminal.ask("import", str(BOOKINGS))["accepted"] == 200
    assert terminal.ask("do", "issue", "--service", "paspor_baru")["number"] == "A-002"


def test_a_set_up_that_ended_halfway_is_simply_done_again(tmp_path: Path) -> None:
    home = Installation(tmp_path / "terminal")
    home.ask(*SETUP)
    for file in home.folder.glob("journal.db*"):
        file.unlink()

    assert home.ask(*SETUP)["office"] == "PLG"
    assert home.ask("do", "issue", "--service", "paspor_baru")["number"] == "A-001"
