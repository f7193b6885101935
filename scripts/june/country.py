"""All offices of the drill with their terminals, whose lines lie in files: a million need no memory."""

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from counter_tui.core.chain import ChainHead
from counter_tui.core.ids import short_id
from counter_tui.store.identity import Identity
from counter_tui.sync.signing import DeviceKey
from scripts.june.backlog import Place, open_list
from scripts.june.week import DAYS, EVENTS_EACH, Fact, OfficeWeek
from scripts.measure.chain import Chain

ZONES = ("Asia/Jakarta", "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
SITE = "utama"


@dataclass(slots=True)
class Terminal:
    """One device: its identity and key, and the lines that it wrote, in their order."""

    who: Identity
    key: DeviceKey
    path: Path
    head: ChainHead
    ends: "array[int]" = field(default_factory=lambda: array("Q", [0]))
    """Where in the file each line ends; one more than there are lines."""

    @property
    def events(self) -> int:
        """How many events it wrote."""
        return len(self.ends) - 1

    def lines(self, after: int, limit: int) -> list[bytes]:
        """Return the lines behind a seq, at most `limit`."""
        last = min(after + limit, self.events)
        with self.path.open("rb") as file:
            file.seek(self.ends[after])
            return file.read(self.ends[last] - self.ends[after]).splitlines()

    def pages(self, size: int) -> Iterator[list[bytes]]:
        """Yield all lines, so many at once."""
        for after in range(0, self.events, size):
            yield self.lines(after, size)


@dataclass(slots=True)
class Office:
    """One office, and what the drill itself says of it: the open applications."""

    name: str
    zone: str
    terminals: list[Terminal]
    expected: Counter[Place]

    @property
    def events(self) -> int:
        """How many events its terminals wrote."""
        return sum(terminal.events for terminal in self.terminals)


def make(folder: Path, offices: int, events: int, seed: int) -> list[Office]:
    """Write the week of all offices, together about so many events; the same for the same seed."""
    applicants = max(2, round(events / offices / len(DAYS) / EVENTS_EACH))
    return [_office(folder, f"KANIM-{number:03d}", applicants, seed) for number in range(1, offices + 1)]


def _office(folder: Path, name: str, applicants: int, seed: int) -> Office:
    random = Random(f"{seed} {name}")  # noqa: S311 - the same week for the same seed
    zone = random.choice(ZONES)
    terminals = [_terminal(folder, name, zone, random, place) for place in range(random.randint(2, 4))]
    week = OfficeWeek(zone, [terminal.who.device for terminal in terminals], SITE, random)
    chains = [Chain(terminal.who) for terminal in terminals]
    for facts in week.days(applicants):
        for place, terminal in enumerate(terminals):
            _write(terminal, chains[place], [fact for fact in facts if fact.device == place], random)
    return Office(name, zone, terminals, open_list(week.applications))


def _terminal(folder: Path, office: str, zone: str, random: Random, place: int) -> Terminal:
    who = Identity(
        office=office,
        device=short_id(random.randbytes(8)),
        epoch=random.randrange(1, 2**62),
        site=SITE,
        zone=zone,
        counter=str(place + 1),
        tag=str(place + 1),
        plain=place == 0,
    )
    key = DeviceKey(random.randbytes(32))
    return Terminal(who, key, folder / f"{office}-{place + 1}.lines", ChainHead(epoch=who.epoch))


def _write(terminal: Terminal, chain: Chain, facts: list[Fact], random: Random) -> None:
    with terminal.path.open("ab") as file:
        for at, _device, stream, kind, data in facts:
            _event, body = chain.add((stream, kind, data, at), random.randbytes(10))
            terminal.ends.append(terminal.ends[-1] + file.write(body + b"\n"))
    terminal.head = ChainHead(epoch=terminal.who.epoch, seq=chain.seq, hash=chain.hash)
