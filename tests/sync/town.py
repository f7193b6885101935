"""A real centre and real homes for the sync tests: only the line between them is ours to break."""

import shutil
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from counter_tui.core.event import Draft, Event
from counter_tui.server import devices, identity
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.store.central.database import Database, open_sqlite
from counter_tui.store.check import check
from counter_tui.store.create import create
from counter_tui.store.identity import Identity, new_epoch
from counter_tui.store.store import Store
from counter_tui.store.syncing import StoreSync
from counter_tui.sync.enrol import Newcomer, enrol
from counter_tui.sync.exchange import Exchange
from counter_tui.sync.link import Link
from counter_tui.sync.peer import Peer
from counter_tui.sync.protocol import Protocol, Setback, Step
from counter_tui.sync.server_clock import ServerClock
from counter_tui.sync.signing import DeviceKey
from tests import centre_template, ports

KEY = bytes(range(32))
OFFICE = "JKS"
DAY = "2026-09-21"
ISSUED: dict[str, Any] = {
    "number": "A-001",
    "series": "A",
    "service": "paspor_baru",
    "product": "paspor_48_e",
    "route": [["document_check"], ["interview", "biometrics"]],
    "business_day": DAY,
    "authority": {"kind": "device", "id": "d1", "epoch": 1},
    "channel": "walk_in",
    "applications": [],
    "priority": None,
    "slot": None,
}


@dataclass
class Home:
    """One terminal: its store, and how sync sees it."""

    store: Store
    path: Path
    key: DeviceKey = field(default_factory=DeviceKey.generate)
    peer: Peer | None = None

    @property
    def sync(self) -> StoreSync:
        return StoreSync(self.store)

    def append(self, stream: str, kind: str, data: dict[str, Any] | None = None) -> Event:
        with self.store.write() as transaction:
            return transaction.append(Draft(stream=stream, type=kind, data=data or {}), actor="k3j2h1")

    def issue(self, ticket: str, number: str = "A-001") -> Event:
        return self.append(f"ticket/{ticket}", "ticket.issued", ISSUED | {"number": number})

    def issue_many(self, count: int) -> None:
        with self.store.write() as transaction:
            for number in range(count):
                stream = f"ticket/many-{number}"
                transaction.append(Draft(stream=stream, type="ticket.issued", data=ISSUED), actor="k3j2h1")

    def note(self, id_: str, text: str, kind: str = "note") -> None:
        with self.store.write() as transaction:
            transaction.put_record(kind, id_, {"text": text})

    def problems(self) -> list[str]:
        """Return what `store check` finds."""
        return [str(problem) for problem in check(self.path, KEY).problems]

    def copy(self, folder: Path) -> "Home":
        """Copy the store file as it is, as a disk image would."""
        folder.mkdir()
        target = folder / self.path.name
        with self.store.write() as transaction:
            transaction.connection.execute("SELECT 1")
            for suffix in ("", "-wal"):
                shutil.copy(f"{self.path}{suffix}", f"{target}{suffix}")
        return Home(Store.open(target, KEY), target, self.key, self.peer)

    def events(self) -> dict[str, str]:
        """Return every event's id and exact line."""
        with self.store.read() as connection:
            return dict(connection.execute("SELECT id, body FROM event").fetchall())

    def state(self, stream: str) -> Any:
        with self.store.write() as transaction:
            return transaction.state(stream)

    def quarantined(self) -> list[str]:
        with self.store.read() as connection:
            return [row[0] for row in connection.execute("SELECT reason FROM quarantine ORDER BY rowid")]


def new_home(folder: Path, template: Path, device: str, office: str = OFFICE) -> Home:
    """Make a home from an empty template, with an identity of its own."""
    folder.mkdir(parents=True)
    path = folder / "journal.db"
    shutil.copy(template, path)
    store = Store.open(path, KEY)
    with store.write() as transaction:
        transaction.set_identity(Identity(office=office, device=device, epoch=new_epoch(), site="utama"))
    store.close()
    return Home(Store.open(path, KEY), path)


def make_template(path: Path) -> None:
    """Make an empty store, to be copied."""
    create(path, KEY, Identity(office=OFFICE, device="nobody", epoch=1)).close()


class Town:
    """A centre over a copy of an empty file; it outlives its server: `serve` and `die` as often as wanted."""

    def __init__(self, empty: Path, folder: Path) -> None:
        path = Path(shutil.copy(empty, folder / "central.db"))
        self.database: Database = open_sqlite(path, centre_template.KEY)
        self.central = self._central()
        self._held = ports.keep()
        self.port = ports.number(self._held)
        self.address = f"http://127.0.0.1:{self.port}"
        self._server: uvicorn.Server | None = None
        self._thread = threading.Thread()

    def _central(self) -> Central:
        return Central(self.database, identity.load(self.database, centre_template.KEY))

    def serve(self) -> None:
        self.central = self._central()
        config = uvicorn.Config(build(self.central), host="127.0.0.1", port=self.port, log_level="critical")
        self._server = server = uvicorn.Server(config)
        self._thread = threading.Thread(target=server.run, daemon=True)
        self._thread.start()
        while not server.started:
            assert self._thread.is_alive()
            self._thread.join(0.01)

    def die(self) -> None:
        if self._server is not None:
            self._server.should_exit = self._server.force_exit = True
            self.central.watch.close()
            self._thread.join()
            self._server = None

    def close(self) -> None:
        self.die()
        self._held.close()
        self.database.close()

    def code(self, office: str = OFFICE) -> str:
        return devices.enrol(
            self.database, self.central.identity, office=office, name="Loket", address=self.address
        )

    def enrol(self, home: Home) -> Peer:
        """Enrol a home through the real route of the running server."""
        me = home.store.identity
        newcomer = Newcomer(me.office, me.site, me.device, "Loket")
        home.peer, _grant = enrol(self.code(me.office), newcomer, key=home.key)
        return home.peer

    def journal(self, office: str = OFFICE) -> list[tuple[str, str]]:
        """Return the centre's events by plain SQL: id and exact line, in its order."""
        return self.rows("SELECT id, body FROM event WHERE office = ? ORDER BY office_seq", office)

    def quarantined(self) -> list[str]:
        return [row[0] for row in self.rows("SELECT reason FROM quarantine WHERE office = ? ORDER BY rowid")]

    def rows(self, statement: str, office: str = OFFICE) -> list[Any]:
        with self.database.read() as work:
            return work.rows(statement, (office,))


class Line(httpx.AsyncBaseTransport):
    """The real application behind a line that a test may cut: `fault` sees each request before it goes.

    It answers `cut` (never arrives), `lost` (is done, its answer never arrives), `twice` (arrives two
    times), `late` (arrives behind a later request, its answer never) or "".
    """

    def __init__(self, town: Town, fault: Callable[[httpx.Request], str] = lambda _request: "") -> None:
        self._town = httpx.ASGITransport(build(town.central), raise_app_exceptions=False)
        self._late: list[httpx.Request] = []
        self.fault = fault
        self.faults: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        fault = self.fault(request)
        if fault:
            self.faults.append(fault)
        if fault == "cut":
            raise httpx.ConnectError("cut")
        if fault == "late":
            self._late.append(request)
            raise httpx.ReadTimeout("late")
        answer = await self._deliver(request)
        if fault == "twice":
            await self._deliver(request)
        while self._late:
            await self._deliver(self._late.pop(0))
        if fault == "lost":
            raise httpx.ReadError("lost")
        return answer

    async def _deliver(self, request: httpx.Request) -> httpx.Response:
        answer = await self._town.handle_async_request(request)
        await answer.aread()
        return answer


class Talk:
    """One home's conversation over a line, a step at a time and without pauses."""

    def __init__(self, home: Home, line: httpx.AsyncBaseTransport, clock: ServerClock | None = None) -> None:
        assert home.peer is not None
        self.home = home
        self.clock = clock or ServerClock()
        self.link = Link(home.peer, self.clock, transport=line)
        self.exchange = Exchange(home.sync, self.link)
        self.protocol = Protocol(lambda: 1.0)
        self.setbacks: list[str] = []

    async def step(self) -> Step:
        try:
            return self.protocol.take(await self.exchange.do(self.protocol.step))
        except Setback as setback:
            self.setbacks.append(setback.code or setback.result)
            return self.protocol.take(setback.result, setback.retry_after_s)

    async def settle(self) -> Step:
        """Go on until everything is exchanged or the protocol pauses."""
        self.protocol.step = Step.HEAD
        while (step := await self.step()) not in (Step.LISTEN, Step.WAIT, Step.REST):
            continue
        return step


async def settle_all(talks: Iterable[Talk]) -> None:
    """Exchange until every home has what the others pushed."""
    for _round in range(2):
        for talk in talks:
            assert await talk.settle() is Step.LISTEN, talk.setbacks
