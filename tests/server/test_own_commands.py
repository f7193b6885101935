"""What a terminal had asked its hub when it became the hub itself is settled, and no number is stranded."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.core.ticket_state import CALLED, CANCELLED, TicketState
from counter_tui.desk import hub_return
from counter_tui.store import open_commands
from tests.server.hub_office import ME, HubOffice, hub_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[HubOffice]:
    """Return a hub that has the answers of the one before, on what was its terminal."""
    with hub_office(tmp_path) as running:
        yield running


def settle(office: HubOffice, command: str, action: str) -> None:
    """Leave a command without its answer, as at a terminal, and settle it as the hub."""
    with office.store.write() as transaction:
        open_commands.keep(transaction, command, action)
    with office.store.write() as transaction:
        hub_return.settle_own(transaction)
        assert open_commands.standing(transaction.connection) == []


def status(office: HubOffice, id_: str) -> str:
    """Return how a number stands."""
    with office.store.write() as transaction:
        state = transaction.state(f"ticket/{id_}")
    assert isinstance(state, TicketState)
    return state.status


def test_a_number_issued_that_nobody_saw_is_burnt(office: HubOffice) -> None:
    issued = office.ask("issue", ME.device, "c7", service="paspor_baru").ticket
    settle(office, "c7", "issue")
    assert status(office, issued) == CANCELLED


def test_a_number_called_a_moment_ago_is_in_hand(office: HubOffice) -> None:
    office.ask("issue", service="paspor_baru")
    called = office.ask("call-next", ME.device, "c8").ticket
    settle(office, "c8", "call-next")
    assert status(office, called) == CALLED


def test_a_command_of_which_nothing_is_known_is_void(office: HubOffice) -> None:
    settle(office, "c9", "call-next")
