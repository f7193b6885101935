import msgspec
import pytest

from counter_tui.core.chain import ChainHead, Feed, SignedHead
from counter_tui.core.event import Event, decode, digest, encode
from counter_tui.core.record import Record, Standing
from counter_tui.store import syncing
from tests.sync.conftest import MakeHome
from tests.sync.pulling import FEED, lines_of, take
from tests.sync.town import Home

RECORDS = Feed(server="s", server_epoch="e1", kind="records")
CALLED = {"counter": "3", "visit": 1, "reason": "order"}


@pytest.fixture
def author(new: MakeHome) -> Home:
    return new("author")


@pytest.fixture
def home(new: MakeHome) -> Home:
    return new("reader")


def changed(line: bytes, **fields: object) -> bytes:
    return encode(msgspec.structs.replace(decode(line), **fields))


def test_pulled_events_keep_their_bytes_and_give_the_authors_state(author: Home, home: Home) -> None:
    author.issue("t1")
    author.append("ticket/t1", "ticket.called", CALLED)
    assert take(home, lines_of(author)) == 2
    assert home.events() == author.events()
    assert home.state("ticket/t1") == author.state("ticket/t1") is not None


def test_order_and_repetition_change_nothing(author: Home, home: Home) -> None:
    author.issue("t1")
    author.append("ticket/t1", "ticket.called", CALLED)
    author.append("ticket/t1", "ticket.started", {"counter": "3", "implied": False})
    lines = lines_of(author)
    assert [take(home, [line]) for line in (lines[2], lines[0], lines[2], lines[1])] == [1, 1, 0, 1]
    assert home.state("ticket/t1") == author.state("ticket/t1")
    assert home.quarantined() == []


def test_a_poison_line_stops_nothing_else(author: Home, home: Home) -> None:
    author.issue("t1")
    author.issue("t2", "A-002")
    first, second = lines_of(author)
    assert take(home, [first, b"\xff poison", second.replace(b":", b": "), second]) == 2
    assert home.quarantined() == ["malformed", "malformed"]
    assert home.events() == author.events()


def test_another_event_in_the_same_place_is_a_clone(author: Home, home: Home) -> None:
    author.issue("t1")
    (line,) = lines_of(author)
    take(home, [line])
    assert take(home, [changed(line, actor="somebody")]) == 0
    assert home.quarantined() == ["clone"]
    assert home.events() == author.events()


def test_an_event_of_another_office_is_kept_apart(author: Home, home: Home) -> None:
    author.issue("t1")
    assert take(home, [changed(lines_of(author)[0], office="XXX")]) == 0
    assert home.quarantined() == ["scope"]


def test_a_line_that_names_another_predecessor_is_kept_apart(author: Home, home: Home) -> None:
    author.issue("t1")
    author.issue("t2", "A-002")
    first, second = lines_of(author)
    take(home, [first])
    assert take(home, [changed(second, prev="ab" * 32)]) == 0
    assert home.quarantined() == ["chain"]
    assert take(home, [second]) == 1


def test_a_line_that_its_successor_does_not_name_is_kept_apart(author: Home, home: Home) -> None:
    author.issue("t1")
    author.issue("t2", "A-002")
    first, second = lines_of(author)
    take(home, [second])
    assert take(home, [changed(first, actor="somebody")]) == 0
    assert home.quarantined() == ["chain"]
    assert take(home, [first]) == 1


def test_a_chain_begins_with_nothing_before_it(author: Home, home: Home) -> None:
    author.issue("t1")
    (line,) = lines_of(author)
    assert take(home, [changed(line, prev="ab" * 32)]) == 0
    assert home.quarantined() == ["chain"]


def test_a_line_that_its_device_did_not_sign_is_kept_apart(author: Home, home: Home) -> None:
    author.issue("t1")
    (line,) = lines_of(author)
    head = SignedHead(
        office="JKS", device="author", epoch=author.store.identity.epoch, seq=1, hash=digest(line)
    )
    assert take(home, [changed(line, actor="relay")], (head,)) == 0
    assert home.quarantined() == ["head"]
    assert take(home, [line], (head,)) == 1


def test_an_id_is_taken_once(author: Home, home: Home, new: MakeHome) -> None:
    author.issue("t1")
    (line,) = lines_of(author)
    take(home, [line])
    assert take(home, [changed(line, device="other")]) == 0
    assert home.quarantined() == ["repeated_id"]


def test_unknown_types_and_kinds_are_kept(author: Home, home: Home) -> None:
    author.issue("t1")
    author.append("ticket/t1", "ticket.from_tomorrow", {"x": 1})
    author.append("hologram/h1", "hologram.shown")
    assert take(home, lines_of(author)) == 3
    assert home.events() == author.events()


def test_the_clock_follows_but_not_a_clock_that_is_hours_ahead(author: Home, home: Home) -> None:
    author.issue("t1")
    (line,) = lines_of(author)
    near = decode(line).hlc + (60_000 << 16)
    take(home, [changed(line, hlc=near)])
    assert home.issue("t2").hlc > near
    far = decode(line).hlc + (26 * 3_600_000 << 16)
    take(home, [changed(line, hlc=far, id="another", device="mad", stream="ticket/t9")])
    assert home.issue("t3").hlc < far


def test_ingest_never_touches_the_handover_guard(author: Home, home: Home) -> None:
    with home.store.write() as transaction:
        assert transaction.guard_handover("a1", "mine")
    author.append("application/a1", "application.handed_over", {"collector": "self", "record": "r"})
    take(home, lines_of(author))
    with home.store.write() as transaction:
        assert not transaction.guard_handover("a1", "theirs")


def test_a_page_and_its_cursor_are_kept_together_or_not_at_all(
    author: Home, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    author.issue("t1")
    take(home, lines_of(author), cursor="behind t1")
    author.issue("t2")

    def fails(*_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(syncing, "_keep_cursor", fails)
    with pytest.raises(RuntimeError):
        take(home, lines_of(author), cursor="lost")
    assert (home.sync.cursor(FEED), home.state("ticket/t2")) == ("behind t1", None)
    monkeypatch.undo()
    take(home, lines_of(author), cursor="behind t2")
    assert (home.sync.cursor(FEED), home.state("ticket/t2") is None) == ("behind t2", False)


def test_another_server_epoch_starts_without_a_cursor_and_is_offered_own_records(home: Home) -> None:
    take(home, [], cursor="c")
    home.note("n1", "hello")
    home.sync.records_pushed(home.sync.records_to_push(10))
    home.sync.meet("s", "e1")
    assert (home.sync.cursor(FEED), home.sync.records_to_push(10)) == ("c", [])
    home.sync.meet("s", "e2")
    assert home.sync.cursor(FEED) == ""
    assert [record.id for record in home.sync.records_to_push(10)] == ["n1"]


def test_somebody_else_on_this_devices_chain_begins_a_new_one(home: Home) -> None:
    home.issue("t1")
    epoch = home.store.identity.epoch
    (line,) = lines_of(home)
    twins_next = changed(line, seq=2, prev=digest(line), id="twin", stream="ticket/t2")
    assert take(home, [twins_next]) == 1
    assert home.sync.current_epoch() != epoch
    mine = home.issue("t3")
    assert (mine.epoch, mine.seq) == (home.sync.current_epoch(), 1)
    assert ChainHead(epoch=epoch, seq=2, hash=digest(twins_next)) in home.sync.chains()


def test_after_a_restore_the_older_chain_is_completed_from_the_centre(home: Home) -> None:
    home.issue("t1")
    epoch = home.store.identity.epoch
    (line,) = lines_of(home)
    home.sync.give_up(0)
    with home.store.write() as transaction:
        transaction.set_identity(msgspec.structs.replace(transaction.identity, epoch=5))
    lost = changed(line, seq=2, prev=digest(line), id="lost", stream="ticket/t2")
    assert take(home, [lost]) == 1
    assert home.sync.current_epoch() == 5
    assert ChainHead(epoch=epoch, seq=2, hash=digest(lost)) in home.sync.chains()


def test_a_chain_that_a_restore_forgot_can_be_offered_again_by_its_device(home: Home) -> None:
    home.issue("t1")
    (line,) = lines_of(home)
    first = changed(line, epoch=5, id="one", stream="ticket/t2")
    second = changed(line, epoch=5, id="two", stream="ticket/t3", seq=2, prev=digest(first))
    assert take(home, [first, second]) == 2
    assert ChainHead(epoch=5, seq=2, hash=digest(second)) in home.sync.chains()
    assert home.sync.lines(5, 0, 10) == [first, second]


def version(rev: int, text: str = "x", standing: Standing = Standing.LIVE) -> Record:
    data = {} if standing is Standing.ERASED else {"text": text}
    return Record(kind="note", id="n1", rev=rev, hlc=rev, device="d", data=data, standing=standing)


def test_the_newest_version_of_a_record_stands_whatever_order_they_come_in(home: Home) -> None:
    assert home.sync.take_records([version(2, "new"), version(1, "old")], RECORDS, "c") == 1
    with home.store.write() as transaction:
        assert transaction.record("note", "n1") == {"text": "new"}


def test_an_erasure_stands_over_every_later_stamp(home: Home) -> None:
    erased = version(1, standing=Standing.ERASED)
    assert home.sync.take_records([erased, version(99)], RECORDS, "c") == 1
    with home.store.write() as transaction:
        assert transaction.record("note", "n1") is None
        assert not transaction.put_record("note", "n1", {"text": "again"})


def test_a_record_that_changed_while_it_was_pushed_is_pushed_again(home: Home) -> None:
    home.note("n1", "one")
    sent = home.sync.records_to_push(10)
    home.note("n1", "two")
    home.sync.records_pushed(sent)
    assert [record.data for record in home.sync.records_to_push(10)] == [{"text": "two"}]


def test_what_is_unsynced_is_counted_over_all_chains_with_its_oldest(home: Home) -> None:
    assert home.sync.unsynced() == (0, None)
    first = home.issue("t1")
    second = home.issue("t2")
    assert home.sync.unsynced() == (2, first.at)
    home.sync.settle(first.epoch, 1)
    assert home.sync.unsynced() == (1, second.at)
    home.sync.give_up(first.epoch)
    home.issue("t3")
    assert home.sync.unsynced()[0] == 1


def test_what_the_centre_holds_apart_is_counted(home: Home) -> None:
    event: Event = home.issue("t1")
    home.sync.settle(event.epoch, 1, [(1, "clone")])
    assert home.sync.held() == 1
    home.sync.settle(event.epoch, 1, [(1, "clone")])
    assert home.sync.held() == 1
