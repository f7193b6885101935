"""Who may call a number: the hub or the terminal whose number it is, as far as its computer knew then."""

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from counter_tui.core import streams
from counter_tui.core.event import Event
from counter_tui.core.ticket_state import TicketState
from tests.simulation.actions import RULELESS_COUNTER
from tests.simulation.nodes import Node
from tests.simulation.world import World

_IN_THE_ORDER_OF_COMING = "SELECT body FROM event WHERE stream LIKE 'ticket/%' ORDER BY rowid"
_event = msgspec.json.Decoder(Event).decode


def callers(world: World) -> Iterator[str]:
    """Nobody calls what another hub or terminal may call alone.

    On a computer that was copied or restored the order in which it learnt of things is lost.
    """
    for node in world.nodes.values():
        if node.device not in world.copied | world.restored:
            yield from _called_by(node)


def _called_by(node: Node) -> Iterator[str]:
    known: dict[str, list[Event]] = defaultdict(list)
    for (body,) in node.rows_of(_IN_THE_ORDER_OF_COMING):
        event = _event(body)
        before = known[event.stream]
        if event.type == "ticket.called" and event.device == node.device and _keeps_rules(event):
            state = streams.fold("ticket", before)
            if isinstance(state, TicketState) and state.authority.id != node.device:
                yield f"{event.stream} of {state.authority.id} was called by {node.device}: {event.id}"
        before.append(event)


def _keeps_rules(event: Event) -> bool:
    return event.data.get("counter") != RULELESS_COUNTER
