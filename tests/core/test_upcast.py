"""Old data is lifted step by step to its newest shape when it is read."""

from counter_tui.core.upcast import newest_data


def test_old_data_climbs_one_version_at_a_time() -> None:
    steps = {
        ("ticket.called", 1): lambda data: {**data, "counter": data["loket"]},
        ("ticket.called", 2): lambda data: {**data, "counter": f"Loket {data['counter']}"},
    }
    assert newest_data("ticket.called", 1, {"loket": "3"}, steps)["counter"] == "Loket 3"
    assert newest_data("ticket.called", 2, {"counter": "3"}, steps)["counter"] == "Loket 3"


def test_the_stored_data_stays_as_it_was_written() -> None:
    stored = {"loket": "3"}
    newest_data("ticket.called", 1, stored, {("ticket.called", 1): lambda data: {**data, "counter": "3"}})
    assert stored == {"loket": "3"}
