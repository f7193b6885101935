"""A real hub on loopback with TLS, and terminals that are enrolled there: only the line is ours to break."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from counter_tui.bootstrap import setup
from counter_tui.bootstrap.hub_line import HubLine
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.config import Home
from counter_tui.core.catalogue import builtin
from counter_tui.core.event import Event
from counter_tui.core.ticket_state import TicketState
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.state import SyncView
from counter_tui.server import devices
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.server.hub import certificate
from counter_tui.server.hub.opening import Opened, hub, opened
from counter_tui.server.serve import Tls
from counter_tui.store import open_commands
from counter_tui.store.store import Store
from counter_tui.store.syncing import StoreSync
from counter_tui.sync.hub_client import HubClient
from counter_tui.sync.peer import Peer
from counter_tui.sync.trust import trusted

PIN = "482913"


class Wire(httpx.BaseTransport):
    """The real network, on which a test loses a request or its answer.

    `fault` sees each request before it goes and says `cut` (never arrives), `lost` (done, its answer never
    arrives) or nothing; without a connection at all it is `down`.
    """

    def __init__(self, peer: Peer) -> None:
        self._network = httpx.HTTPTransport(verify=trusted(peer), trust_env=False)
        self.fault: Callable[[httpx.Request], str] = lambda _request: ""
        self.bodies: list[bytes] = []
        self.paths: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, or lose it."""
        fault = self.fault(request)
        self.bodies.append(request.read())
        self.paths.append(request.url.path)
        if fault in ("cut", "down"):
            raise httpx.ConnectError(fault)
        answer = self._network.handle_request(request)
        answer.read()
        if fault == "lost":
            raise httpx.ReadTimeout(fault)
        return answer

    def close(self) -> None:
        """Drop the connections."""
        self._network.close()


class Counter:
    """A terminal of the site with its officer at the desk; `wire` is its line to the hub."""

    def __init__(self, home: Home, login: str) -> None:
        self.home = home
        self.login = login
        terminal = Terminal(home)
        peer = terminal.peer()
        assert peer is not None
        terminal.close()
        self.peer = peer
        self.store = Store.open(home.store, terminal.store.key)
        self.wire = Wire(peer)
        self.hears: bool | None = None
        self.line = HubLine(self.store, peer, home.folder, lambda: self.hears, open_client=self._client)
        self.desk = self.new_desk()

    def _client(self, peer: Peer, store: Store) -> HubClient:
        return HubClient(peer, StoreSync(store), transport=self.wire)

    @property
    def series(self) -> str:
        """How the passport numbers begin that this terminal issues alone."""
        return f"A{self.store.identity.tag}"

    def new_desk(self) -> Desk:
        """Return a desk without memory, as another process would have it, with the officer acting."""
        line = SyncView("connected", 0, None, None)
        desk = Desk(self.store, builtin(), printers=tuple, line=lambda: line)
        desk.go_through(self.line)
        desk.login(self.login, PIN)
        return desk

    def lose(self, fault: str, action: str = "") -> None:
        """Lose every request of a desk action, or everything; an empty fault mends the line."""
        self.wire.fault = lambda request: fault if action in request.url.path else ""

    def hub_is_back(self) -> None:
        """Mend the line and let the pause after a lost answer be over."""
        self.lose("")
        self.line.try_again()

    def ticket(self, id_: str) -> TicketState:
        """Return a number as this terminal knows it."""
        with self.store.write() as transaction:
            state = transaction.state(f"ticket/{id_}")
        assert isinstance(state, TicketState)
        return state

    def open_commands(self) -> int:
        """Return how many commands have no answer here."""
        with self.store.read() as connection:
            return len(open_commands.standing(connection))

    def jobs(self) -> int:
        """Return how many papers were queued here."""
        with self.store.read() as connection:
            return int(connection.execute("SELECT count(*) FROM print_job").fetchone()[0])

    def close(self) -> None:
        """Close line and store."""
        self.line.close()
        self.store.close()


class _Held:
    """An application that answers only while it is let."""

    def __init__(self, app: ASGIApp, answering: threading.Event) -> None:
        self._app = app
        self._answering = answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await asyncio.to_thread(self._answering.wait)
        await self._app(scope, receive, send)


class Site:
    """A hub on the home of counter 1, and counters beside it."""

    def __init__(self, folder: Path, running: Opened, tls: Tls, central: Central) -> None:
        self.folder = folder
        self.hub = running
        self._tls = tls
        self._central = central
        self._answering = threading.Event()
        self._answering.set()
        self.address = ""
        self._counters: list[Counter] = []

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve on loopback."""
        config = uvicorn.Config(
            _Held(build(self._central), self._answering),
            log_level="critical",
            ssl_certfile=self._tls.certificate,
            ssl_keyfile=self._tls.private_key,
        )
        server = uvicorn.Server(config)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.address = f"https://127.0.0.1:{listener.getsockname()[1]}"
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
            thread.start()
            while not server.started:
                assert thread.is_alive()
                thread.join(0.01)
            try:
                yield
            finally:
                server.should_exit = server.force_exit = True
                self._central.watch.close()
                thread.join()

    def counter(self, label: str, login: str = "dewi") -> Counter:
        """Set a terminal up at this hub, as `setup --hub … --code …` does."""
        code = self.code(label)
        home = Home(self.folder / f"loket{label}")
        setup.set_up(home, answers(label, login, code=code, central=self.address))
        self._counters.append(Counter(home, login))
        return self._counters[-1]

    def code(self, label: str) -> str:
        """Return a code by which a terminal may enrol."""
        return devices.enrol(
            self.hub.database, self.hub.identity, office="PLG", name=label, address=self.address
        )

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Let every request hang without an answer, as behind a pulled cable."""
        self._answering.clear()
        try:
            yield
        finally:
            self._answering.set()

    def ticket(self, id_: str) -> TicketState | None:
        """Return a number as the hub knows it."""
        with self.hub.store.write() as transaction:
            state = transaction.state(f"ticket/{id_}")
        return state if isinstance(state, TicketState) else None

    def count(self, query: str) -> int:
        """Return the one number that a query of the hub's store gives."""
        with self.hub.store.read() as connection:
            return int(connection.execute(query).fetchone()[0])

    def events_of(self, ticket: str) -> list[Event]:
        """Return what was done to a number, in its order, by the hub's journal."""
        with self.hub.store.write() as transaction:
            return list(transaction.events(f"ticket/{ticket}"))

    def calls(self) -> list[tuple[str, int]]:
        """Return how often each number was called, by the hub's journal."""
        with self.hub.store.read() as connection:
            return connection.execute(
                "SELECT stream, count(*) FROM event WHERE type = 'ticket.called' GROUP BY stream"
            ).fetchall()

    def close(self) -> None:
        """Close every counter."""
        for counter in self._counters:
            counter.close()


def answers(counter: str, login: str = "dewi", pin: str = PIN, **more: str) -> setup.Answers:
    """Return what an officer answers at set-up; the key lies in a file."""
    return setup.Answers(
        office="PLG", site="utama", counter=counter, guard="file", login=login, pin=pin, **more
    )


@contextmanager
def site(folder: Path) -> Iterator[Site]:
    """Run a site whose hub stands on counter 1, where officer dewi opened the day."""
    home = Home(folder / "loket1")
    setup.set_up(home, answers("1"))
    with ExitStack() as stack:
        running = stack.enter_context(opened(home))
        tls = certificate.certificate(home.folder, running.identity.id)
        found = Site(folder, running, tls, hub(running, tls.certificate.read_text("ascii")))
        stack.callback(found.close)
        stack.enter_context(found.serving())
        yield found
