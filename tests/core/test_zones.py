"""A business day is the site's date, in WIB, WITA and WIT."""

import pytest

from counter_tui.core.zones import business_day, find_zone, local_time, moment

BEFORE_MIDNIGHT_WIB = 1_726_246_740_000  # 2024-09-13 23:59 WIB, 16:59 UTC


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Asia/Jakarta", "2024-09-13"), ("Asia/Makassar", "2024-09-14"), ("Asia/Jayapura", "2024-09-14")],
)
def test_one_moment_is_another_business_day_in_another_zone(zone: str, day: str) -> None:
    assert business_day(BEFORE_MIDNIGHT_WIB, zone) == day


def test_a_zone_is_found_by_its_common_name() -> None:
    assert [find_zone(name).iana for name in ("wib", "WITA", "WIT")] == [
        "Asia/Jakarta",
        "Asia/Makassar",
        "Asia/Jayapura",
    ]


@pytest.mark.parametrize("clock", ["09.15", "09:15", "9:15"])
def test_a_slot_is_a_moment_at_the_site(clock: str) -> None:
    when = local_time(moment("2024-09-14", clock, "WITA"), "WITA")
    assert (when.isoformat(timespec="minutes")) == "2024-09-14T09:15+08:00"


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        find_zone("Europe/Berlin")
