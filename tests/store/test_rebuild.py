"""A rebuild reads the journal once, as it was written, and gives what folding each stream whole gives."""

from pathlib import Path

import pytest

from counter_tui.store import check, journal_pages, rebuild
from counter_tui.store.store import Store
from tests.store.people import KEY, append, call, issue


def work(store: Store) -> None:
    """Let six numbers pass, in turns: issued, called, the call undone for every second one, called again."""
    tickets = [f"t{number}" for number in range(6)]
    for place, ticket in enumerate(tickets):
        issue(store, ticket, f"A-{place:03d}")
    called = [call(store, ticket) for ticket in tickets]
    for ticket, event in list(zip(tickets, called, strict=True))[::2]:
        append(store, f"ticket/{ticket}", "undo", {"target": event.id})
    for ticket in tickets:
        append(store, f"ticket/{ticket}", "ticket.priority_changed", {"priority": "lansia"})
        append(store, f"application/a{ticket}", "application.opened", {"ticket": ticket, "number": "A-001"})


def wreck(store: Store) -> None:
    """Alter what was folded."""
    with store.write() as transaction:
        transaction.connection.execute("UPDATE ticket SET state = '{}', status = 'finished'")
        transaction.connection.execute("DELETE FROM application")


@pytest.mark.parametrize("at_once", [1, 7, 10_000])
@pytest.mark.parametrize("kept", [0, 2, 10_000])
def test_a_rebuild_gives_what_whole_folds_give_however_few_states_it_keeps(
    store: Store, path: Path, kept: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(store)
    wreck(store)
    monkeypatch.setattr(rebuild, "_KEPT", kept)
    monkeypatch.setattr(rebuild, "_AT_ONCE", at_once)
    assert store.rebuild() == 12
    assert check.check(path, KEY).problems == ()


def test_a_rebuild_sets_a_state_right_of_which_all_that_is_searched_is_right(
    store: Store, path: Path
) -> None:
    work(store)
    with store.write() as transaction:
        transaction.connection.execute("UPDATE ticket SET state = '{}', hlc = 0, fold_version = 0")
    assert store.rebuild() == 12
    assert check.check(path, KEY).problems == ()


def test_a_journal_is_read_to_its_end_in_pages_of_any_length(store: Store) -> None:
    work(store)
    with store.read() as connection:
        (count,) = connection.execute("SELECT count(*) FROM event").fetchone()
        for lines in (1, 7, count, 10_000):
            assert sum(map(len, journal_pages.pages(connection, lines))) == count


def test_a_rebuild_deletes_what_no_event_tells_of(store: Store, path: Path) -> None:
    work(store)
    with store.write() as transaction:
        transaction.connection.execute(
            "INSERT INTO counter (office, id, hlc, fold_version, state, counter, status) "
            "SELECT office, 'nobody', hlc, fold_version, '{}', '9', 'open' FROM ticket LIMIT 1"
        )
    assert store.rebuild() == 12
    assert check.check(path, KEY).problems == ()


def test_a_rebuild_writes_no_row_that_is_right(store: Store) -> None:
    work(store)
    store.rebuild()
    with store.write() as transaction:
        before = transaction.connection.total_changes
        transaction.connection.execute("UPDATE ticket SET counter = 'x' WHERE id = 't1'")
        rebuild.rebuild(transaction.connection)
        made, repaired, version = 1, 1, 1
        assert transaction.connection.total_changes - before == made + repaired + version


def test_a_rebuild_that_fails_leaves_the_connection_as_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(store)

    def broken(_page: str) -> None:
        raise RuntimeError("broken")

    def settings() -> list[int]:
        with store.write() as transaction:
            names = ("cache_size", "secure_delete")
            return [transaction.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    usual = settings()
    monkeypatch.setattr(journal_pages, "_decode", broken)
    with pytest.raises(RuntimeError):
        store.rebuild()
    assert settings() == usual
