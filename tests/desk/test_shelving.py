"""Passports are noted as ready by hand, a pile one scan after another, on a shelf that names nobody."""

import pytest

from counter_tui.core.ids import uuid7
from counter_tui.core.slip import expiry, make_token
from counter_tui.desk.views.pickup import Collector
from tests.desk.office import BOOKINGS, HARTINI, Office
from tests.desk.shelf import last, on_the_shelf
from tests.refusal import refused


def test_a_pile_of_slips_and_codes_goes_onto_a_shelf(office: Office) -> None:
    _application, slip = office.slipped()
    office.desk.import_file(BOOKINGS)
    office.desk.check_in(HARTINI)

    rows = [office.desk.ready_by_hand(text, "c-14") for text in (slip, HARTINI)]

    assert [(row.number, row.outcome, row.shelf) for row in rows] == [
        ("A-001", "ready", "C-14"),
        ("B-001", "ready", "C-14"),
    ]
    assert rows[1].masked_name == "Hartini P."
    assert office.desk.pickup_card(slip).shelf == "C-14"


@pytest.mark.parametrize("shelf", ["C-14", ""])
def test_one_scanned_twice_changes_nothing(office: Office, shelf: str) -> None:
    application = on_the_shelf(office)
    before = len(office.events())

    row = office.desk.ready_by_hand(application, shelf)

    assert (row.outcome, row.event, len(office.events())) == ("already", "", before)


def test_one_that_lies_elsewhere_moves(office: Office) -> None:
    application = on_the_shelf(office)

    row = office.desk.ready_by_hand(application, "D-2")

    assert (row.outcome, office.desk.pickup_card(application).shelf) == ("moved", "D-2")


def test_without_a_shelf_it_is_ready_where_it_lies(office: Office) -> None:
    row = office.desk.ready_by_hand(office.desk.issue("paspor_baru").number)

    assert (row.outcome, row.shelf, last(office, "application.ready").data["shelf"]) == ("ready", "", "")


@pytest.mark.parametrize("shelf", ["Hartini Purnomo", "SITI", "C-14-LANTAI"])
def test_a_shelf_that_could_be_a_name_is_refused(office: Office, shelf: str) -> None:
    application = office.desk.issue("paspor_baru").applications[0]

    with refused("shelf"):
        office.desk.ready_by_hand(application, shelf)
    with refused("shelf"):
        office.desk.mark_ready(application, shelf)

    assert office.desk.pickup_card(application).answer == "not_ready"


def test_a_slip_of_another_office_says_so(office: Office) -> None:
    foreign = make_token(uuid7(office.clock(), bytes(10)), "BLI", expiry(office.clock()), bytes(range(32)))

    with refused("other_office"):
        office.desk.ready_by_hand(foreign)


def test_what_was_handed_over_cannot_be_ready_again(office: Office) -> None:
    application = on_the_shelf(office)
    office.desk.hand_over(application, Collector("self"))

    with refused("closed"):
        office.desk.ready_by_hand(application)
