"""A site of real processes: a centre on PostgreSQL, a hub, four terminals, and a bad line between any two."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Lock

from tests.chaos import clocks
from tests.chaos.answers import Answers
from tests.chaos.counters import KILLED, Counter
from tests.e2e.installation import Centre, Hub, Installation
from tests.e2e.line import Line, State
from tests.postgres import Cluster

TERMINALS = 4
NO_SIGN = "https://hub.invalid:1"
"""What the first hub believes its address to be: a name, so that it puts up no sign by which terminals would
find a way around a line that was cut. The sign of a later one leads to a line."""


class Server:
    """The centre or the hub, killed and started again; `lock` is held by whoever does that."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        """What runs it: another one when the hub is on another computer."""
        self.lock = Lock()
        self.deaths: list[str] = []

    def kill(self) -> None:
        """End it as a power cut does; it is dead when this returns."""
        self.centre.process.kill()

    def is_dead(self) -> bool:
        """Return whether its process has ended."""
        return self.centre.process.poll() is not None

    def start_again(self) -> None:
        """Start it after it was killed, or stop it in good order first."""
        status = self.centre.stop()
        if status not in {KILLED, 0}:
            self.deaths.append(f"{self.centre.role} ended with {status}")
        self.centre.start()


class Site:
    """What runs, and the lines by which it hangs together; `close` ends it all."""

    centre: Server
    hub: Server
    hub_counter: Counter
    """The counter on whose computer the hub is."""

    def __init__(self, folder: Path, cluster: Cluster, database: str) -> None:
        self.cluster = cluster
        self.database_url = cluster.url(database)
        self.answers = Answers()
        self.succession = Lock()
        """Held while the hub goes from one computer to another, until the one before is a terminal."""
        self.stuck: list[str] = []
        """What should have come to its end by itself, and did not."""
        self.branches: list[Line] = []
        """The lines of the terminals to the hub; the trunk is a hub's to the centre."""
        self._lines: list[Line] = []
        self._stack = ExitStack()
        with ExitStack() as stack:
            self._stack = stack
            self._build(folder)
            self._stack = stack.pop_all()

    def close(self) -> None:
        """End every process and take the lines down."""
        self._stack.close()

    @property
    def terminals(self) -> list[Counter]:
        """Every counter but that on whose computer the hub is."""
        return [counter for counter in self.counters if counter is not self.hub_counter]

    @property
    def homes(self) -> list[Installation]:
        """Every folder that the counters or the centre write into."""
        return [self.centre.centre.home, *(counter.home for counter in self.counters)]

    @property
    def deaths(self) -> list[str]:
        """Processes that ended although nobody killed them."""
        servers = [death for server in (self.centre, self.hub) for death in server.deaths]
        return servers + [death for counter in self.counters for death in counter.deaths]

    def mend(self) -> None:
        """Make every line whole and let everything run again."""
        for line in self._lines:
            line.spare()
            line.become(State.UP)
        for server in (self.centre, self.hub):
            if server.is_dead():
                server.start_again()
        for counter in self.terminals:
            if counter.sync is None or counter.sync.poll() is not None:
                counter.start_sync()

    def stop(self) -> None:
        """End every process in good order, terminals first."""
        for counter in self.counters:
            counter.close()
        for server in (self.hub, self.centre):
            if server.centre.running and (status := server.centre.stop()) != 0:
                server.deaths.append(f"{server.centre.role} ended with {status}")

    def front(self, counter: Counter) -> Line:
        """Return the line by which everybody is to reach the hub on this counter's computer."""
        if counter.hub is None:
            counter.hub = Hub(counter.home)
            self._stack.callback(counter.hub.close)
        if counter.front is None:
            counter.front = self._line(counter.hub.port, counter)
        return counter.front

    def follow(self, counter: Counter) -> None:
        """Let the hub be on this counter's computer from now on; the one before still runs there."""
        front, hub, before = self.front(counter), counter.hub, self.hub_counter
        assert hub is not None
        self.hub.centre, self.hub_counter, self.branches = hub, counter, [front]
        for other in self.terminals:
            other.line = front if other is not before else None
        counter.line = None

    def _build(self, folder: Path) -> None:
        self.centre = Server(self._running(Centre(_home(folder / "centre"), self.database_url)))
        self.trunk = self._line(self.centre.centre.port)
        first = self.hub_counter = self._hub(_home(folder / "hub"))
        first.hub = Hub(first.home, options=("--url", NO_SIGN))
        self.hub = Server(self._running(first.hub))
        with ThreadPoolExecutor(TERMINALS) as together:
            terminals = list(together.map(lambda number: self._terminal(folder, number), _numbers()))
        self.branches = [counter.line for counter in terminals if counter.line is not None]
        self.counters = [first, *terminals]
        """Every counter of the site: the hub's own and those of the terminals."""
        for counter in terminals:
            counter.start_sync()

    def _hub(self, home: Installation) -> Counter:
        enrol = ("devices", "enrol", "--office", "PLG", "--name", "Hub", "--hub")
        code = self.centre.centre.home.ask(*enrol)["code"]
        place = ("--office", "PLG", "--site", "utama", "--counter", "1", "--printer", "virtual")
        home.ask("setup", *place, "--code", code, "--central", self.trunk.address)
        return self._closed_at_the_end(Counter(home))

    def _terminal(self, folder: Path, number: int) -> Counter:
        home = _home(folder / f"loket-{number}")
        line = self._line(self.hub.centre.port, self.hub_counter)
        self.hub.centre.equip(home, str(number), address=line.address, printer="virtual")
        return self._closed_at_the_end(Counter(home, line))

    def _running(self, centre: Centre) -> Centre:
        self._stack.callback(centre.close)
        centre.start()
        return centre

    def _line(self, port: int, to: Counter | None = None) -> Line:
        """Lay a line to the hub on a counter's computer, or to the centre."""

        def hear(request: bytes, answer: bytes) -> None:
            if to is not None:
                self.answers.hear(to.reign, request, answer)

        line = Line(port, to.home.folder if to is not None else None, hear)
        self._stack.callback(line.close)
        self._lines.append(line)
        return line

    def _closed_at_the_end(self, counter: Counter) -> Counter:
        self._stack.callback(counter.close)
        return counter


def _home(folder: Path) -> Installation:
    home = Installation(folder)
    clocks.go_by_its_own(home)
    return home


def _numbers() -> Iterator[int]:
    return iter(range(2, 2 + TERMINALS))
