"""Slip keys between real processes: by sync, by file to a laptop that was never online, and revoked."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.installation import Centre, Hub, Installation

pytestmark = pytest.mark.long


@pytest.fixture
def issuer(tmp_path: Path, centre: Centre) -> Installation:
    """A counter of the centre that has printed a slip and exchanged."""
    home = Installation(tmp_path / "issuer")
    centre.equip(home, "1")
    return home


@pytest.fixture
def laptop(tmp_path: Path) -> Installation:
    """A laptop of the same office that was never online."""
    home = Installation(tmp_path / "laptop")
    home.ask("setup", "--office", "PLG", "--site", "layanan", "--counter", "9")
    return home


def slip_of(home: Installation) -> str:
    number = home.ask("do", "issue", "--service", "paspor_baru")["number"]
    text: str = home.ask("do", "slip", "--ticket", number)["text"]
    return text


def refusal(home: Installation, *words: str) -> str:
    done = home.command(*words)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    (line,) = done.stderr.splitlines()
    return line


def test_a_slip_verifies_at_another_counter_after_sync_and_is_doubted_once_its_device_is_lost(
    tmp_path: Path, centre: Centre, issuer: Installation
) -> None:
    other = Installation(tmp_path / "other")
    centre.equip(other, "2")
    text = slip_of(issuer)
    assert other.ask("do", "verify", text)["reason"] == "unknown_key"
    issuer.ask("sync", "--once")
    other.ask("sync", "--once")
    assert other.ask("do", "verify", text)["reason"] == "valid"

    (lost,) = centre.home.ask("devices", "keys", "list")["keys"]
    since = ("--since", "2026-01-01")
    (gone,) = centre.home.ask("devices", "keys", "revoke", lost["key"][:4], "--device", "Loket 1", *since)[
        "revoked"
    ]
    assert gone["revoked"] is not None
    other.ask("sync", "--once")

    doubted = other.ask("do", "verify", text)
    assert (doubted["valid"], doubted["reason"]) == (False, "revoked_key")
    assert {row["trust"] for row in other.ask("devices", "keys", "list")["keys"]} == {"revoked"}
    assert refusal(other, "devices", "keys", "revoke", lost["key"]).startswith(
        "Kunci hanya dicabut di pusat."
    )


def test_a_laptop_that_was_never_online_verifies_by_a_file(
    tmp_path: Path, centre: Centre, issuer: Installation, laptop: Installation
) -> None:
    text = slip_of(issuer)
    issuer.ask("sync", "--once")
    file, later = tmp_path / "keys.json", tmp_path / "later.json"
    shown = centre.home.ask("devices", "keys", "export", str(file))["fingerprint"]
    assert laptop.ask("do", "verify", text)["reason"] == "unknown_key"
    assert "--fingerprint" in refusal(laptop, "devices", "keys", "import", str(file))

    taken = laptop.ask("devices", "keys", "import", str(file), "--fingerprint", shown)

    assert (taken["office"], taken["keys"]) == ("PLG", 1)
    assert laptop.ask("do", "verify", text)["valid"] is True

    centre.home.ask("devices", "revoke", "Loket 1")
    centre.home.ask("devices", "keys", "export", str(later))
    laptop.ask("devices", "keys", "import", str(later))
    # The laptop has not seen the event of this slip: nothing proves that it was issued before.
    assert laptop.ask("do", "verify", text)["reason"] == "revoked_key"
    assert "lebih lama" in refusal(laptop, "devices", "keys", "import", str(file))


def test_any_enrolled_counter_hands_the_list_on_and_an_enrolment_code_vouches_for_it(
    tmp_path: Path, centre: Centre, issuer: Installation, laptop: Installation
) -> None:
    file = str(tmp_path / "keys.json")
    assert refusal(issuer, "devices", "keys", "export", file).startswith("Di komputer ini belum ada daftar")
    text = slip_of(issuer)
    issuer.ask("sync", "--once")
    issuer.ask("devices", "keys", "export", file)
    code = centre.home.ask("devices", "enrol", "--office", "PLG", "--name", "Laptop")["code"]

    laptop.ask("devices", "keys", "import", file, "--code", code)

    assert laptop.ask("do", "verify", text)["valid"] is True


def test_at_a_hub_without_a_centre_the_counters_believe_each_other(tmp_path: Path) -> None:
    first, second = Installation(tmp_path / "hub"), Installation(tmp_path / "second")
    first.ask("setup", "--office", "PLG", "--site", "utama", "--counter", "1")
    with closing(Hub(first)) as hub:
        hub.start()
        hub.equip(second, "2", printer="virtual")
        theirs = slip_of(second)
        ours = slip_of(first)
        second.ask("sync", "--once")
        assert first.ask("do", "verify", theirs)["valid"] is True
        assert second.ask("do", "verify", ours)["valid"] is True
