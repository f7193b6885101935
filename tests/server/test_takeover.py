"""A promoted hub takes over what nobody has in hand; a number called on both sides is flagged everywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.core.catalogue import builtin
from counter_tui.core.event import Draft
from counter_tui.core.ticket import TicketState
from counter_tui.core.ticket_events import Authority
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.state import SyncView
from counter_tui.server.hub.commands import Asked, Commands
from counter_tui.server.hub.takeover import Takeover, take_over
from counter_tui.store import queries
from counter_tui.store.create import create
from counter_tui.store.hub import standing
from counter_tui.store.ingest import ingest
from counter_tui.store.store import Store
from counter_tui.sync.desk_command import DeskCommand
from tests.patience import until
from tests.server.hub_office import KEY, ME, HubOffice, hub_office

PROMOTED = replace(ME, device="d3", counter="3", epoch=8, tag="3", plain=False)


@pytest.fixture
def old(tmp_path: Path) -> Iterator[HubOffice]:
    (tmp_path / "old").mkdir()
    with hub_office(tmp_path / "old") as running:
        yield running


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "new").mkdir()
    store = create(tmp_path / "new" / "journal.db", KEY, PROMOTED)
    yield store
    store.close()


def carry(giver: Store, taker: Store) -> None:
    """Give one store's journal to the other, as sync would."""
    with giver.read() as connection:
        bodies = [row[0].encode() for row in connection.execute("SELECT body FROM event ORDER BY rowid")]
    with taker.write() as transaction:
        ingest(transaction, bodies, [], 0)


def promote(store: Store, epoch: int = 2) -> None:
    with store.write() as transaction:
        standing.promote(transaction, epoch, before="{}", promoter="dewi")


def taken(store: Store) -> int:
    with store.write() as transaction:
        return take_over(transaction)


@contextmanager
def hub_on(store: Store, known: HubOffice) -> Iterator[Commands]:
    """Run the commands of a promoted hub, which knows the old one's officers."""
    with known.store.read() as connection:
        officers = queries.records(connection, "officer")
    with store.write() as transaction:
        for id_, data in officers:
            transaction.put_record("officer", id_, data)
    commands = Commands(store, lambda: None)
    commands.start()
    try:
        yield commands
    finally:
        commands.stop()


def ticket(store: Store, id_: str) -> TicketState:
    with store.write() as transaction:
        state = transaction.state(f"ticket/{id_}")
    assert isinstance(state, TicketState)
    return state


def test_what_waits_becomes_the_new_hubs_and_what_is_in_hand_stays(old: HubOffice, new: Store) -> None:
    first = old.ask("issue", service="paspor_baru").ticket
    second = old.ask("issue", service="paspor_baru").ticket
    assert old.ask("call-next").ticket == first
    carry(old.store, new)
    promote(new)
    assert taken(new) == 1
    assert ticket(new, second).authority == Authority("hub", "d3", 2)
    assert ticket(new, first).authority.id == "hub1"


def test_a_number_that_comes_back_to_wait_is_taken_over_then(old: HubOffice, new: Store) -> None:
    first = old.ask("issue", service="paspor_baru").ticket
    old.ask("call-next")
    carry(old.store, new)
    promote(new)
    assert taken(new) == 0
    with new.write() as transaction:
        missed = Draft(stream=f"ticket/{first}", type="ticket.missed", data={"rule": "end"})
        transaction.append(missed, actor="dewi")
    assert taken(new) == 1
    assert taken(new) == 0


def test_numbers_of_a_terminals_own_series_stay_its_own(old: HubOffice, new: Store) -> None:
    alone = Desk(old.store, builtin(), printers=tuple, line=lambda: SyncView("alone", 0, None, None))
    alone.login("dewi", "123456")
    own = alone.issue("paspor_baru").id
    carry(old.store, new)
    promote(new)
    assert taken(new) == 0
    assert ticket(new, own).authority == Authority("device", "hub1", 0)


def test_numbers_that_the_promoted_terminal_issued_alone_are_everybodys_to_call(
    old: HubOffice, new: Store
) -> None:
    carry(old.store, new)
    with hub_on(new, old):
        alone = Desk(new, builtin(), printers=tuple, line=lambda: SyncView("alone", 0, None, None))
    alone.login("dewi", "123456")
    own = [alone.issue("paspor_baru").id, alone.issue("paspor_baru").id]
    alone.call_next()
    promote(new)
    assert taken(new) == 2
    assert [ticket(new, one).authority for one in own] == [Authority("hub", "d3", 2)] * 2


def test_a_later_hubs_numbers_are_left_alone(old: HubOffice, new: Store) -> None:
    old.ask("issue", service="paspor_baru")
    carry(old.store, new)
    promote(new, epoch=0)
    assert taken(new) == 0


def test_a_number_called_on_both_sides_of_a_promotion_is_flagged_at_first_contact_on_both(
    old: HubOffice, new: Store
) -> None:
    only = old.ask("issue", service="paspor_baru").ticket
    carry(old.store, new)
    promote(new)
    taken(new)
    with hub_on(new, old) as later:
        call = DeskCommand(id="c1", counter="4", officer=old.officer)
        assert later.ask(Asked("d4", "call-next", call)).result(60).ticket == only
    old.ask("call-next", device="d2")
    carry(old.store, new)
    carry(new, old.store)
    flags = [[flag.code for flag in ticket(store, only).flags] for store in (old.store, new)]
    assert flags[0] == flags[1]
    assert "called_twice" in flags[0]


def test_the_thread_takes_over_only_after_the_others_had_time_to_bring_what_they_know(
    old: HubOffice, new: Store
) -> None:
    only = old.ask("issue", service="paspor_baru").ticket
    carry(old.store, new)
    promote(new)
    clock = iter([0.0, 0.1, 0.2, *([9.0] * 10_000)])
    thread = Takeover(new, gather_s=6.0, now_s=lambda: next(clock))
    thread.start()
    try:
        until(lambda: ticket(new, only).authority.id == "d3")
    finally:
        thread.stop()
    assert next(clock) == 9.0
