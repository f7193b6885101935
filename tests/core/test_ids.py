"""Ids sort by time, repeat for the same booking, and show nothing."""

import uuid

from counter_tui.core.ids import booking_application_id, short_id, uuid7

RANDOM = bytes(range(16))


def test_a_uuid7_is_a_valid_uuid_of_version_7() -> None:
    made = uuid.UUID(uuid7(1_726_279_200_000, RANDOM))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_a_later_uuid7_sorts_after_an_earlier_one() -> None:
    assert uuid7(1_726_279_200_000, b"\xff" * 10) < uuid7(1_726_279_200_001, b"\0" * 10)


def test_a_uuid7_holds_the_time_it_was_made() -> None:
    assert int(uuid7(1_726_279_200_000, RANDOM).replace("-", "")[:12], 16) == 1_726_279_200_000


def test_a_short_id_is_twelve_letters_and_digits_in_lower_case() -> None:
    made = short_id(RANDOM)
    assert len(made) == 12
    assert made.isalnum()
    assert made == made.lower()


def test_one_booking_has_one_application_on_every_terminal() -> None:
    assert booking_application_id("PLB", "MP822869813") == booking_application_id("PLB", "MP822869813")


def test_another_office_with_the_same_booking_code_has_another_application() -> None:
    assert booking_application_id("PLB", "MP822869813") != booking_application_id("MEM", "MP822869813")
