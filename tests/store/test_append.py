"""An append writes the event, its projection and the chain's head together or not at all."""

from collections.abc import Callable

import pytest

from counter_tui.core.event import GENESIS, Draft, MalformedEvent, decode, digest, encode
from counter_tui.core.ticket import TicketState
from counter_tui.store import queries
from counter_tui.store.store import Store
from tests.store.conftest import Clock
from tests.store.people import DAY, ME, OFFICER, append, call, issue, ticket_data


def test_events_form_one_chain_of_exact_lines(store: Store) -> None:
    events = [issue(store, "t1"), call(store, "t1"), issue(store, "t2", "A-002")]

    with store.read() as conn:
        lines = [body.encode() for (body,) in conn.execute("SELECT body FROM event ORDER BY seq")]
    assert [decode(line) for line in lines] == events
    assert [event.seq for event in events] == [1, 2, 3]
    assert [event.prev for event in events] == [GENESIS, digest(lines[0]), digest(lines[1])]


def test_two_processes_write_one_unbroken_chain(store: Store, reopen: Callable[[], Store]) -> None:
    other = reopen()
    first = issue(store, "t1")
    second = issue(other, "t2")
    third = call(store, "t1")

    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert third.prev == digest(encode(second))


def test_the_projection_shows_the_state_at_once(store: Store) -> None:
    issue(store, "t1")
    with store.write() as transaction:
        transaction.append(
            Draft(stream="ticket/t1", type="ticket.called", data={"counter": "3", "visit": 1, "reason": "x"}),
            actor=OFFICER,
        )
        state = transaction.state("ticket/t1")
    assert isinstance(state, TicketState)
    assert state.status == "called"


def test_a_refused_action_leaves_no_trace(store: Store) -> None:
    issue(store, "t1")

    def refuse() -> None:
        draft = Draft(stream="ticket/t2", type="ticket.issued", data=ticket_data())
        with store.write() as transaction:
            transaction.append(draft, actor=OFFICER)
            transaction.take_number(DAY, "A")
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        refuse()

    after = issue(store, "t3")
    assert after.seq == 2
    with store.read() as conn:
        assert queries.ticket(conn, "t2") is None
        assert conn.execute("SELECT count(*) FROM number_block").fetchone() == (0,)


def test_a_stamp_follows_the_highest_of_its_stream(store: Store, clock: Clock) -> None:
    issued = issue(store, "t1")
    clock.ms -= 60_000
    called = call(store, "t1")
    assert called.hlc == issued.hlc + 1
    assert called.at == clock.ms


def test_an_undo_folds_the_stream_anew(store: Store) -> None:
    issue(store, "t1")
    called = call(store, "t1")
    append(store, "ticket/t1", "undo", {"target": called.id})
    with store.read() as conn:
        assert [state.status for state in queries.open_tickets(conn, ME.site, DAY)] == ["waiting"]


def test_data_without_a_canonical_line_is_refused(store: Store) -> None:
    with pytest.raises(MalformedEvent):
        append(store, "ticket/t1", "ticket.issued", {"share": 0.5})
    with store.read() as conn:
        assert conn.execute("SELECT count(*) FROM event").fetchone() == (0,)


def test_every_commit_of_any_process_changes_the_version(store: Store, reopen: Callable[[], Store]) -> None:
    other = reopen()
    seen = [store.version()]
    issue(store, "t1")
    seen.append(store.version())
    issue(other, "t2")
    seen.append(store.version())
    assert len(set(seen)) == 3
    assert store.version() == seen[-1]


def test_callbacks_run_after_a_commit_and_only_then(store: Store) -> None:
    heard: list[str] = []
    store.on_commit(lambda: heard.append("commit"))
    issue(store, "t1")
    with pytest.raises(RuntimeError), store.write():
        raise RuntimeError
    assert heard == ["commit"]


def test_a_reader_sees_one_moment(store: Store) -> None:
    issue(store, "t1")
    with store.read() as conn:
        before = len(queries.open_tickets(conn, ME.site, DAY))
        issue(store, "t2")
        assert len(queries.open_tickets(conn, ME.site, DAY)) == before


def test_a_transaction_inside_a_transaction_is_a_programming_error(store: Store) -> None:
    with store.write(), pytest.raises(RuntimeError, match="inside"), store.write():
        pass
