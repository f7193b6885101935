"""What must hold at a site once it is quiet, over what the drivers logged and what plain SQL gives."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from tests.chaos.evidence import Held, Line

FIRST = "0" * 64
IN_HAND = {"called", "serving"}
CLOSED = {"finished", "cancelled"}
WAITING = {"waiting", "missed", "transferred"}
BACK_IN_QUEUE = {
    "ticket.missed",
    "ticket.requeued",
    "ticket.transferred",
    "ticket.stage_completed",
    "ticket.resumed",
}
"""After any of these a number may rightly be called once more."""


class Broken(NamedTuple):
    """A promise that was broken, and how."""

    promise: str
    what: str


def broken(
    acknowledged: Mapping[str, str], people: Mapping[str, str], centre: Held, nodes: Sequence[Held]
) -> list[Broken]:
    """Return every broken promise.

    `acknowledged` says which counter was told of an event's id, `people` of an applicant by the application.
    """
    found = {
        "lost": lost(acknowledged, centre),
        "people": forgotten(people, centre, nodes),
        "twice": twice(centre),
        "chain": chains(centre),
        "apart": apart([centre, *nodes]),
        "number": numbers(centre),
        "call": calls(centre, nodes),
        "hand": hands(centre),
        "handover": handovers(centre, nodes),
        "equal": equal(centre, nodes),
        "alone": alone(centre),
        "hub": one_hub(centre, nodes),
        "settled": settled(nodes),
    }
    return [Broken(promise, what) for promise, told in found.items() for what in told]


def lost(acknowledged: Mapping[str, str], centre: Held) -> Iterator[str]:
    """No acknowledged event is lost."""
    for id_ in sorted(acknowledged.keys() - centre.ids):
        yield f"{id_}, acknowledged to {acknowledged[id_]}"


def forgotten(people: Mapping[str, str], centre: Held, nodes: Sequence[Held]) -> Iterator[str]:
    """Nobody forgets who applied."""
    for held in (centre, *nodes):
        for id_ in sorted(people.keys() - held.people):
            yield f"{held.name} forgot the applicant of {id_}, kept at {people[id_]}"


def twice(centre: Held) -> Iterator[str]:
    """None is there twice, and the office's sequence has no gap."""
    for what, count in Counter(event.id for event in centre.events).items():
        if count > 1:
            yield f"{what} stands {count} times"
    numbered = sorted(event.office_seq or 0 for event in centre.events)
    if numbered != list(range(1, len(numbered) + 1)):
        yield "the office's sequence has gaps"


def chains(centre: Held) -> Iterator[str]:
    """Each chain runs from 1 without a gap, each line over the hash of the one before."""
    for chain, found in groupby(sorted(centre.events, key=_chain_order), key=lambda one: one[1:3]):
        before = FIRST
        for seq, event in enumerate(found, start=1):
            if (event.seq, event.told["prev"]) != (seq, before):
                yield f"{chain} is broken at {event.seq}"
            before = hashlib.sha256(event.body.encode()).hexdigest()
            if event.hash != before:
                yield f"{event.id} was altered"


def apart(everybody: Sequence[Held]) -> Iterator[str]:
    """Nobody forged or copied anything, so nothing lies in quarantine."""
    for held in everybody:
        if held.apart:
            yield f"{held.name} holds {sorted(set(held.apart))} apart"


def numbers(centre: Held) -> Iterator[str]:
    """No number is issued twice on one day."""
    issued: Counter[tuple[str, str, str]] = Counter()
    for event in centre.events:
        if event.type == "ticket.issued":
            told = event.told
            issued[told["site"], told["data"]["business_day"], told["data"]["number"]] += 1
    for number, count in issued.items():
        if count > 1:
            yield f"{number} was issued {count} times"


def calls(centre: Held, nodes: Sequence[Held]) -> Iterator[str]:
    """No number is called that its caller has called and that is not back in the queue.

    What two hubs called, neither of which could know of the other, is flagged wherever one looks.
    """
    for stream, first, second in called_again(centre):
        if first.device == second.device or not {first.device, second.device} <= _hubs(nodes):
            yield f"{stream} by {first.id} and {second.id}"
            continue
        for held in (centre, *nodes):
            flags = held.states.get(stream, {}).get("flags", ())
            if not any(second.id in flag["events"] for flag in flags):
                yield f"{stream} has no flag at {held.name} for {first.id} and {second.id}"


def called_again(centre: Held) -> Iterator[tuple[str, Line, Line]]:
    """Yield the numbers that were called and not back in the queue when they were called again."""
    for stream, events in _standing(centre, "ticket/").items():
        called: Line | None = None
        for event in sorted(events, key=lambda one: one.order):
            if event.type == "ticket.called":
                if called is not None:
                    yield stream, called, event
                called = event
            elif event.type in BACK_IN_QUEUE:
                called = None


def _hubs(nodes: Sequence[Held]) -> set[str]:
    """Return the devices that were the site's hub at any time."""
    return {held.device for held in nodes if held.was_hub}


def hands(centre: Held) -> Iterator[str]:
    """No counter has two numbers in hand: a call whose answer was lost strands none."""
    held = Counter(state["device"] for state in centre.states.values() if state.get("status") in IN_HAND)
    for device, count in held.items():
        if count > 1:
            yield f"{device} has {count} numbers in hand"


def handovers(centre: Held, nodes: Sequence[Held]) -> Iterator[str]:
    """No passport is handed over twice without a flag, wherever one looks."""
    for stream in handed_over_twice(centre):
        for held in (centre, *nodes):
            flags = held.states.get(stream, {}).get("flags", ())
            if not any(flag["code"] == "handover_twice" for flag in flags):
                yield f"{stream} has no flag at {held.name}"


def handed_over_twice(centre: Held) -> list[str]:
    """Return the passports that two counters handed over while they could not know of each other."""
    return [
        stream
        for stream, events in _standing(centre, "application/").items()
        if sum(event.type == "application.handed_over" for event in events) > 1
    ]


def equal(centre: Held, nodes: Sequence[Held]) -> Iterator[str]:
    """Everybody holds every event, and says the same of every number, passport, counter and day."""
    for held in nodes:
        for id_ in sorted(centre.ids - held.ids):
            yield f"{held.name} lacks {id_}"
        for id_ in sorted(held.ids - centre.ids):
            yield f"the centre lacks {id_} of {held.name}"
        for name in sorted(centre.states.keys() | held.states.keys()):
            if centre.states.get(name) != held.states.get(name):
                yield f"{name} stands otherwise at {held.name}"


def alone(centre: Held) -> Iterator[str]:
    """What a terminal issued without its hub is the hub's to call, now that it is back."""
    for name, state in centre.states.items():
        is_open = name.startswith("ticket/") and state.get("status") not in CLOSED
        if is_open and state.get("authority", {}).get("kind", "device") == "device":
            yield f"{name} is left to a terminal alone"


def one_hub(centre: Held, nodes: Sequence[Held]) -> Iterator[str]:
    """The site has one hub, whatever was promoted, and whoever waits waits at that one."""
    hubs = {held.device for held in nodes if held.is_hub}
    if len(hubs) != 1:
        yield f"the site has {len(hubs)} hubs"
    for name, state in centre.states.items():
        waits = name.startswith("ticket/") and state.get("status") in WAITING and not state.get("attention")
        if waits and state["authority"]["kind"] == "hub" and state["authority"]["id"] not in hubs:
            yield f"{name} waits at a hub that is none any more"


def settled(nodes: Sequence[Held]) -> Iterator[str]:
    """No command waits for its answer, and no head for being passed on."""
    for held in nodes:
        if held.open_commands or held.relayed_heads:
            yield f"{held.name} has {held.open_commands} open commands, {held.relayed_heads} relayed heads"


def _standing(centre: Held, kind: str) -> dict[str, list[Line]]:
    """Return the events of each stream of a kind that nobody took back."""
    undone = {event.told["data"]["target"] for event in centre.events if event.type == "undo"}
    found: dict[str, list[Line]] = defaultdict(list)
    for event in centre.events:
        if event.stream.startswith(kind) and not undone & {event.id, event.told["data"].get("cause")}:
            found[event.stream].append(event)
    return found


def _chain_order(event: Line) -> tuple[str, int, int]:
    return event.device, event.epoch, event.seq
