"""What nobody fetches is listed from day 20 and flagged beyond the office's dated limit."""

import pytest

from counter_tui.desk.views.pickup import Collector
from tests.desk.office import DAY, Office
from tests.desk.shelf import on_the_shelf
from tests.refusal import refused

ONE_DAY = 24 * 60
THIRTY_DAYS = [{"limit": "1 month"}, {"limit": "30 days", "since": DAY}]


def test_a_passport_is_listed_from_the_twentieth_day(office: Office) -> None:
    application = on_the_shelf(office)
    office.clock.forward(minutes=19 * ONE_DAY)
    assert office.desk.uncollected().rows == ()
    assert office.desk.pickup_view().overdue == 0

    office.clock.forward(minutes=ONE_DAY)

    (row,) = office.desk.uncollected().rows
    assert (row.application, row.days, row.shelf, row.expired) == (application, 20, "C-14", False)
    assert (row.last_day, row.status) == ("2024-10-14", "siap diambil")
    view = office.desk.pickup_view()
    assert (view.ready, view.overdue, view.expired) == (1, 1, 0)


def test_what_became_ready_late_in_the_day_counts_days_and_not_hours(office: Office) -> None:
    office.clock.forward(minutes=14 * 60)
    on_the_shelf(office)
    office.clock.forward(minutes=19 * ONE_DAY + 120)

    assert [row.days for row in office.desk.uncollected().rows] == [20]


@pytest.mark.parametrize(
    ("limits", "last", "days"),
    [([{"limit": "1 month"}], "2024-10-14", 30), (THIRTY_DAYS, "2024-10-14", 30)],
)
def test_beyond_the_office_s_limit_it_is_flagged(
    office: Office, limits: list[dict[str, str]], last: str, days: int
) -> None:
    office.setting("collection_limits", limits)
    application = on_the_shelf(office)
    office.clock.forward(minutes=days * ONE_DAY)
    assert office.desk.pickup_view().expired == 0

    office.clock.forward(minutes=ONE_DAY)

    (row,) = office.desk.uncollected().rows
    view = office.desk.pickup_view()
    assert (row.last_day, row.expired) == (last, True)
    assert (view.overdue, view.expired) == (0, 1)
    card = office.desk.pickup_card(application)
    assert (card.allowed, card.late) == (True, "lewat batas 14 Okt")


def test_one_month_from_december_is_a_day_longer_than_thirty_days(office: Office) -> None:
    office.clock.forward(minutes=78 * ONE_DAY)  # 1 December, whose month has 31 days
    on_the_shelf(office)
    office.clock.forward(minutes=31 * ONE_DAY)
    assert (office.desk.pickup_view().expired, office.desk.uncollected().rows[0].expired) == (0, False)

    office.setting("collection_limits", THIRTY_DAYS)

    assert (office.desk.pickup_view().expired, office.desk.uncollected().rows[0].expired) == (1, True)


def test_the_longest_lies_first_and_pages_follow(office: Office) -> None:
    first = on_the_shelf(office)
    office.clock.forward(minutes=ONE_DAY)
    for _ in range(20):
        on_the_shelf(office)
    office.clock.forward(minutes=25 * ONE_DAY)

    page, rest = office.desk.uncollected(), office.desk.uncollected(2)

    assert page.rows[0].application == first
    assert (len(page.rows), page.more, len(rest.rows), rest.more) == (20, True, 1, False)


def test_who_collects_at_last_leaves_the_list(office: Office) -> None:
    application = on_the_shelf(office)
    office.clock.forward(minutes=40 * ONE_DAY)

    office.desk.hand_over(application, Collector("self"))

    assert office.desk.uncollected().rows == ()
    assert office.desk.pickup_view().expired == 0


def test_a_list_from_an_earlier_day_is_the_office_s_setting(office: Office) -> None:
    office.setting("uncollected_days", 7)
    on_the_shelf(office)
    office.clock.forward(minutes=7 * ONE_DAY)

    page = office.desk.uncollected()

    assert (len(page.rows), page.days, office.desk.pickup_view().uncollected_days) == (1, 7, 7)


def beyond(office: Office) -> str:
    """Let a passport lie beyond the office's limit; return its application."""
    application = on_the_shelf(office)
    office.clock.forward(minutes=31 * ONE_DAY)
    return application


def test_one_that_the_office_cancelled_leaves_the_list_and_is_not_handed_over(office: Office) -> None:
    application = beyond(office)

    card = office.desk.cancel_passport(application, "uncollected")

    assert (card.answer, card.allowed) == ("refused", False)
    assert card.sentence.startswith("Permohonan ini dibatalkan.")
    assert (office.desk.uncollected().rows, office.desk.pickup_view().expired) == ((), 0)
    with refused("closed"):
        office.desk.hand_over(application, Collector("self"))
    with refused("closed"):
        office.desk.cancel_passport(application, "uncollected")


def test_a_cancellation_by_mistake_is_taken_back(office: Office) -> None:
    application = beyond(office)
    office.desk.cancel_passport(application, "uncollected")

    assert office.desk.undo().text == "↶ A-001 tidak jadi dibatalkan."
    assert office.desk.pickup_card(application).allowed


def test_until_its_last_day_none_is_cancelled_as_uncollected(office: Office) -> None:
    application = on_the_shelf(office)
    office.clock.forward(minutes=30 * ONE_DAY)

    with refused("in_time"):
        office.desk.cancel_passport(application, "uncollected")

    assert office.desk.cancel_passport(application, "production_error").answer == "refused"


def test_only_who_decides_cancels_and_for_a_reason_of_the_law(office: Office) -> None:
    application = beyond(office)
    with refused("reason"):
        office.desk.cancel_passport(application, "sudah lama")
    office.desk.add_officer("rina", "Rina Sari", ["officer"], "654321")
    office.desk.login("rina", "654321")

    with refused("not_allowed"):
        office.desk.cancel_passport(application, "uncollected")


def test_only_a_made_passport_is_cancelled(office: Office) -> None:
    waits = office.desk.issue("paspor_baru").applications[0]
    gone = on_the_shelf(office)
    office.desk.hand_over(gone, Collector("self"))

    with refused("not_ready"):
        office.desk.cancel_passport(waits, "production_error")
    with refused("used"):
        office.desk.cancel_passport(gone, "production_error")
