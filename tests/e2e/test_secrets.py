"""No secret is said, logged, or shown in the list of processes: markers are looked for everywhere."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.installation import PROGRAM, Centre, Installation
from tests.postgres import Cluster

pytestmark = pytest.mark.long

PASSPHRASE, PIN, WRONG_PIN = "frasa-penanda-9417", "739154", "286407"
PASSWORD = "sandi-penanda-5528"
SECRETS = (PASSPHRASE, PIN, WRONG_PIN, PASSWORD)


def command_lines() -> str:
    """Return what every user of this machine can read of our running programs."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(place.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return "\n".join(line for line in found if "counter-tui" in line)


@pytest.fixture
def centre(tmp_path: Path, postgres_cluster: Cluster) -> Iterator[Centre]:
    """Return a running centre whose database address holds a password."""
    url = postgres_cluster.url(postgres_cluster.create())
    scheme, _, rest = url.partition("://")
    user, _, place = rest.rpartition("@")
    home = Installation(tmp_path / "centre")
    home.variables["COUNTER_TUI_PASSPHRASE"] = PASSPHRASE
    name = user.partition(":")[0] or "postgres"
    with closing(Centre(home, f"{scheme}://{name}:{PASSWORD}@{place}")) as running:
        running.start()
        yield running


def test_no_secret_is_said_or_shown(centre: Centre, tmp_path: Path) -> None:
    home = Installation(tmp_path / "terminal")
    home.variables |= {"COUNTER_TUI_PASSPHRASE": PASSPHRASE, "COUNTER_TUI_PIN": PIN}
    said = [command_lines()]
    code = centre.home.ask("devices", "enrol", "--office", "PLG", "--name", "Loket 3")["code"]

    def run(*words: str, status: int = 0, **variables: str) -> None:
        done = subprocess.run(
            [PROGRAM, *words],
            env=home.variables | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == status, (words, done.stderr)
        said.extend((done.stdout, done.stderr))

    place = ("--office", "PLG", "--site", "utama", "--counter", "3")
    run("setup", *place, "--code", code)
    run("setup", *place, "--code", code, status=1)
    run("do", "issue", "--service", "paspor_baru")
    run("do", "issue", "--service", "paspor_baru", status=1, COUNTER_TUI_PIN=WRONG_PIN)
    run("status", status=1, COUNTER_TUI_PASSPHRASE=f"{PASSPHRASE}-salah")
    run("sync", "--once")
    run("doctor")
    said.append(command_lines())
    centre.stop()
    run("sync", "--once", status=1)
    wrong = f"postgresql://counter:{PASSWORD}@127.0.0.1:1/tidak-ada"
    home.folder = tmp_path / "other"
    run("central", "--database-url", wrong, "--port", "0", status=1, COUNTER_TUI_HOME=str(home.folder))
    logs = [file for file in tmp_path.rglob("*") if file.suffix == ".log" or file.parent.name == "logs"]
    said += [file.read_text("utf-8", "replace") for file in logs if file.is_file()]
    for secret in (*SECRETS, code.split("-", 2)[-1]):
        assert [text for text in said if secret in text] == []
    assert any("counter-tui central" in " ".join(text.split()) for text in said[:1])
