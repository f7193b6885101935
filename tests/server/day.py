"""A day's work of several devices, and how it comes to the centre piece by piece."""

import random
import secrets
from typing import Any

from counter_tui.core.ids import uuid7
from tests.server.terminal import NOW, Terminal

STEPS: list[tuple[str, dict[str, Any]]] = [
    ("ticket.called", {"counter": "1", "visit": 1, "reason": "order"}),
    ("ticket.started", {"counter": "1", "implied": False}),
    ("ticket.stage_completed", {"counter": "1", "stage": "document_check", "visit": 1}),
    ("ticket.held", {"counter": "1", "reason": "docs"}),
    ("ticket.cancelled", {"reason": "left"}),
    ("ticket.unheard_of", {"x": 1}),
]


def a_day(terminals: list[Terminal], tickets: int, seed: int) -> None:
    """Write a day on several devices at once, with late stamps, undo, contradictions and foreign streams."""
    dice = random.Random(seed)
    ids = [uuid7(NOW, secrets.token_bytes(10)) for _ in range(tickets)]
    for place, ticket in enumerate(ids):
        dice.choice(terminals).issue(ticket, number=f"A-{place:03}")
    for _ in range(tickets * 6):
        terminal, ticket = dice.choice(terminals), dice.choice(ids)
        late = {"hlc": (NOW + dice.randrange(1000)) << 16} if dice.random() < 0.3 else {}
        type_, data = dice.choice(STEPS)
        event = terminal.write(f"ticket/{ticket}", type_, data, **late)
        if dice.random() < 0.1:
            terminal.write(f"ticket/{ticket}", "undo", {"target": event.id})
    terminals[0].write(
        "day/utama/2026-06-19", "day.opened", {"business_day": "2026-06-19", "zone": "Asia/Jakarta"}
    )
    terminals[0].write("counter/d1", "counter.opened", {"counter": "1", "serves": []})
    terminals[0].write("future/1", "future.thing", {"a": 1})


async def push_in_turns(terminals: list[Terminal], seed: int) -> None:
    """Push everything in pieces, so that the devices' events arrive interleaved."""
    dice = random.Random(seed)
    places = dict.fromkeys(range(len(terminals)), 0)
    while places:
        number = dice.choice(list(places))
        terminal, place = terminals[number], places[number]
        end = min(place + dice.randrange(1, 12), len(terminal.lines))
        await terminal.pushed(after=place, upto=end)
        places[number] = end
        if end == len(terminal.lines):
            del places[number]
