"""The hub is back: what was asked is settled, and what only this terminal could call is the hub's."""

import pytest

from counter_tui.bootstrap.hub_line import HubLine
from counter_tui.bootstrap.hub_watch import HubWatch
from counter_tui.bootstrap.terminal import opened
from counter_tui.core.refusal import Refused
from counter_tui.desk import hub_return
from counter_tui.desk.hub_port import Standing
from counter_tui.store.syncing import StoreSync
from counter_tui.sync.desk_command import DeskAnswer, DeskCommand
from counter_tui.sync.once import sync_once
from tests.bootstrap.hub_site import Counter, Site
from tests.patience import until
from tests.refusal import refused


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
    with refused("hub_away"):
        two.desk.call_next()
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
    with refused("nobody_waiting"):
        two.desk.call_next()
    sync_once(StoreSync(three.store), three.peer, three.home.folder)
    three.desk.missed()
    assert three.desk.call_next().id == own.id
    assert three.ticket(own.id).authority.kind == "hub"


def test_a_hub_that_is_back_before_an_action_ends_gives_that_none_of_its_numbers(two: Counter) -> None:
    hubs = two.desk.issue("paspor_baru")
    two.desk.go_through(BackAtOnce(two.line))
    with refused("hub_away"):
        two.desk.call_next()
    with refused("hub_away"):
        two.desk.call(hubs.id)
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


def test_what_one_process_lost_the_answer_of_another_one_settles(running: Site, two: Counter) -> None:
    ticket = two.desk.issue("paspor_baru")
    line = HubLine(two.store, two.peer, two.home.folder, lambda: True)
    watch = HubWatch(two.store, line)
    watch.start()
    try:
        until(lambda: not line.unsettled)
        two.lose("lost", "call-next")
        with pytest.raises(Refused):
            two.desk.call_next()
        until(lambda: two.open_commands() == 0)
    finally:
        watch.stop()
        line.close()
    assert two.ticket(ticket.id).status == "called"


def test_a_single_sync_settles_what_another_process_lost_the_answer_of(running: Site, two: Counter) -> None:
    ticket = two.desk.issue("paspor_baru")
    two.lose("lost", "call-next")
    with pytest.raises(Refused):
        two.desk.call_next()
    with opened(two.home) as terminal:
        terminal.sync_once()
    assert two.open_commands() == 0
    assert two.ticket(ticket.id).status == "called"
