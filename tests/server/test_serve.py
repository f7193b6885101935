import asyncio
import contextlib
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import msgspec
import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.server import devices, opening
from counter_tui.server.serve import Tls, run
from counter_tui.sync.enrolment_code import parse_code
from counter_tui.sync.grant import EnrolAnswer, Grant
from counter_tui.sync.server_clock import wall_ms
from tests import ports
from tests.postgres import Cluster
from tests.server.conftest import ask_in
from tests.server.terminal import Terminal

SERVE = (
    "import sys; from pathlib import Path; from counter_tui.config import Home; "
    "from counter_tui.server.serve import run; "
    "run(Home(Path(sys.argv[1])), host='127.0.0.1', port=int(sys.argv[2]), database_url=sys.argv[3])"
)


class Process:
    """A centre in a process of its own."""

    def __init__(self, home: Home, url: str = "", port: int = 0) -> None:
        self.home = home
        self.url = url
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(home.folder), str(port), url],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        self.first_line = self.process.stdout.readline()
        assert self.first_line, self.process.communicate()[1]
        self.address = self.first_line.rsplit(" ", 1)[1].strip()

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        self.process.communicate(timeout=60)
        return self.process.returncode


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("empty_postgres")) if request.param == "postgresql" else ""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "pusat")


@pytest.fixture
def port() -> Iterator[int]:
    """Return a port that stays the test's while its centre is down."""
    with ports.keep() as held:
        yield ports.number(held)


@pytest.fixture
def served(home: Home, url: str, port: int) -> Iterator[Process]:
    process = Process(home, url, port)
    yield process
    with contextlib.suppress(ProcessLookupError):
        process.process.kill()
    process.process.communicate()


@contextlib.asynccontextmanager
async def a_terminal(served: Process) -> AsyncIterator[Terminal]:
    async with httpx.AsyncClient(base_url=served.address, timeout=60, trust_env=False) as client:
        terminal = Terminal(client, now=wall_ms())
        answer = await ask_in(terminal, a_code(served.home))
        assert answer.status_code == 200, answer.text
        yield terminal


def a_code(home: Home) -> str:
    with opening.opened(home) as (database, server):
        return devices.enrol(
            database, server, office="PLG", name="Loket 1", address=opening.address(home), authorise=()
        )


async def test_the_first_line_says_where_it_listens_and_a_code_made_meanwhile_works(served: Process) -> None:
    assert served.first_line.startswith("counter-tui central listening on http://127.0.0.1:")
    assert parse_code(a_code(served.home)).address == served.address
    async with a_terminal(served) as terminal:
        terminal.issue()
        await terminal.pushed()
        async with asyncio.timeout(60):
            while (await terminal.ask_head()).projected < 1:
                await asyncio.sleep(0.02)


async def test_sigterm_answers_open_long_polls_and_ends_cleanly(served: Process) -> None:
    async with a_terminal(served) as terminal:
        _, cursor = await terminal.pull_all()
        pulls = [asyncio.create_task(terminal.pull(cursor=cursor, wait=30)) for _ in range(5)]
        async with asyncio.timeout(60):
            while "counter_tui_long_polls 5" not in (await terminal.client.get("/metrics")).text:
                await asyncio.sleep(0.02)
        ended = await asyncio.to_thread(served.end)
        answers = await asyncio.gather(*pulls)
    assert ended == 0
    assert [lines for _, lines in answers] == [[]] * 5


def test_told_twice_to_end_it_ends_in_order_and_says_nothing(served: Process) -> None:
    for how in (signal.SIGTERM, signal.SIGINT):
        served.process.send_signal(how)
    assert served.process.communicate(timeout=60) == ("", "")
    assert served.process.returncode == 0


async def test_killed_in_the_middle_of_pushes_it_has_everything_once_afterwards(
    served: Process, port: int
) -> None:
    async with a_terminal(served) as terminal:
        for _ in range(400):
            terminal.issue()
        pushing = asyncio.create_task(push_all(terminal, 4))
        async with asyncio.timeout(60):
            while not (await terminal.ask_head()).ingested:
                await asyncio.sleep(0)
        served.end(signal.SIGKILL)
        with pytest.raises(httpx.HTTPError):
            await pushing
        again = Process(served.home, port=port)
        try:
            assert again.address == served.address
            terminal.now = wall_ms()
            known = (await terminal.ask_head()).heads[0].seq
            assert 0 < known <= 400
            await terminal.pushed(after=max(0, known - 3))
            async with asyncio.timeout(60):
                while (await terminal.ask_head()).projected < 400:
                    await asyncio.sleep(0.02)
            assert (await terminal.pull_all())[0] == terminal.lines
        finally:
            assert again.end() == 0


async def push_all(terminal: Terminal, step: int) -> None:
    for place in range(0, len(terminal.lines), step):
        await terminal.pushed(after=place, upto=place + step)
    raise AssertionError("it was not killed in time")


async def test_a_centre_started_again_is_the_same_one(served: Process, port: int) -> None:
    async with a_terminal(served) as terminal:
        before = await terminal.ask_head()
        served.end()
        again = Process(served.home, port=port)
        terminal.now = wall_ms()
        try:
            after = await terminal.ask_head()
        finally:
            again.end()
    assert (after.server, after.server_epoch) == (before.server, before.server_epoch)


def test_a_code_given_out_before_the_first_start_works_on_postgresql(home: Home, empty_postgres: str) -> None:
    text = a_code(home)
    served = Process(home, empty_postgres)
    try:
        answer = asyncio.run(enrolled_at(served, text))
    finally:
        served.end()
    grant = msgspec.json.decode(msgspec.json.decode(answer.content, type=EnrolAnswer).grant, type=Grant)
    assert parse_code(text).vouches_for(grant.server_key)


async def enrolled_at(served: Process, text: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=served.address, trust_env=False) as client:
        return await ask_in(Terminal(client), text)


def test_an_embedded_centre_in_use_is_not_left_behind_silently(home: Home, empty_postgres: str) -> None:
    served = Process(home)
    try:
        assert asyncio.run(enrolled_at(served, a_code(home))).status_code == 200
    finally:
        served.end()
    with pytest.raises(Refused) as refused, opening.opened(home, empty_postgres):
        pass
    assert refused.value.code == "other_database"


def test_another_homes_database_is_refused(tmp_path: Path, empty_postgres: str) -> None:
    with opening.opened(Home(tmp_path / "a"), empty_postgres):
        pass
    with pytest.raises(Refused) as refused, opening.opened(Home(tmp_path / "b"), empty_postgres):
        pass
    assert refused.value.code == "foreign_database"


def test_a_terminals_folder_does_not_become_a_centre(home: Home) -> None:
    home.folder.mkdir()
    home.store.write_bytes(b"a counter's journal")
    with pytest.raises(Refused) as refused, opening.opened(home):
        pass
    assert refused.value.code == "not_central"
    assert home.store.read_bytes() == b"a counter's journal"


def test_a_database_that_does_not_answer_is_named_without_its_password(
    home: Home, postgres_cluster: Cluster
) -> None:
    url = f"postgresql://postgres:rahasia@127.0.0.1:{postgres_cluster.port}/absent"
    with pytest.raises(Refused) as refused, opening.opened(home, url):
        pass
    assert refused.value.code == "database"
    assert "rahasia" not in refused.value.sentence


def test_a_database_in_which_nothing_may_be_made_is_refused_in_one_sentence(
    home: Home, empty_postgres: str
) -> None:
    with psycopg.connect(empty_postgres, autocommit=True) as connection:
        connection.execute("CREATE ROLE guest LOGIN")
    url = empty_postgres.replace("postgres@", "guest@")
    with pytest.raises(Refused) as refused, opening.opened(home, url):
        pass
    assert refused.value.code == "database"
    assert "InsufficientPrivilege" in refused.value.sentence


@pytest.mark.parametrize("url", ["mysql://x/y", "just words", "postgresql://host:notaport/x"])
def test_an_address_that_is_no_postgresql_is_refused(home: Home, url: str) -> None:
    with pytest.raises(Refused) as refused, opening.opened(home, url):
        pass
    assert refused.value.code == "database_url"


def test_a_taken_port_is_refused_in_one_sentence(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Refused) as refused:
        run(home, host="127.0.0.1", port=taken.getsockname()[1])
    assert refused.value.code == "port"


def test_the_database_address_is_kept_where_only_its_owner_reads_it(home: Home, empty_postgres: str) -> None:
    with opening.opened(home, empty_postgres):
        pass
    assert (home.folder / "database-url").stat().st_mode & 0o077 == 0
    assert not home.exists


@pytest.fixture
def certificate(tmp_path: Path) -> Tls:
    """Return a certificate for 127.0.0.1 that its own key signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    tls = Tls(tmp_path / "certificate.pem", tmp_path / "key.pem")
    tls.certificate.write_bytes(signed.public_bytes(Encoding.PEM))
    tls.private_key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return tls


def test_a_centre_with_a_certificate_speaks_https(tmp_path: Path, certificate: Tls) -> None:
    words = ["central", "--home", str(tmp_path / "home"), "--port", "0", "--certificate"]
    words += [str(certificate.certificate), "--private-key", str(certificate.private_key)]
    with subprocess.Popen(
        [sys.executable, "-m", "counter_tui", *words], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        address = process.stdout.readline().split()[-1]
        try:
            trust = ssl.create_default_context(cafile=certificate.certificate)
            assert address.startswith("https://127.0.0.1:")
            assert httpx.get(f"{address}/v1/health", verify=trust).json()["status"] == "ok"
        finally:
            process.terminate()


def test_an_unreadable_certificate_is_refused_in_one_sentence(tmp_path: Path, certificate: Tls) -> None:
    certificate.certificate.write_text("no certificate")
    with pytest.raises(Refused, match="Sertifikat"):
        run(Home(tmp_path / "home"), host="127.0.0.1", port=0, tls=certificate)
