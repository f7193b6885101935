"""How commands print for people."""

from counter_tui.cli.output import pairs


def test_labels_and_values_stand_below_each_other() -> None:
    assert pairs({"role": "hub", "unsynced": 0}) == ["role      hub", "unsynced  0"]


def test_what_is_not_known_is_a_dash() -> None:
    assert pairs({"last_sync_age_s": None}) == ["last_sync_age_s  -"]
