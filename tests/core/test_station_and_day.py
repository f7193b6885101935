"""Counters open, pause and close; a business day opens once whoever opens it."""

from counter_tui.core import business_day, station
from tests.core.events import event


def test_a_counter_opens_with_what_it_serves_pauses_and_closes() -> None:
    opened = event(1, "counter.opened", {"counter": "3", "serves": [["paspor_baru", 2]]})
    paused, closed = event(2, "counter.paused"), event(3, "counter.closed")
    state = station.fold([opened])
    assert state is not None
    assert (state.status, state.counter, state.serves) == ("open", "3", (("paspor_baru", 2),))
    assert [
        getattr(station.fold(events), "status", "") for events in ([opened, paused], [opened, paused, closed])
    ] == [
        "paused",
        "closed",
    ]


def test_a_paused_counter_goes_on_by_opening() -> None:
    state = station.fold([event(1, "counter.opened"), event(2, "counter.paused"), event(3, "counter.opened")])
    assert state is not None
    assert (state.status, state.flags) == ("open", ())


def test_a_counter_that_was_never_opened_cannot_pause() -> None:
    state = station.fold([event(1, "counter.paused")])
    assert state is not None
    assert (state.status, [flag.code for flag in state.flags]) == ("unknown", ["misfit"])


def test_a_day_that_two_terminals_open_is_one_day_without_a_flag() -> None:
    data = {"business_day": "2024-09-14", "zone": "Asia/Jakarta"}
    state = business_day.fold([event(1, "day.opened", data), event(2, "day.opened", data, device="loket-4")])
    assert state is not None
    assert (state.status, state.opened_at, state.flags) == ("open", event(1, "day.opened").at, ())


def test_a_closed_day_knows_when_it_closed() -> None:
    data = {"business_day": "2024-09-14", "zone": "Asia/Jakarta"}
    state = business_day.fold([event(1, "day.opened", data), event(2, "day.closed")])
    assert state is not None
    assert (state.status, state.closed_at) == ("closed", event(2, "day.closed").at)
