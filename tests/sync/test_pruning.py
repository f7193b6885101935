from counter_tui.core.clock import wall_ms
from counter_tui.core.event import digest
from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.store.pruning import KEPT_MS
from counter_tui.store.spool import StoredSpool
from tests.sync.conftest import MakeHome
from tests.sync.pulling import take
from tests.sync.town import Home

CANCELLED = {"reason": "left"}


def finish(home: Home, ticket: str) -> None:
    home.issue(ticket)
    home.append(f"ticket/{ticket}", "ticket.cancelled", CANCELLED)


def later(home: Home) -> int:
    """Return a time at which everything written so far is older than what is kept."""
    with home.store.read() as connection:
        high = connection.execute("SELECT max(hlc) FROM event").fetchone()[0]
    return wall_ms(high) + KEPT_MS + 1


def settle(home: Home) -> None:
    for head in home.sync.chains():
        home.sync.settle(head.epoch, head.seq)


def test_a_finished_durable_stream_goes_after_thirty_days_and_leaves_its_places(new: MakeHome) -> None:
    home = new("d1")
    finish(home, "t1")
    hashes = [digest(line) for line in home.sync.lines(home.store.identity.epoch, 0, 10)]
    settle(home)
    assert home.sync.prune(later(home) - 2 * 60_000) == 0
    assert home.sync.prune(later(home)) == 2
    assert home.events() == {}
    assert home.state("ticket/t1") is None
    epoch = home.store.identity.epoch
    assert [home.sync.hash_at(epoch, seq) for seq in (1, 2)] == hashes
    assert home.issue("t2").seq == 3


def test_what_the_centre_lacks_stays(new: MakeHome) -> None:
    home = new("d1")
    finish(home, "t1")
    home.sync.settle(home.store.identity.epoch, 1)
    assert home.sync.prune(later(home)) == 0


def test_an_open_ticket_and_the_ticket_of_an_open_application_stay(new: MakeHome) -> None:
    home = new("d1")
    home.issue("t1")
    finish(home, "t2")
    opened = {"ticket": "t2", "number": "A-002", "service": "paspor_baru", "product": "p", "back_office": []}
    home.append("application/a2", "application.opened", opened | {"channel": "walk_in"})
    settle(home)
    assert home.sync.prune(later(home)) == 0


def test_a_contradiction_stays_until_somebody_decided_about_it(new: MakeHome) -> None:
    home = new("d1")
    finish(home, "t1")
    stray = home.append("ticket/t1", "ticket.called", {"counter": "1"})
    settle(home)
    assert home.sync.prune(later(home)) == 0
    seen = {"flag": "after_close", "events": [stray.id], "verdict": "seen"}
    home.append("ticket/t1", "ticket.checked", seen)
    settle(home)
    assert home.sync.prune(later(home)) == 4


def test_the_events_of_a_paper_go_once_the_last_of_them_is_old_and_durable(new: MakeHome) -> None:
    home = new("d1")
    home.append("paper/p1", "paper.printed", {"document": "receipt", "subject": "A-001"})
    home.append("paper/p1", "paper.printed", {"document": "receipt", "copy": 1, "reason": "lost"})
    assert home.sync.prune(later(home)) == 0
    settle(home)
    assert home.sync.prune(later(home) - 2 * 60_000) == 0
    assert home.sync.prune(later(home)) == 2
    assert home.events() == {}


def test_what_was_printed_goes_and_what_an_officer_must_look_at_stays(new: MakeHome) -> None:
    home = new("d1")
    home.issue("t1")
    with home.store.write() as transaction:
        for state in JobState:
            job = Job(
                id=state, at=1, document="slip", data={}, subject="", role=PrinterRole.SLIP, state=state
            )
            transaction.enqueue(job)
    home.sync.prune(KEPT_MS + 1)
    assert len(StoredSpool(home.store).jobs(set(JobState))) == 6
    home.sync.prune(KEPT_MS + 2)
    left = {job.state for job in StoredSpool(home.store).jobs(set(JobState))}
    assert left == {JobState.QUEUED, JobState.SENDING, JobState.UNCONFIRMED}


def test_a_pruned_event_that_is_pulled_again_is_taken_back(new: MakeHome) -> None:
    author, home = new("author"), new("reader")
    finish(author, "t1")
    lines = author.sync.lines(author.store.identity.epoch, 0, 10)
    take(home, lines)
    assert home.sync.prune(later(home)) == 2
    assert take(home, lines) == 2
    assert home.state("ticket/t1") == author.state("ticket/t1")


def test_the_people_of_a_pruned_application_go_with_it_once_the_centre_holds_them(new: MakeHome) -> None:
    home = new("d1")
    opened = {"ticket": "", "number": "A-002", "service": "paspor_baru", "product": "p", "back_office": []}
    handed = {"collector": "self", "record": "c1", "counter": "3", "readiness": "ready", "list": ""}
    for key in ("a1", "a2"):
        home.append(f"application/{key}", "application.opened", opened | {"channel": "walk_in"})
        home.append(f"application/{key}", "application.ready", {})
        home.append(f"application/{key}", "application.handed_over", handed)
    with home.store.write() as transaction:
        for key in ("a1", "a2"):
            transaction.put_record("applicant", key, {"name": "Siti"})
        transaction.put_record("collector", "c1", {"applications": ["a1", "a2"], "name": "Budi"})
    settle(home)
    home.sync.prune(later(home))
    assert records_of(home) == ["a1", "a2", "c1"]  # the centre has still to learn of them

    home.sync.records_pushed(home.sync.records_to_push(10))
    home.sync.prune(later(home))

    assert records_of(home) == []


def records_of(home: Home) -> list[str]:
    with home.store.read() as connection:
        return [id_ for (id_,) in connection.execute("SELECT id FROM record ORDER BY id")]
