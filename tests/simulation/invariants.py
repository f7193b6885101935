"""What holds in every office once it is quiet, read by plain SQL and folds of our own."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

import msgspec

from counter_tui.core import streams
from counter_tui.core.event import Event, order_key
from counter_tui.store.central import check as central_check
from counter_tui.store.check import check
from tests.simulation.callers import callers
from tests.simulation.nodes import Node
from tests.simulation.peers import CENTRE
from tests.simulation.templates import KEY
from tests.simulation.world import World

_event = msgspec.json.Decoder(Event).decode
TABLES = ("ticket", "application", "counter", "day")
_PARTED_FROM = (
    "SELECT e.id FROM event e LEFT JOIN head h USING (office, device, epoch) "
    "LEFT JOIN quarantine q USING (hash) WHERE e.device = ? AND (h.given_up OR q.reason = 'held_clone')"
)
BACK_IN_QUEUE = frozenset(
    {"ticket.missed", "ticket.requeued", "ticket.transferred", "ticket.stage_completed", "ticket.resumed"}
)
"""After any of these a number may rightly be called once more."""


class Violation(NamedTuple):
    """A promise that was broken, and how."""

    invariant: str
    what: str


def violations(world: World) -> list[Violation]:
    """Return every broken promise."""
    centre = Central(world)
    return [
        *(Violation("lost", what) for what in lost(world, centre)),
        *(Violation("twice", what) for what in twice(centre)),
        *(Violation("number", what) for what in numbers(world, centre)),
        *(Violation("call", what) for what in calls(world, centre)),
        *(Violation("caller", what) for what in callers(world)),
        *(Violation("double", what) for what in doubles(world, centre)),
        *(Violation("command", what) for what in commands(world)),
        *(Violation("handover", what) for what in handovers(world, centre)),
        *(Violation("projection", what) for what in projections(world, centre)),
        *(Violation("erased", what) for what in erased(world)),
        *(Violation("check", what) for what in checks(world)),
    ]


class Central:
    """What the server holds, read once by plain SQL."""

    def __init__(self, world: World) -> None:
        with world.top.database.read() as work:
            self.rows = work.rows("SELECT id, hash, office_seq, stream, body FROM event ORDER BY office_seq")
            self.apart = {
                row[0] for row in work.rows("SELECT hash FROM quarantine WHERE reason NOT LIKE 'held%'")
            }
            bodies = work.rows("SELECT body FROM quarantine WHERE reason = 'revoked'")
        self.partly_apart = {_event(body).stream for (body,) in bodies}
        self.bodies = {row[0]: row[4] for row in self.rows}
        self.events = [_event(row[4]) for row in self.rows]
        self.undone = {event.data.get("target") for event in self.events if event.type == "undo"}
        self.streams: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            self.streams[event.stream].append(event)

    def stands(self, event: Event) -> bool:
        """Return whether nobody took an event back."""
        return event.id not in self.undone and event.data.get("cause") not in self.undone


def lost(world: World, centre: Central) -> Iterator[str]:
    """No acknowledged event is lost or altered.

    A home offers a chain no more that it parted from, or lines of it that it knows to be held apart, because
    a copy of it went on there otherwise: what a server had of that, among the events or apart, lies at home
    alone once the server is restored from before.
    """
    at_home, apart = _parted_from(world), centre.apart | _apart_at_hubs(world)
    for id_, what in world.acknowledged.items():
        if id_ in centre.bodies:
            if centre.bodies[id_] != what.body:
                yield f"{id_} was altered"
        elif id_ not in world.forgiven | at_home and world.digest(what) not in apart:
            yield f"{id_} of {what.device} on {what.stream}"


def _apart_at_hubs(world: World) -> set[str]:
    return {
        hash_
        for node in world.nodes.values()
        if node.device in world.hubs
        for (hash_,) in node.rows_of("SELECT hash FROM quarantine WHERE reason NOT LIKE 'held%'")
    }


def _parted_from(world: World) -> set[str]:
    if not world.seen["restore_server"]:
        return set()
    return {
        id_
        for node in world.nodes.values()
        if node.device in world.copied
        for (id_,) in node.rows_of(_PARTED_FROM, (node.device,))
    }


def twice(centre: Central) -> Iterator[str]:
    """None is there twice, and the sequence has no gap."""
    for key in (0, 1, 2):
        for value, count in Counter(row[key] for row in centre.rows).items():
            if count > 1:
                yield f"{value} stands {count} times"
    for row in centre.rows:
        if row[1] in centre.apart:
            yield f"{row[0]} stands both among the events and apart"
    if [row[2] for row in centre.rows] != list(range(1, len(centre.rows) + 1)):
        yield "the sequence has gaps"


def numbers(world: World, centre: Central) -> Iterator[str]:
    """No number is issued twice, but by a home that was copied."""
    issued: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in centre.events:
        if event.type == "ticket.issued":
            issued[event.site, event.data["business_day"], event.data["number"]].append(event)
    for (_site, _day, number), events in issued.items():
        if len(events) > 1 and not all(event.device in world.copied for event in events):
            yield f"{number} of {', '.join(event.device for event in events)}"


def calls(world: World, centre: Central) -> Iterator[str]:
    """Within its epoch a hub calls no number that it has called and that is not back in the queue.

    One that was restored from a backup does not know what it called since.
    """
    for stream, first, second in _called_again(world, centre):
        if _one_hub_knew(world, centre, first, second):
            yield f"{stream} by {first.id} and {second.id}"


def doubles(world: World, centre: Central) -> Iterator[str]:
    """What two hubs called, or one and its later self, is flagged wherever both are known."""
    for stream, first, second in _called_again(world, centre):
        if not _one_hub_knew(world, centre, first, second):
            world.seen["double call"] += 1
            for name, state in _states(world, stream):
                if not any(second.id in flag["events"] for flag in state.get("flags", ())):
                    yield f"{stream} at {name} has no flag for {first.id} and {second.id}"


def _one_hub_knew(world: World, centre: Central, first: Event, second: Event) -> bool:
    """Return whether one hub called both, and what it knew between them is known: all of it was accepted."""
    same = first.device == second.device and first.device not in world.restored
    return same and second.stream not in centre.partly_apart


def _called_again(world: World, centre: Central) -> Iterator[tuple[str, Event, Event]]:
    for stream, events in centre.streams.items():
        called: Event | None = None
        for event in sorted(events, key=order_key):
            if not centre.stands(event):
                continue
            if event.type == "ticket.called" and event.device in world.hubs:
                if called is not None:
                    yield stream, called, event
                called = event
            elif event.type in BACK_IN_QUEUE:
                called = None


def commands(world: World) -> Iterator[str]:
    """A command that was answered once has that answer for ever; a restored hub may have forgotten it."""
    for name, answers in world.answers.items():
        if world.restored.isdisjoint(world.hubs) and any(answer != answers[0] for answer in answers):
            yield f"{name} was answered differently"


def handovers(world: World, centre: Central) -> Iterator[str]:
    """No application is handed over twice without a flag, on any node that knows of both."""
    for stream, events in centre.streams.items():
        standing = [one for one in events if one.type == "application.handed_over" and centre.stands(one)]
        if len(standing) < 2:
            continue
        world.seen["double handover"] += 1
        for name, state in _states(world, stream):
            if not any(flag["code"] == "handover_twice" for flag in state.get("flags", ())):
                yield f"{stream} at {name} has no flag"


def _states(world: World, stream: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a stream's state at the server and at every node that holds it as the server does."""
    kind, id_ = streams.split(stream)
    select = f"SELECT state FROM {kind} WHERE id = ?"
    with world.top.database.read() as work:
        events = {row[0] for row in work.rows("SELECT id FROM event WHERE stream = ?", (stream,))}
        for (state,) in work.rows(select, (id_,)):
            yield "the server", msgspec.json.decode(state)
    for node in _current(world):
        if {id_ for (id_,) in node.rows_of("SELECT id FROM event WHERE stream = ?", (stream,))} == events:
            for (state,) in node.rows_of(select, (id_,)):
                yield node.name, msgspec.json.decode(state)


def _current(world: World) -> list[Node]:
    return [node for node in world.nodes.values() if not node.revoked]


def projections(world: World, centre: Central) -> Iterator[str]:
    """Everybody has every event, and the state that a fold in any order gives."""
    dice = Random(world.seed)
    wanted: dict[str, str] = {}
    for stream, events in centre.streams.items():
        kind = streams.split(stream)[0]
        if kind in TABLES:
            shuffled = dice.sample(events, len(events))
            wanted[stream] = msgspec.json.encode(streams.fold(kind, shuffled)).decode()
    with world.top.database.read() as work:
        held = {f"{kind}/{id_}": state for kind in TABLES for id_, state in work.rows(_all(kind), ())}
    yield from _different("the server", held, wanted, set())
    for node in _current(world):
        yield from _node_projections(node, centre, wanted)


def _node_projections(node: Node, centre: Central, wanted: dict[str, str]) -> Iterator[str]:
    here = dict(node.rows_of("SELECT id, stream FROM event"))
    apart = {hash_ for (hash_,) in node.rows_of("SELECT hash FROM quarantine")}
    aside = {stream for id_, stream in here.items() if id_ not in centre.bodies}
    for id_, hash_, _seq, stream, _body in centre.rows:
        if id_ not in here:
            if hash_ in apart:
                aside.add(stream)
            else:
                yield f"{node.name} lacks {id_} on {stream}"
    held = {f"{kind}/{id_}": state for kind in TABLES for id_, state in node.rows_of(_all(kind))}
    yield from _different(node.name, held, wanted, aside)


def _all(kind: str) -> str:
    return f"SELECT id, state FROM {kind}"


def _different(name: str, held: dict[str, str], wanted: dict[str, str], aside: set[str]) -> Iterator[str]:
    for stream in sorted((held.keys() | wanted.keys()) - aside):
        if held.get(stream) != wanted.get(stream):
            yield f"{stream} at {name} is not what its events say"


def erased(world: World) -> Iterator[str]:
    """What was erased is gone everywhere and stays so."""
    select = "SELECT standing, data FROM record WHERE kind = ? AND id = ?"
    for key in sorted(world.erased):
        for node in _current(world):
            for standing, data in node.rows_of(select, key):
                if (standing, data) != ("erased", "{}"):
                    yield f"{key} lives at {node.name}"
        with world.top.database.read() as work:
            if any(tuple(row) != ("erased", "{}") for row in work.rows(select, key)):
                yield f"{key} lives at the server"


def checks(world: World) -> Iterator[str]:
    """`store check` finds nothing anywhere."""
    for node in world.nodes.values():
        for problem in check(node.path, KEY).problems:
            yield f"{node.name}: {problem}"
    if world.topology.has_centre:
        for problem in central_check.check(world.servers[CENTRE].database).problems:
            yield f"the centre: {problem}"
