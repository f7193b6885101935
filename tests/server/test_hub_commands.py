"""A hub numbers and calls for its terminals: each command once, no number twice, whatever comes together."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.core.event import Draft, decode
from counter_tui.core.proven_lines import proven_lines
from counter_tui.core.ticket import TicketState
from counter_tui.store.central.cursor import Cursor, write
from counter_tui.store.hub import answers
from counter_tui.sync.desk_command import NEVER_ARRIVED, RESOLVE
from counter_tui.sync.signing import verify_head
from tests.server.hub_office import HubOffice, hub_office


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubOffice]:
    with hub_office(tmp_path) as running:
        yield running


def ticket(hub: HubOffice, id_: str) -> TicketState:
    with hub.store.write() as transaction:
        state = transaction.state(f"ticket/{id_}")
    assert isinstance(state, TicketState)
    return state


def move(hub: HubOffice, id_: str, authority: dict[str, object]) -> None:
    moved = Draft(stream=f"ticket/{id_}", type="ticket.authority_moved", data={"authority": authority})
    with hub.store.write() as transaction:
        transaction.append(moved, actor="")


def test_a_number_issued_for_a_terminal_is_the_hubs_to_call_and_printed_by_the_terminal(
    hub: HubOffice,
) -> None:
    answer = hub.ask("issue", service="paspor_baru")
    state = ticket(hub, answer.ticket)
    assert (state.number, state.authority.kind, state.authority.id) == ("A-001", "hub", "hub1")
    assert [job.document for job in answer.jobs] == ["ticket"]
    assert hub.count("SELECT count(*) FROM print_job") == 0


def test_a_number_called_for_a_terminal_is_in_hand_at_its_counter_and_its_lines_are_the_hubs(
    hub: HubOffice,
) -> None:
    issued = hub.ask("issue", service="paspor_baru")
    called = hub.ask("call-next", device="d4")
    state = ticket(hub, issued.ticket)
    assert (called.ticket, state.status, state.counter, state.device) == (state.id, "called", "4", "d4")
    types = [decode(line.encode()).type for line in called.lines]
    assert types == ["ticket.called", "counter.opened"]
    assert {decode(line.encode()).device for line in called.lines} == {"hub1"}


def test_a_command_that_comes_again_gets_the_same_answer_and_is_done_once(hub: HubOffice) -> None:
    hub.ask("issue", service="paspor_baru")
    hub.ask("issue", service="paspor_baru")
    first = hub.ask("call-next", id_="again")
    assert hub.ask("call-next", id_="again") == first
    assert hub.count("SELECT count(*) FROM event WHERE type = 'ticket.called'") == 1


def test_the_same_id_of_another_device_is_another_command(hub: HubOffice) -> None:
    first = hub.ask("issue", device="d2", id_="x", service="paspor_baru")
    second = hub.ask("issue", device="d3", id_="x", service="paspor_baru")
    assert first.ticket != second.ticket


def test_counters_that_call_together_share_a_transaction_and_get_different_numbers(tmp_path: Path) -> None:
    with hub_office(tmp_path, started=False) as hub:
        issued = [hub.send("issue", service="paspor_baru") for _ in range(8)]
        called = [hub.send("call-next", device=f"d{counter}") for counter in range(2, 10)]
        hub.commands.start()
        numbers = {asked.answer.result(60).ticket for asked in issued}
        assert {asked.answer.result(60).ticket for asked in called} == numbers
        assert hub.commits == 1


def test_a_refused_command_takes_nothing_back_of_those_beside_it(tmp_path: Path) -> None:
    with hub_office(tmp_path, started=False) as hub:
        issued = hub.send("issue", service="paspor_baru")
        refused = hub.send("issue", service="no_such_service")
        called = hub.send("call-next")
        empty = hub.send("call-next", device="d3")
        hub.commands.start()
        assert refused.answer.result(60).code == "unknown_service"
        assert called.answer.result(60).ticket == issued.answer.result(60).ticket
        assert empty.answer.result(60).code == "nobody_waiting"


def test_what_no_event_can_bear_is_refused_and_takes_nothing_from_those_beside_it(tmp_path: Path) -> None:
    with hub_office(tmp_path, started=False) as hub:
        issued = hub.send("issue", service="paspor_baru")
        broken = hub.send("call-next", device="d\0")
        called = hub.send("call-next", device="d3")
        hub.commands.start()
        assert broken.answer.result(60).code == "malformed"
        assert called.answer.result(60).ticket == issued.answer.result(60).ticket


def test_a_counter_gets_its_next_number_while_the_end_of_its_last_is_on_its_way(hub: HubOffice) -> None:
    issued = [hub.ask("issue", service="paspor_baru").ticket for _ in range(2)]
    assert [hub.ask("call-next").ticket for _ in range(2)] == issued


def test_a_command_that_was_asked_about_before_it_arrived_is_never_done(hub: HubOffice) -> None:
    assert hub.ask(RESOLVE, id_="late").code == NEVER_ARRIVED
    assert hub.ask("issue", id_="late", service="paspor_baru").code == NEVER_ARRIVED
    assert hub.count("SELECT count(*) FROM event WHERE type = 'ticket.issued'") == 0


def test_what_became_of_a_command_is_told_with_its_lines(hub: HubOffice) -> None:
    issued = hub.ask("issue", id_="lost", service="paspor_baru")
    assert hub.ask(RESOLVE, id_="lost") == issued


def test_a_number_that_the_home_issued_before_it_was_a_hub_is_the_hubs_once_a_terminal_calls_it(
    hub: HubOffice,
) -> None:
    issued = hub.alone.issue("paspor_baru")
    assert ticket(hub, issued.id).authority.kind == "device"
    assert hub.ask("call-next").ticket == issued.id
    called = ticket(hub, issued.id)
    assert (called.device, called.authority) == (
        "d2",
        ticket(hub, hub.desk.issue("paspor_baru").id).authority,
    )


def test_an_answer_outlives_a_clock_that_jumped_ahead_and_whatever_other_devices_ask(hub: HubOffice) -> None:
    issued = hub.ask("issue", id_="lost", service="paspor_baru")
    hub.passed.append(400 * 24 * 3600 * 1000)
    for _command in range(answers.KEPT + 1):
        hub.ask(RESOLVE, device="d22")
    assert hub.ask(RESOLVE, id_="lost") == issued


def test_an_answer_is_let_go_once_its_device_asked_for_enough_since(hub: HubOffice) -> None:
    for number in range(answers.KEPT + 1):
        hub.ask(RESOLVE, id_=f"r{number}")
    left = "SELECT count(*) FROM command_answer WHERE device = 'd2'"
    assert hub.count(left) == answers.KEPT
    assert hub.count(f"{left} AND command = 'd2/r0'") == 0


def test_a_hub_calls_no_number_that_a_terminal_alone_may_call_not_for_that_terminal_either(
    hub: HubOffice,
) -> None:
    theirs = hub.alone.issue("paspor_baru")
    move(hub, theirs.id, {"kind": "device", "id": "d2", "epoch": 0})
    assert hub.ask("call-next").code == "nobody_waiting"
    assert hub.ask("call", ticket=theirs.id).code == "foreign"
    move(hub, theirs.id, {"kind": "hub", "id": "hub1", "epoch": 1})
    assert hub.ask("call-next").ticket == theirs.id


def test_an_officer_whom_only_the_terminal_knows_serves_and_receives(hub: HubOffice) -> None:
    hub.officer = "stranger"
    issued = hub.ask("issue", service="paspor_baru")
    assert hub.ask("call-next").ticket == issued.ticket


def test_an_officer_whom_only_the_terminal_knows_decides_nothing(hub: HubOffice) -> None:
    sent = hub.ask("issue", service="paspor_baru")
    hub.desk.call(sent.ticket)
    hub.desk.transfer("supervisor", sent.ticket)
    hub.officer = "stranger"
    assert hub.ask("call", ticket=sent.ticket).code == "not_allowed"


def test_an_officer_who_was_revoked_calls_nobody(hub: HubOffice) -> None:
    hub.ask("issue", service="paspor_baru")
    hub.officer = hub.desk.add_officer("agus", "Agus Salim", ["officer"], "123456").id
    hub.desk.revoke_officer("agus")
    assert hub.ask("call-next").code == "officer_revoked"


def test_a_number_comes_with_all_that_a_terminal_must_know_to_act_on_it(hub: HubOffice) -> None:
    hub.ask("issue", service="paspor_baru")
    called = hub.ask("call-next")
    types = [decode(line.encode()).type for line in called.before]
    assert types == ["day.opened", "ticket.issued", "application.opened"]


def test_what_a_terminals_pulls_have_brought_is_not_told_again(hub: HubOffice) -> None:
    hub.ask("issue", service="paspor_baru")
    heard = Cursor("events", hub.server.epoch, "PLG", at=hub.count("SELECT max(office_seq) FROM event"))
    picture = replace(heard, until=heard.at + 1)
    assert len(hub.ask("call-next", id_="c", cursor=write(picture, hub.server.seal)).before) == 3
    assert hub.ask(RESOLVE, id_="c", cursor=write(heard, hub.server.seal)).before == []
    assert len(hub.ask(RESOLVE, id_="c", cursor=write(heard, b"another servers")).before) == 3


def test_each_answer_is_proven_by_heads_of_the_hub(hub: HubOffice) -> None:
    hub.ask("issue", service="paspor_baru")
    answer = hub.ask("call-next")
    lines = [line.encode() for line in (*answer.before, *answer.lines)]
    assert proven_lines(lines, answer.heads) == lines
    assert all(verify_head(hub.server.key.public, head) for head in answer.heads)


@pytest.mark.parametrize(("action", "arguments"), [("call", {}), ("call-next", {"visit": "x"}), ("undo", {})])
def test_what_cannot_be_read_is_refused_in_words(
    hub: HubOffice, action: str, arguments: dict[str, str]
) -> None:
    answer = hub.ask(action, **arguments)
    assert not answer.done
    assert answer.code in {"malformed", "unknown_action"}
    assert answer.sentence


def test_every_line_of_a_command_has_a_number_along_which_terminals_pull(hub: HubOffice) -> None:
    hub.ask("issue", service="paspor_baru")
    hub.ask("call-next")
    assert hub.count("SELECT count(*) FROM event WHERE office_seq IS NULL") == 0


def test_who_hung_up_before_the_command_was_begun_is_not_served(tmp_path: Path) -> None:
    with hub_office(tmp_path, started=False) as hub:
        asked = hub.send("issue", service="paspor_baru")
        assert asked.answer.cancel()
        hub.commands.start()
        hub.ask("issue", service="paspor_baru")
        assert hub.count("SELECT count(*) FROM event WHERE type = 'ticket.issued'") == 1
