"""Each check of a quiet site sees the fault that it is for: a check that sees nothing proves nothing."""

import hashlib
import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.chaos.answers import Answers
from tests.chaos.checks import FIRST, broken
from tests.chaos.evidence import Held, Line

ISSUED = {"business_day": "2026-11-20", "number": "A-001"}
TICKET, PASSPORT = "ticket/one", "application/one"


@dataclass
class Told:
    """Two computers that hold the same short morning, and what a driver saw acknowledged of it."""

    centre: Held = field(default_factory=lambda: Held("centre", [], {}))
    acknowledged: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=lambda: {"one": "loket-2"})
    node: Held = field(default_factory=lambda: Held("loket-2", [], {}))

    def tell(self, type_: str, stream: str = TICKET, **data: Any) -> Line:
        """Append an event to the one chain there is."""
        told = self.centre.events
        prev = told[-1].hash if told else FIRST
        body = json.dumps({"site": "utama", "prev": prev, "data": data})
        hash_ = hashlib.sha256(body.encode()).hexdigest()
        place = len(told) + 1
        line = Line(f"e{place}", "d", 7, place, hash_, place, stream, type_, place, body)
        told.append(line)
        self.acknowledged[line.id] = "loket-2"
        return line

    def promises(self) -> set[str]:
        """Return which promises are seen broken."""
        return {one.promise for one in broken(self.acknowledged, self.people, self.centre, [self.node])}


@pytest.fixture
def told() -> Told:
    morning = Told()
    morning.tell("ticket.issued", **ISSUED)
    morning.tell("ticket.called")
    morning.tell("application.handed_over", PASSPORT)
    morning.centre.states = {
        TICKET: {"status": "called", "device": "d", "authority": {"kind": "hub", "id": "h"}},
        PASSPORT: {"flags": []},
    }
    morning.centre.people = {"one"}
    morning.node = deepcopy(morning.centre)
    morning.node.name, morning.node.device, morning.node.hub_epoch = "loket-2", "h", "1"
    return morning


def _both(told: Told, change: Callable[[Held], None]) -> None:
    change(told.centre)
    change(told.node)


def _lose(told: Told) -> None:
    last = told.centre.events[-1].id
    _both(told, lambda held: held.events.remove(next(one for one in held.events if one.id == last)))


def _forget(told: Told) -> None:
    told.node.people.clear()


def _repeat(told: Told) -> None:
    _both(told, lambda held: held.events.append(held.events[0]))


def _alter(told: Told) -> None:
    other = told.centre.events[1]._replace(body='{"prev": "", "data": {}}')
    _both(told, lambda held: held.events.__setitem__(1, other))


def _part(told: Told) -> None:
    told.node.apart.append("clone")


def _number_again(told: Told) -> None:
    told.tell("ticket.issued", "ticket/two", **ISSUED)


def _call_again(told: Told) -> None:
    told.tell("ticket.called")


def _strand(told: Told) -> None:
    _both(told, lambda held: held.states.update({"ticket/two": {"status": "serving", "device": "d"}}))


def _hand_over_again(told: Told) -> None:
    told.tell("application.handed_over", PASSPORT)


def _lack(told: Told) -> None:
    told.node.events.pop()


def _fold_otherwise(told: Told) -> None:
    told.node.states[TICKET] = {"status": "waiting", "device": "d"}


def _leave_alone(told: Told) -> None:
    _both(told, lambda held: held.states[TICKET].update(authority={"kind": "device", "id": "d"}))


def _lose_the_hub(told: Told) -> None:
    told.node.hub_epoch = ""


def _leave_behind(told: Told) -> None:
    waiting = {"status": "waiting", "device": "d", "authority": {"kind": "hub", "id": "before"}}
    _both(told, lambda held: held.states.update({"ticket/two": waiting}))


def _leave_a_command(told: Told) -> None:
    told.node.open_commands = 1


def _leave_a_head(told: Told) -> None:
    told.node.relayed_heads = 1


@pytest.mark.parametrize(
    ("fault", "promise"),
    [
        (_lose, "lost"),
        (_forget, "people"),
        (_repeat, "twice"),
        (_alter, "chain"),
        (_part, "apart"),
        (_number_again, "number"),
        (_call_again, "call"),
        (_strand, "hand"),
        (_hand_over_again, "handover"),
        (_lack, "equal"),
        (_fold_otherwise, "equal"),
        (_leave_alone, "alone"),
        (_lose_the_hub, "hub"),
        (_leave_behind, "hub"),
        (_leave_a_command, "settled"),
        (_leave_a_head, "settled"),
    ],
)
def test_a_broken_promise_is_seen(told: Told, fault: Callable[[Told], None], promise: str) -> None:
    fault(told)
    assert promise in told.promises()


def test_a_quiet_site_breaks_no_promise(told: Told) -> None:
    assert told.promises() == set()


def test_a_number_back_in_the_queue_may_be_called_again(told: Told) -> None:
    told.tell("ticket.missed")
    told.tell("ticket.called")
    assert "call" not in told.promises()


def test_a_call_that_was_taken_back_leaves_the_number_to_be_called(told: Told) -> None:
    told.tell("undo", target=told.centre.events[1].id)
    told.tell("ticket.called")
    assert "call" not in told.promises()


@pytest.mark.parametrize("flagged", [True, False])
def test_what_two_hubs_called_is_to_be_flagged_wherever_one_looks(told: Told, flagged: bool) -> None:
    again = told.tell("ticket.called")._replace(device="h")
    told.centre.events[-1] = again
    told.centre.states[TICKET]["flags"] = [{"code": "called_twice", "events": [again.id]}]
    before, after = deepcopy(told.centre), deepcopy(told.centre)
    before.device, before.hub_epoch = "d", ""
    after.device, after.hub_epoch = "h", "2"
    if not flagged:
        after.states[TICKET]["flags"] = []
    found = {one.promise for one in broken({}, {}, told.centre, [before, after])}
    assert ("call" in found) is not flagged


def test_a_command_that_is_answered_otherwise_is_seen_within_one_reign() -> None:
    def answer(ticket: str) -> bytes:
        return b"HTTP/1.1 200 OK\r\n\r\n" + json.dumps({"id": "c1", "done": True, "ticket": ticket}).encode()

    heard = Answers()
    for reign, ticket in ((0, "t1"), (0, "t1"), (1, "t2")):
        heard.hear(reign, b"POST /v1/desk/call-next HTTP/1.1", answer(ticket))
    assert (heard.repeated, list(heard.different())) == (1, [])
    heard.hear(1, b"POST /v1/desk/resolve HTTP/1.1", answer("t3"))
    assert len(list(heard.different())) == 1


def test_a_flagged_double_handover_is_as_promised(told: Told) -> None:
    _hand_over_again(told)
    _both(told, lambda held: held.states.update({PASSPORT: {"flags": [{"code": "handover_twice"}]}}))
    assert "handover" not in told.promises()
