"""Records are replaced by the newer version, and revocation and erasure stay whatever comes after."""

from itertools import permutations
from typing import Any

import msgspec
import pytest

from counter_tui.core.record import Record, Standing, supersedes
from counter_tui.store import records
from counter_tui.store.store import Store
from tests.store.people import ME


def held(store: Store, key: str = "p1") -> Record | None:
    with store.read() as conn:
        return records.load(conn, ME.office, ("applicant", key))


def put(store: Store, data: dict[str, object], **found: str) -> bool:
    with store.write() as transaction:
        return transaction.put_record("applicant", "p1", data, **found)


def test_the_same_data_twice_changes_nothing(store: Store) -> None:
    assert put(store, {"name": "Sri", "born": "1990-01-02"}, lookup="B1")
    before = held(store)
    assert not put(store, {"born": "1990-01-02", "name": "Sri"}, lookup="B1")
    assert held(store) == before


@pytest.mark.parametrize("found", [{"lookup": "B2"}, {"day": "2026-09-22"}, {"search": "sri"}])
def test_what_it_is_found_by_counts_as_a_change(store: Store, found: dict[str, str]) -> None:
    put(store, {"name": "Sri"})
    assert put(store, {"name": "Sri"}, **found)


def test_each_version_has_the_next_revision_and_a_later_stamp(store: Store) -> None:
    put(store, {"name": "Sri"})
    first = held(store)
    put(store, {"name": "Sri Rejeki"})
    second = held(store)
    assert first is not None
    assert second is not None
    assert (first.rev, second.rev) == (1, 2)
    assert second.hlc > first.hlc


def test_an_own_change_is_pending_until_the_centre_has_it(store: Store) -> None:
    put(store, {"name": "Sri"})
    with store.read() as conn:
        assert conn.execute("SELECT pending FROM record").fetchall() == [(1,)]


def test_an_erased_record_leaves_nothing_and_takes_nothing(store: Store) -> None:
    put(store, {"name": "Sri Marker"}, search="sri marker")
    with store.write() as transaction:
        assert transaction.erase_record("applicant", "p1")
        assert transaction.record("applicant", "p1") is None
    assert not put(store, {"name": "Sri Marker"})
    with store.read() as conn:
        row = conn.execute("SELECT standing, data, lookup, day, search FROM record").fetchone()
    assert row == ("erased", "{}", "", "", "")


def test_a_revoked_record_keeps_its_data_and_lives_no_more(store: Store) -> None:
    with store.write() as transaction:
        transaction.put_record("officer", "o1", {"login": "sri"})
        assert transaction.revoke_record("officer", "o1")
        assert transaction.record("officer", "o1") is None
        assert not transaction.put_record("officer", "o1", {"login": "sri", "active": True})
        assert not transaction.revoke_record("officer", "o1")


def test_versions_merge_to_the_same_record_in_any_order(store: Store) -> None:
    common: dict[str, Any] = {"kind": "applicant", "device": "d2"}
    versions = [
        Record(id="p", rev=1, hlc=9, data={"name": "a"}, **common),
        Record(id="p", rev=2, hlc=5, data={"name": "b"}, **common),
        Record(id="p", rev=2, hlc=6, data={"name": "c"}, **common),
        Record(id="p", rev=1, hlc=1, standing=Standing.ERASED, **common),
    ]
    last = max(
        versions, key=lambda one: sum(supersedes(one, other) for other in versions if one is not other)
    )
    for number, order in enumerate(permutations(versions)):
        with store.write() as transaction:
            for one in order:
                moved = msgspec.structs.replace(one, id=f"p{number}")
                records.merge(transaction.connection, ME.office, moved, pending=False)
        found = held(store, f"p{number}")
        assert found is not None
        assert (found.standing, found.data) == (last.standing, last.data)
