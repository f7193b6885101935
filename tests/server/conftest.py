import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from counter_tui.server import devices, identity
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.store.central.database import Database, open_postgres, open_sqlite
from counter_tui.sync.enrolment_code import parse_code, proof, proof_key
from counter_tui.sync.grant import EnrolAnswer, EnrolRequest, Grant
from tests.centre_template import KEY
from tests.server.terminal import NOW, Terminal

Enrol = Callable[..., Awaitable[Terminal]]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty centre's database on each engine."""
    if request.param == "postgresql":
        opened = open_postgres(request.getfixturevalue("postgres"))
    else:
        path = tmp_path / "journal.db"
        shutil.copy(request.getfixturevalue("centre_file"), path)
        opened = open_sqlite(path, KEY)
    yield opened
    opened.close()


@pytest.fixture
def central(database: Database) -> Central:
    """A centre that believes it is NOW; its projector runs only where a test says so."""
    return Central(database, identity.load(database, KEY), now=lambda: NOW)


@pytest.fixture
async def client(central: Central) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the real application, without a network between."""
    transport = httpx.ASGITransport(build(central), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://pusat.test") as found:
        yield found


@pytest.fixture
def enrol(central: Central, client: httpx.AsyncClient) -> Enrol:
    """Enrol a new terminal of an office through the real route."""

    async def enrolled(office: str = "PLG", authorise: tuple[str, ...] = (), **fields: Any) -> Terminal:
        text = devices.enrol(
            central.database,
            central.identity,
            office=office,
            name="Loket",
            address="http://pusat.test",
            authorise=authorise,
        )
        terminal = Terminal(client, office=office, **fields)
        answer = await ask_in(terminal, text)
        assert answer.status_code == 200, answer.text
        envelope = msgspec.json.decode(answer.content, type=EnrolAnswer)
        terminal.grant = msgspec.json.decode(envelope.grant, type=Grant)
        return terminal

    return enrolled


async def ask_in(terminal: Terminal, text: str, **changes: str) -> httpx.Response:
    """Ask for enrolment by a code; `changes` replace fields of the request after its proof was made."""
    code = parse_code(text)
    public = terminal.key.public
    fields: dict[str, Any] = {
        "code": code.id,
        "device": terminal.device,
        "key": public,
        "office": terminal.office,
        "site": terminal.site,
        "name": "Loket 1",
        "proof": proof(
            proof_key(code.secret),
            device=terminal.device,
            public=public,
            office=terminal.office,
            site=terminal.site,
        ),
    }
    asked = EnrolRequest(**(fields | changes))
    return await terminal.client.post("/v1/devices", content=msgspec.json.encode(asked))
