"""A site with a hub: two terminals of one network see one queue, without a centre."""

import re
import ssl
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from counter_tui.store import keys
from counter_tui.store.store import Store
from counter_tui.sync.neighbourhood import LOOPBACK, look
from tests.e2e.installation import Hub, Installation
from tests.patience import GIVE_UP_SECONDS
from tests.printing.decoder import decode


@pytest.fixture
def second(hub: Hub, tmp_path: Path) -> Installation:
    """Return counter 2, enrolled at the hub."""
    home = Installation(tmp_path / "second")
    hub.equip(home, "2", printer="virtual")
    return home


def numbers(home: Installation) -> list[str]:
    """Return the numbers that wait, as a terminal knows them."""
    return [row["number"] for row in home.ask("queue")["waiting"]]


def test_what_is_issued_at_one_counter_waits_at_all_and_the_hub_numbers_for_both(
    hub: Hub, second: Installation
) -> None:
    hub.home.ask("do", "issue", "--service", "paspor_baru")
    second.ask("do", "issue", "--service", "paspor_baru")
    done = second.ask("sync", "--once")
    assert done["unsynced"] == 0
    assert numbers(second) == numbers(hub.home) == ["A-001", "A-002"]
    for home in (hub.home, second):
        assert home.ask("store", "check")["ok"]


def test_a_terminal_goes_on_without_its_hub_and_tells_it_all_when_it_is_back(
    hub: Hub, second: Installation
) -> None:
    hub.stop(kill=True)
    own = second.ask("do", "issue", "--service", "paspor_baru")["number"]
    assert second.command("sync", "--once").returncode == 1
    hub.start()
    assert second.ask("sync", "--once")["unsynced"] == 0
    assert numbers(hub.home) == [own]
    assert re.fullmatch(r"A\d+-001", own)


def test_a_terminal_believes_no_other_certificate_at_its_hubs_address(
    hub: Hub, second: Installation, tmp_path: Path
) -> None:
    hub.stop()
    (hub.home.folder / "hub.pem").unlink()
    hub.start()
    second.ask("do", "issue", "--service", "paspor_baru")
    refused = second.command("sync", "--once")
    assert (refused.returncode, numbers(hub.home)) == (1, [])
    assert second.ask("status")["unsynced"] > 0


def test_a_hub_speaks_no_plain_http(hub: Hub) -> None:
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        urllib.request.urlopen(f"http://127.0.0.1:{hub.port}/v1/health", timeout=GIVE_UP_SECONDS)
    unchecked = ssl._create_unverified_context()
    with urllib.request.urlopen(
        f"{hub.address}/v1/health", timeout=GIVE_UP_SECONDS, context=unchecked
    ) as answer:
        assert answer.status == 200


def test_a_hub_on_all_addresses_tells_its_terminals_the_one_of_their_network(tmp_path: Path) -> None:
    home = Installation(tmp_path / "hub")
    home.ask("setup", "--office", "PLG", "--site", "utama", "--counter", "1", "--printer", "virtual")
    with closing(Hub(home, options=("--host", "0.0.0.0"))) as running:
        running.start()
        code = home.ask("devices", "enrol", "--office", "PLG", "--name", "Loket 2")["code"]
        host = urlsplit(code.partition("@")[2]).hostname
        assert host not in {None, "0.0.0.0", "127.0.0.1"}
        assert urlsplit(code.partition("@")[2]).port == running.port


def test_a_hub_is_found_on_its_network_by_site_and_port_while_it_runs(hub: Hub) -> None:
    def seen() -> list[tuple[str, int, int]]:
        found = look(seconds=GIVE_UP_SECONDS, interfaces=LOOPBACK, enough=server_of(hub))
        return [(one.site, one.epoch, one.port) for one in found if one.server == server_of(hub)]

    assert seen() == [("utama", 1, hub.port)]
    assert hub.stop() == 0
    assert server_of(hub) not in {one.server for one in look(interfaces=LOOPBACK)}


def server_of(hub: Hub) -> str:
    """Return a hub's server id, as its certificate bears it."""
    name = x509.load_pem_x509_certificate((hub.home.folder / "hub.pem").read_bytes()).subject
    return str(name.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value).rpartition(" ")[2]


def test_an_enrolment_code_is_printed_as_a_qr_that_reads_as_the_code_and_lies_in_no_spool(
    tmp_path: Path,
) -> None:
    home, paper = Installation(tmp_path / "hub"), tmp_path / "paper.bin"
    where = ("--office", "PLG", "--site", "utama", "--counter", "1", "--printer", f"file:{paper}")
    home.ask("setup", *where)
    with closing(Hub(home)) as running:
        running.start()
    code = home.ask("devices", "enrol", "--office", "PLG", "--name", "Loket 2", "--print")["code"]
    page = decode(paper.read_bytes())
    assert page.scanned() == [code]
    assert "Loket 2" in page.texts
    store = Store.open(
        home.folder / "journal.db", keys.unlock(home.folder / "keys.json", environ=home.variables)
    )
    with closing(store), store.read() as connection:
        assert connection.execute("SELECT count(*) FROM print_job").fetchone() == (0,)
