"""A hub takes its terminals' chains in, numbers all events without a gap, and keeps heads."""

import msgspec
import pytest

from counter_tui.core.chain import ChainHead
from counter_tui.core.event import digest
from counter_tui.core.record import Record
from counter_tui.core.ticket import TicketState
from counter_tui.store import records
from counter_tui.store.central.ingest import ChainGap, Push
from counter_tui.store.check import check
from counter_tui.store.hub import chains, intake, relay, sequence
from counter_tui.store.identities import newest_stamp
from counter_tui.store.ingest import ingest
from counter_tui.store.store import Store
from tests.store.hub.pushing import NOW, chain
from tests.store.people import KEY, call, issue


def numbered(hub: Store) -> list[tuple[int, str, int]]:
    """Return number, device and seq of every event, in the order of the numbers."""
    with hub.read() as conn:
        return conn.execute("SELECT office_seq, device, seq FROM event ORDER BY office_seq").fetchall()


def test_what_a_terminal_pushed_is_folded_and_numbered_after_what_the_hub_wrote_itself(
    store: Store, terminal: Store
) -> None:
    issue(store, "own")
    issue(terminal, "theirs")
    call(terminal, "theirs")
    taken = intake.take_in(store, chain(terminal))
    assert [verdict.outcome for verdict in taken.verdicts] == ["accepted", "accepted"]
    assert numbered(store) == [(1, "d1", 1), (2, "d2", 1), (3, "d2", 2)]
    with store.write() as transaction:
        state = transaction.state("ticket/theirs")
    assert isinstance(state, TicketState)
    assert state.status == "called"


def test_what_another_process_of_the_hub_wrote_is_numbered_at_the_next_look(store: Store) -> None:
    issue(store, "t1")
    issue(store, "t2")
    with store.write() as transaction:
        assert sequence.number_new(transaction.connection)
    issue(store, "t3")
    with store.write() as transaction:
        assert sequence.number_new(transaction.connection)
        assert not sequence.number_new(transaction.connection)
    assert numbered(store) == [(1, "d1", 1), (2, "d1", 2), (3, "d1", 3)]


def test_a_push_that_comes_again_changes_nothing(store: Store, terminal: Store) -> None:
    issue(terminal, "t1")
    intake.take_in(store, chain(terminal))
    taken = intake.take_in(store, chain(terminal))
    assert [verdict.outcome for verdict in taken.verdicts] == ["duplicate"]
    assert numbered(store) == [(1, "d2", 1)]


def test_a_line_that_lay_apart_without_proof_lies_there_no_more_once_its_author_brings_it(
    store: Store, terminal: Store
) -> None:
    issue(terminal, "t1")
    pushed = chain(terminal)
    with store.write() as transaction:
        ingest(transaction, pushed.lines, [], NOW, strict=True)
    assert count_apart(store) == 1
    intake.take_in(store, pushed)
    assert count_apart(store) == 0


def count_apart(hub: Store) -> int:
    """Return how many lines lie apart."""
    with hub.read() as conn:
        return int(conn.execute("SELECT count(*) FROM quarantine").fetchone()[0])


def test_a_push_with_a_gap_before_it_is_not_taken(store: Store, terminal: Store) -> None:
    issue(terminal, "t1")
    issue(terminal, "t2")
    with pytest.raises(ChainGap) as gap:
        intake.take_in(store, chain(terminal, after=1))
    assert gap.value.expected == 1


def test_a_chain_that_the_centre_told_in_part_goes_on_where_that_part_ends(
    store: Store, terminal: Store
) -> None:
    for number in range(4):
        issue(terminal, f"t{number}")
    with store.write() as transaction:
        line = chain(terminal, after=2).lines[0]
        told = msgspec.structs.replace(chain(terminal).head, seq=3, hash=digest(line))
        ingest(transaction, [line], [told], NOW)
    taken = intake.take_in(store, chain(terminal, after=3))
    assert [verdict.outcome for verdict in taken.verdicts] == ["accepted"]
    assert [seq for _number, _device, seq in numbered(store)] == [3, 4]


def test_behind_a_gap_a_hub_holds_nothing_for_the_author_until_the_gap_is_filled(
    store: Store, terminal: Store
) -> None:
    for number in range(3):
        issue(terminal, f"t{number}")
    with store.write() as transaction:
        ingest(transaction, chain(terminal).lines[1:2], [], NOW)
    with store.read() as connection:
        assert [head.seq for head in chains.ends(connection, "d2")] == [0]
    taken = intake.take_in(store, chain(terminal))
    assert [verdict.outcome for verdict in taken.verdicts] == ["accepted", "duplicate", "accepted"]
    assert sorted(seq for _number, _device, seq in numbered(store)) == [1, 2, 3]
    assert check(store.path, KEY).ok


def test_a_head_that_reaches_further_than_its_page_says_nothing_of_what_is_held(
    store: Store, terminal: Store
) -> None:
    for number in range(3):
        issue(terminal, f"t{number}")
    whole = chain(terminal)
    with store.write() as transaction:
        ingest(transaction, whole.lines[:2], [whole.head], NOW)
    with store.read() as connection:
        assert [head.seq for head in chains.ends(connection, "d2")] == [2]


def test_what_the_centre_alone_holds_is_no_copys_when_somebody_relays_it(
    store: Store, terminal: Store
) -> None:
    issue(terminal, "t1")
    known = chain(terminal)
    relay.Relay(store).settle("d2", ChainHead(epoch=99, seq=1, hash=known.head.hash))
    taken = intake.take_in(store, known)
    assert [verdict.outcome for verdict in taken.verdicts] == ["duplicate"]


def test_a_hub_that_begins_behind_what_its_author_knows_at_the_centre_goes_on_there(
    store: Store, terminal: Store
) -> None:
    for number in range(3):
        issue(terminal, f"t{number}")
    whole = chain(terminal)
    second = msgspec.structs.replace(whole.head, seq=2, hash=digest(whole.lines[1]))
    intake.take_in(store, Push(second, whole.lines[1:2], NOW, durable=1))
    taken = intake.take_in(store, chain(terminal, after=2))
    assert [verdict.outcome for verdict in taken.verdicts] == ["accepted"]


def test_enough_of_the_heads_that_came_are_kept_to_push_all_lines_on_in_pages(
    store: Store, terminal: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "APART", 5)
    for number in range(40):
        issue(terminal, f"t{number}")
        intake.take_in(store, chain(terminal, after=number))
    with store.read() as conn:
        kept = conn.execute("SELECT count(*) FROM relayed_head WHERE device = 'd2'").fetchone()[0]
    assert kept <= 20
    relayed, reached = relay.Relay(store), 0
    while page := relayed.page("d2", 99, reached, 10):
        head, lines = page
        assert 0 < len(lines) <= 10
        reached = head.seq
    assert reached == 40


def test_no_head_of_the_hubs_own_is_kept_when_the_hub_before_brings_its_lines(store: Store) -> None:
    issue(store, "own")
    intake.take_in(store, chain(store))
    with store.read() as conn:
        assert conn.execute("SELECT count(*) FROM relayed_head").fetchone() == (0,)


def test_no_head_is_kept_of_what_a_later_hub_gives_back(store: Store, terminal: Store) -> None:
    issue(terminal, "t1")
    pushed = chain(terminal)
    intake.take_in(store, pushed)
    with store.write() as transaction:
        ingest(transaction, pushed.lines, [pushed.head], NOW, strict=True)
    with store.read() as conn:
        assert conn.execute("SELECT count(*) FROM relayed_head").fetchone() == (0,)


def test_no_head_is_kept_of_what_the_centre_holds_already(store: Store, terminal: Store) -> None:
    issue(terminal, "theirs")
    whole = chain(terminal)
    intake.take_in(store, whole)
    relay.Relay(store).settle("d2", ChainHead(epoch=99, seq=whole.head.seq, hash=whole.head.hash))
    intake.take_in(store, whole)
    with store.read() as conn:
        assert conn.execute("SELECT count(*) FROM relayed_head").fetchone() == (0,)


def test_each_version_of_a_record_gets_a_number_of_its_own_and_waits_for_the_centre(store: Store) -> None:
    first = Record(kind="note", id="n1", rev=1, hlc=1, device="d2", data={"text": "a"})
    assert intake.take_in_records(store, [first]) == 1
    assert intake.take_in_records(store, [msgspec.structs.replace(first, rev=2, data={"text": "b"})]) == 1
    with store.read() as conn:
        found = conn.execute("SELECT rev, office_seq, pending FROM record WHERE id = 'n1'").fetchall()
        reach = conn.execute("SELECT records FROM office_sequence").fetchone()
    assert (found, reach) == ([(2, 2, True)], (2,))


def test_a_record_that_a_hub_before_gave_waits_for_the_centre_once_its_author_brings_it(store: Store) -> None:
    note = Record(kind="note", id="n1", rev=1, hlc=1, device="d2", data={"text": "a"})
    with store.write() as transaction:
        records.merge(transaction.connection, transaction.identity.office, note, pending=False)
    assert intake.take_in_records(store, [note]) == 0
    with store.read() as conn:
        assert conn.execute("SELECT pending FROM record WHERE id = 'n1'").fetchone() == (True,)


def test_what_a_hub_did_not_accept_holds_its_place_when_the_store_is_checked(
    store: Store, terminal: Store
) -> None:
    issue(terminal, "t1")
    intake.take_in(store, chain(terminal))
    issue(terminal, "t2")
    intake.take_in(store, chain(terminal, after=1)._replace(revoked=True))
    assert check(store.path, KEY).problems == ()


def test_a_terminal_whose_clock_is_years_ahead_says_nothing_of_the_hubs_own(
    store: Store, terminal: Store
) -> None:
    issue(store, "own")
    with store.read() as conn:
        before = newest_stamp(conn)
    issue(terminal, "theirs")
    push = chain(terminal)
    ahead = msgspec.json.decode(push.lines[0])
    ahead["hlc"] += (3 * 365 * 24 * 3600 * 1000) << 16
    line = msgspec.json.encode(ahead, order="sorted")
    head = msgspec.structs.replace(push.head, hash=digest(line))
    assert [one.outcome for one in intake.take_in(store, Push(head, [line], NOW)).verdicts] == ["accepted"]
    with store.read() as conn:
        assert newest_stamp(conn) == before
