from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core.record import Record, Standing, decode, encode, erased, may_write, supersedes

VERSIONS = st.builds(
    Record,
    kind=st.just("note"),
    id=st.just("n1"),
    rev=st.integers(1, 3),
    hlc=st.integers(1, 3),
    device=st.sampled_from(["d1", "d2"]),
    data=st.fixed_dictionaries({"text": st.sampled_from(["a", "b"])}),
    standing=st.sampled_from(list(Standing)),
)


def standing_version(versions: tuple[Record, ...]) -> Record | None:
    kept: Record | None = None
    for version in versions:
        if supersedes(version, kept):
            kept = version
    return kept


@given(st.lists(VERSIONS, min_size=1, max_size=4))
def test_the_same_versions_leave_the_same_record_in_whatever_order(versions: list[Record]) -> None:
    assert len({repr(standing_version(order)) for order in permutations(versions)}) == 1


@given(VERSIONS)
def test_a_version_does_not_replace_itself_and_survives_the_wire(version: Record) -> None:
    assert not supersedes(version, version)
    assert decode(encode(version)) == version


@given(VERSIONS, VERSIONS)
def test_erasure_stands_over_revocation_and_revocation_over_every_stamp(one: Record, two: Record) -> None:
    ranks = [Standing.LIVE, Standing.REVOKED, Standing.ERASED]
    if ranks.index(one.standing) > ranks.index(two.standing):
        assert supersedes(one, two)


def test_an_erased_record_keeps_nothing_of_the_person() -> None:
    full = Record(
        kind="applicant",
        id="a1",
        rev=4,
        hlc=9,
        device="d1",
        data={"name": "Hartini"},
        lookup="MP1",
        day="2026-09-21",
        search="hartini",
    )
    gone = erased(full, hlc=10, device="d2")
    assert (gone.data, gone.lookup, gone.day, gone.search) == ({}, "", "", "")
    assert supersedes(gone, full)


def test_officers_settings_and_keys_are_written_only_by_who_may() -> None:
    for kind in ("officer", "setting", "slip_key", "device"):
        assert not may_write(kind, ())
        assert may_write(kind, {kind})
    assert may_write("applicant", ())


def test_what_the_centre_signs_no_device_may_ever_write() -> None:
    assert not may_write("slip_key_list", {"slip_key_list", "officer"})
