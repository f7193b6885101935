"""A desk whose hub numbers and calls for it: through the hub while that answers, alone while it does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui import language
from counter_tui.bootstrap import setup
from counter_tui.bootstrap.hub_line import HubLine
from counter_tui.bootstrap.hub_watch import HubWatch
from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.desk import hub_return
from counter_tui.desk.hub_port import Standing
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.store.syncing import StoreSync
from counter_tui.sync.loop import SyncLoop
from counter_tui.sync.once import sync_once
from counter_tui.sync.wire import DeskAnswer, DeskCommand
from tests.bootstrap.hub_site import Counter, Site, answers, site
from tests.patience import until


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("COUNTER_TUI_PASSPHRASE", "COUNTER_TUI_OFFICER", "COUNTER_TUI_PIN"):
        monkeypatch.delenv(name, raising=False)
    with site(tmp_path) as found:
        yield found


@pytest.fixture
def two(running: Site) -> Counter:
    return running.counter("2")


@pytest.fixture
def three(running: Site) -> Counter:
    return running.counter("3")


class BackAtOnce:
    """A hub that answers no call and is there again before the officer's action ends."""

    def __init__(self, line: HubLine) -> None:
        self._line = line
        self.alone = line.alone
        self.authority = line.authority

    def standing(self) -> Standing:
        """Return that the hub answers."""
        return "up"

    def command(self, action: str, command: DeskCommand) -> DeskAnswer | None:
        """Lose every call; the rest arrives."""
        return None if action.startswith("call") else self._line.command(action, command)


def refused(code: str, caught: pytest.ExceptionInfo[Refused]) -> None:
    assert caught.value.code == code
    assert caught.value.sentence.endswith(".")


def test_a_number_issued_at_one_counter_is_called_at_another_that_has_heard_nothing_yet(
    two: Counter, three: Counter
) -> None:
    issued = two.desk.issue("paspor_baru")
    called = three.desk.call_next()
    assert (called.id, called.number, called.status) == (issued.id, "A-001", "called")
    assert three.desk.done().visit == 2
    assert three.ticket(issued.id).authority.kind == "hub"


def test_counters_that_call_get_different_numbers(two: Counter, three: Counter) -> None:
    issued = [two.desk.issue("paspor_baru").id for _ in range(2)]
    assert [two.desk.call_next().id, three.desk.call_next().id] == issued


def test_what_was_done_here_reaches_the_hub_before_it_is_asked_again(running: Site, two: Counter) -> None:
    first = two.desk.issue("paspor_baru")
    two.desk.call_next()
    two.desk.done()
    again = two.desk.call_next()
    assert (again.id, again.visit) == (first.id, 2)
    assert running.count("SELECT count(*) FROM quarantine") == 0


def test_what_the_sync_thread_brought_is_not_sent_again_while_an_officer_waits(two: Counter) -> None:
    for _number in range(2):
        two.desk.issue("paspor_baru")
    two.desk.call_next()
    two.desk.done()
    sync_once(StoreSync(two.store), two.peer, two.home.folder)
    before = len(two.wire.paths)
    two.desk.call_next()
    assert two.wire.paths[before:] == ["/v1/desk/call-next"]


def test_the_hub_refuses_in_the_language_of_the_screen_that_asks(two: Counter, three: Counter) -> None:
    try:
        language.use("en")
        with pytest.raises(Refused) as english:
            two.desk.call_next()
    finally:
        language.use("id")
    with pytest.raises(Refused) as indonesian:
        three.desk.call_next()
    assert english.value.code == indonesian.value.code == "nobody_waiting"
    assert english.value.sentence.startswith("Nobody")
    assert indonesian.value.sentence.startswith("Tidak ada")


def test_the_paper_of_a_number_comes_out_here_once(running: Site, two: Counter) -> None:
    two.desk.issue("paspor_baru")
    assert (two.jobs(), running.count("SELECT count(*) FROM print_job")) == (1, 0)


def test_the_screen_says_why_the_hub_chose_the_number(two: Counter) -> None:
    two.desk.issue("paspor_baru", "lansia")
    called = two.desk.call_next()
    assert called.reason.startswith("rentan (lansia)")


def test_nobody_waiting_is_said_in_the_hubs_words(two: Counter) -> None:
    with pytest.raises(Refused) as caught:
        two.desk.call_next()
    refused("nobody_waiting", caught)
    assert two.open_commands() == 0


def test_nothing_of_a_person_travels_in_a_command_and_all_of_it_is_kept_here(
    running: Site, two: Counter
) -> None:
    person = ApplicantDraft(full_name="Ratna Kusumawati", nik="1671014107900001")
    ticket = two.desk.issue("paspor_baru", applicants=[person])
    asked = [body for body in two.wire.bodies if b'"arguments"' in body]
    assert asked
    assert not any(b"Ratna" in body or b"1671014107900001" in body for body in asked)
    assert [one.full_name for one in two.desk.applicants(ticket.id)] == ["Ratna Kusumawati"]


def test_the_last_step_is_taken_back_though_the_hub_wrote_it(two: Counter) -> None:
    issued = two.desk.issue("paspor_baru")
    two.desk.call_next()
    undone = two.desk.undo()
    assert undone.ticket is not None
    assert (undone.ticket.id, undone.ticket.status) == (issued.id, "waiting")


def test_the_number_last_in_hand_is_known_to_another_process(two: Counter) -> None:
    issued = two.desk.issue("paspor_baru")
    two.desk.call_next()
    two.desk.done()
    assert two.new_desk().paid().id == issued.id


# Without the hub


def test_without_the_hub_numbers_are_of_the_terminals_own_series(two: Counter) -> None:
    hubs = two.desk.issue("paspor_baru")
    two.lose("down")
    own = two.desk.issue("paspor_baru")
    assert (hubs.number, own.number) == ("A-001", f"{two.series}-001")
    assert two.desk.call_next().id == own.id
    assert two.desk.done().visit == 2


def test_without_the_hub_its_numbers_are_shown_and_not_called(two: Counter) -> None:
    two.desk.issue("paspor_baru")
    two.lose("down")
    with pytest.raises(Refused) as caught:
        two.desk.call_next()
    refused("hub_away", caught)
    assert f"seri {two.series}" in caught.value.sentence
    (row,) = two.desk.queue().waiting
    assert (row.number, row.here, row.note) == ("A-001", False, "Menunggu hub")
    assert two.desk.counter_view().wait_for_hub == 1
    with pytest.raises(Refused) as caught:
        two.desk.call(row.id)
    refused("hub_away", caught)


def test_what_is_in_hand_goes_on_without_the_hub(two: Counter) -> None:
    two.desk.issue("paspor_baru")
    number = two.desk.call_next()
    two.lose("down")
    two.desk.start()
    assert two.desk.done().status == "waiting"
    assert two.ticket(number.id).visit == 2


def test_after_a_lost_answer_no_key_waits_for_the_hub_again_for_a_while(two: Counter) -> None:
    two.lose("down")
    two.desk.issue("paspor_baru")
    asked = len(two.wire.bodies)
    two.desk.issue("paspor_baru")
    assert len(two.wire.bodies) == asked


# When it is back


def test_a_call_that_never_arrived_is_void(running: Site, two: Counter) -> None:
    ticket = two.desk.issue("paspor_baru")
    two.lose("cut", "call-next")
    with pytest.raises(Refused):
        two.desk.call_next()
    two.hub_is_back()
    assert hub_return.settle(two.store, two.line)
    state = running.ticket(ticket.id)
    assert state is not None
    assert (state.status, two.open_commands()) == ("waiting", 0)


def test_a_call_whose_answer_was_lost_is_the_answer_when_the_officer_asks_again(
    running: Site, two: Counter
) -> None:
    first, _second = two.desk.issue("paspor_baru"), two.desk.issue("paspor_baru")
    two.lose("lost", "call-next")
    with pytest.raises(Refused):
        two.desk.call_next()
    two.hub_is_back()
    assert two.desk.call_next().id == first.id
    assert running.calls() == [(f"ticket/{first.id}", 1)]
    assert two.open_commands() == 0


def test_a_late_call_is_put_back_where_the_counter_has_taken_another_number_meanwhile(
    running: Site, two: Counter, three: Counter
) -> None:
    hubs = two.desk.issue("paspor_baru")
    two.lose("lost", "call-next")
    with pytest.raises(Refused):
        two.desk.call_next()
    own = two.desk.issue("paspor_baru")
    assert two.desk.call_next().id == own.id
    two.hub_is_back()
    assert hub_return.settle(two.store, two.line)
    assert two.ticket(hubs.id).status == "waiting"
    two.desk.done()
    two.desk.call(own.id)
    assert three.desk.call_next().id == hubs.id


def test_a_late_call_that_nobody_can_still_wait_for_is_put_back(
    running: Site, two: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    hubs = two.desk.issue("paspor_baru")
    two.lose("lost", "call-next")
    with pytest.raises(Refused):
        two.desk.call_next()
    monkeypatch.setattr(hub_return, "WAITED_MS", -1)
    two.hub_is_back()
    assert hub_return.settle(two.store, two.line)
    assert two.ticket(hubs.id).status == "waiting"
    assert two.desk.counter_view().current is None


def test_a_number_issued_that_nobody_saw_is_burnt_and_its_paper_never_printed(
    running: Site, two: Counter
) -> None:
    two.lose("lost", "issue")
    own = two.desk.issue("paspor_baru")
    two.hub_is_back()
    assert hub_return.settle(two.store, two.line)
    later = two.desk.issue("paspor_baru")
    assert (own.number, later.number, two.jobs()) == (f"{two.series}-001", "A-002", 2)
    assert [row.number for row in two.desk.queue().waiting] == [own.number, "A-002"]


def test_own_numbers_become_the_hubs_to_call_when_it_is_back(two: Counter, three: Counter) -> None:
    two.lose("down")
    own = two.desk.issue("paspor_baru")
    two.hub_is_back()
    assert hub_return.settle(two.store, two.line)
    two.desk.issue("paspor_baru")
    assert three.desk.call_next().number == own.number == f"{two.series}-001"


def test_an_own_number_is_given_away_before_the_hub_calls_it(running: Site, two: Counter) -> None:
    two.lose("down")
    own = two.desk.issue("paspor_baru")
    two.hub_is_back()
    sync_once(StoreSync(two.store), two.peer, two.home.folder)
    assert two.desk.call_next().id == own.id
    me = two.store.identity.device
    assert [(event.type, event.device == me) for event in running.events_of(own.id)] == [
        ("ticket.issued", True),
        ("ticket.authority_moved", True),
        ("ticket.called", False),
    ]


def test_an_own_number_that_the_hub_called_is_not_called_here_while_the_answer_is_lost(
    running: Site, two: Counter
) -> None:
    two.lose("down")
    own = two.desk.issue("paspor_baru")
    two.hub_is_back()
    two.lose("lost", "call-next")
    with pytest.raises(Refused) as caught:
        two.desk.call_next()
    refused("hub_away", caught)
    two.hub_is_back()
    assert two.desk.call_next().id == own.id
    assert running.calls() == [(f"ticket/{own.id}", 1)]


def test_own_numbers_are_called_here_where_the_hub_is_lost_before_it_was_given_them(two: Counter) -> None:
    two.desk.issue("paspor_baru")
    two.lose("down")
    own = two.desk.issue("paspor_baru")
    two.hub_is_back()
    two.lose("cut", "head")
    assert two.desk.call_next().id == own.id
    assert two.ticket(own.id).authority.kind == "device"


def test_a_number_sent_to_one_counter_without_the_hub_is_the_hubs_to_call_for_that_counter(
    two: Counter, three: Counter
) -> None:
    three.desk.issue("paspor_baru")
    three.desk.call_next()
    sync_once(StoreSync(two.store), two.peer, two.home.folder)
    two.lose("down")
    own = two.desk.issue("paspor_baru")
    two.desk.call_next()
    two.desk.transfer("3", None)
    two.hub_is_back()
    with pytest.raises(Refused) as caught:
        two.desk.call_next()
    refused("nobody_waiting", caught)
    sync_once(StoreSync(three.store), three.peer, three.home.folder)
    three.desk.missed()
    assert three.desk.call_next().id == own.id
    assert three.ticket(own.id).authority.kind == "hub"


def test_a_hub_that_is_back_before_an_action_ends_gives_that_none_of_its_numbers(two: Counter) -> None:
    hubs = two.desk.issue("paspor_baru")
    two.desk.go_through(BackAtOnce(two.line))
    with pytest.raises(Refused) as caught:
        two.desk.call_next()
    refused("hub_away", caught)
    with pytest.raises(Refused) as caught:
        two.desk.call(hubs.id)
    refused("hub_away", caught)
    assert two.ticket(hubs.id).status == "waiting"


def test_what_was_done_just_before_the_hub_was_back_is_still_taken_back(two: Counter) -> None:
    two.lose("down")
    own = two.desk.issue("paspor_baru")
    two.desk.call_next()
    two.hub_is_back()
    assert hub_return.settle(two.store, two.line)
    two.desk.undo()
    assert (two.ticket(own.id).status, two.ticket(own.id).authority.kind) == ("waiting", "hub")
    assert two.desk.call_next().id == own.id


def test_a_settled_terminal_writes_nothing_more(two: Counter) -> None:
    two.desk.issue("paspor_baru")
    before = two.store.version()
    assert hub_return.settle(two.store, two.line)
    assert two.store.version() == before


# Officers


def test_a_terminal_set_up_at_a_hub_knows_the_hubs_officers_and_its_open_day(two: Counter) -> None:
    assert [(one.login, one.roles) for one in two.desk.officers()] == [("dewi", ("admin",))]
    assert two.desk.officer() is not None
    assert two.desk.day().day is not None


def test_an_officer_whom_the_hub_does_not_know_yet_sets_a_terminal_up_and_calls(running: Site) -> None:
    agus = running.counter("4", login="agus")
    issued = agus.desk.issue("paspor_baru")
    assert agus.desk.call_next().id == issued.id
    assert sorted(one.login for one in agus.desk.officers()) == ["agus", "dewi"]


def test_an_officer_of_the_hub_must_know_their_pin_where_they_set_a_terminal_up(running: Site) -> None:
    running.counter("5")
    with pytest.raises(Refused) as caught:
        setup.set_up(
            Home(running.folder / "loket6"),
            answers("6", code=running.code("6"), central=running.address, pin="000000"),
        )
    refused("wrong_pin", caught)


# The thread that listens


def test_a_terminal_settles_by_itself_when_the_hub_is_back(running: Site, two: Counter) -> None:
    ticket = two.desk.issue("paspor_baru")
    two.lose("lost", "call-next")
    with pytest.raises(Refused):
        two.desk.call_next()
    own = two.desk.issue("paspor_baru")
    two.hears = False
    watch = HubWatch(two.store, two.line)
    watch.start()
    try:
        two.hub_is_back()
        two.hears = True
        until(lambda: two.open_commands() == 0 and two.ticket(own.id).authority.kind == "hub")
    finally:
        watch.stop()
    assert two.ticket(ticket.id).status == "called"


def test_a_hub_that_has_fallen_silent_is_noticed_and_its_return_too(running: Site, two: Counter) -> None:
    peer = two.peer
    sync = SyncLoop(StoreSync(two.store), peer, two.home.folder)
    sync.start()
    try:
        until(lambda: sync.status().online)
        with running.silent():
            until(lambda: not sync.status().online)
        until(lambda: sync.status().online)
    finally:
        sync.stop()
