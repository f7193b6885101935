"""What a terminal settles with its hub when that answers again, before it asks for anything new.

A command whose answer was lost is resolved by its id: what never arrived is void from then on. A number that
was called meanwhile is this counter's as long as somebody may still wait for it; else the call is taken back,
and so is a number issued that nobody saw: its paper was never printed, and whoever stood there has one of
this terminal's own series. Numbers of that series then become the hub's to call:
this terminal gives them away before it asks for a call, and from then on calls none of them by itself.
"""

from typing import TYPE_CHECKING

import msgspec

from counter_tui.core.event import Draft, Event, decode
from counter_tui.core.folding import UNDO
from counter_tui.core.ticket_state import CALLED, IN_HAND, WAITING, TicketState
from counter_tui.store import open_commands, queries, signed_heads
from counter_tui.store.ingest import ingest

if TYPE_CHECKING:
    from counter_tui.core.ticket_events import Authority
    from counter_tui.desk.hub_port import HubPort
    from counter_tui.store.driver import Connection
    from counter_tui.store.identity import Identity
    from counter_tui.store.open_commands import OpenCommand
    from counter_tui.store.opened import OpenedStore
    from counter_tui.store.transaction import Transaction
    from counter_tui.sync.desk_command import DeskAnswer

WAITED_MS = 60_000
"""So long an officer may still wait for a number; nobody sits down at a call that is older."""


def settle(store: "OpenedStore", port: "HubPort") -> bool:
    """Settle everything with a hub that answers; return False when it was lost on the way."""
    with port.alone():
        return resolve(store, port) is not None and give_away(store, port)


def give_away(store: "OpenedStore", port: "HubPort") -> bool:
    """Let the hub call what only this terminal may call, within `port.alone` and after `resolve`.

    Return False when the hub was lost before anything was written: all of it is this terminal's still.
    """
    with store.read() as connection:
        if not _held_here(connection, store.identity):
            return True
    authority = port.authority()
    if authority is None:
        return False
    hand_over(store, authority)
    return True


def resolve(store: "OpenedStore", port: "HubPort") -> list[str] | None:
    """Resolve every command without an answer, within `port.alone`; None when the hub was lost meanwhile.

    Return the ids of the numbers that were called for this counter and are in hand here now.
    """
    from counter_tui.sync.desk_command import RESOLVE, DeskCommand

    with store.read() as connection:
        waiting = open_commands.standing(connection)
    late: list[str] = []
    for one in waiting:
        asked = DeskCommand(id=one.id, counter=store.identity.counter, officer="")
        answer = port.command(RESOLVE, asked)
        if answer is None:
            return None
        with store.write() as transaction:
            open_commands.settle(transaction, one.id)
            if answer.done and _taken_late(transaction, one, answer):
                late.append(answer.ticket)
    return late


def settle_own(transaction: "Transaction") -> None:
    """Settle what a terminal asked the hub whose place it has taken: nobody else can tell it any more.

    After a planned move the answers of that hub are known here; what a lost one answered is not.
    """
    from counter_tui.store.hub import answers
    from counter_tui.sync.desk_command import DeskAnswer

    for one in open_commands.standing(transaction.connection):
        open_commands.settle(transaction, one.id)
        known = answers.known(transaction.connection, transaction.identity.device, one.id)
        answer = msgspec.json.decode(known, type=DeskAnswer) if known else None
        if answer is not None and answer.done:
            _taken_late(transaction, one, answer)


def take_in(transaction: "Transaction", answer: "DeskAnswer") -> list[Event]:
    """Ingest what a hub wrote for a command and what it needs to be understood; return what it wrote.

    All of it is proven by the answer's heads: a hub that this home becomes passes on what they end.
    """
    written = [line.encode() for line in answer.lines]
    ingest(transaction, [line.encode() for line in answer.before] + written, [], transaction.now())
    signed_heads.keep_joined(transaction.connection, transaction.identity.device, answer.heads)
    return [decode(line) for line in written]


def hand_over(store: "OpenedStore", authority: "Authority") -> None:
    """Let the hub call the open numbers that this terminal issued while it was alone."""
    with store.write() as transaction:
        for ticket in _held_here(transaction.connection, transaction.identity):
            data = {"authority": msgspec.to_builtins(authority)}
            draft = Draft(stream=f"ticket/{ticket.id}", type="ticket.authority_moved", data=data)
            transaction.append(draft, actor="")


def is_held(ticket: TicketState, device: str) -> bool:
    """Return whether only a device itself may call a number, and may give it away: it knows all of it."""
    authority = ticket.authority
    return authority.kind == "device" and authority.id == device and not ticket.attention


def _held_here(connection: "Connection", me: "Identity") -> list[TicketState]:
    """Return the open day's numbers that only this device may call; one sent to its counter stays sent."""
    days = queries.open_days(connection, me.site)
    found = queries.open_tickets(connection, me.site, days[-1].business_day) if days else []
    return [one for one in found if is_held(one, me.device)]


def _taken_late(transaction: "Transaction", asked: "OpenCommand", answer: "DeskAnswer") -> bool:
    """Keep a late answer; take back what nobody waits for, and tell whether its number is in hand here."""
    written = take_in(transaction, answer)
    cause, state = written[0], transaction.state(f"ticket/{answer.ticket}")
    if not isinstance(state, TicketState):
        return False
    if cause.type == "ticket.called":
        called = state.status == CALLED and state.call == cause.id
        if called and _unwanted(transaction, asked, state):
            _take_back(transaction, cause, [cause.stream])
            return False
        return called
    if state.status == WAITING and state.last is not None and state.last.event == cause.id:
        _take_back(transaction, cause, list(dict.fromkeys(event.stream for event in written)))
    return False


def _unwanted(transaction: "Transaction", asked: "OpenCommand", state: TicketState) -> bool:
    if not 0 <= transaction.now() - asked.at <= WAITED_MS:
        return True
    me = transaction.identity
    others = queries.open_tickets(transaction.connection, me.site, state.business_day)
    return any(one.status in IN_HAND and one.device == me.device and one.id != state.id for one in others)


def _take_back(transaction: "Transaction", cause: Event, streams: list[str]) -> None:
    for stream in streams:
        transaction.append(Draft(stream=stream, type=UNDO, data={"target": cause.id}), actor=cause.actor)
