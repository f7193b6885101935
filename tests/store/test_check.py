"""`store check` finds each planted fault, and nothing on a sound store."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from counter_tui.core.event import decode, digest, encode
from counter_tui.store import driver
from counter_tui.store.check import Report, check
from counter_tui.store.driver import Connection
from counter_tui.store.store import Store
from tests.store.people import KEY, append, call, issue


@pytest.fixture
def day(store: Store, path: Path) -> Path:
    """Return the path of a closed store with a morning's work in it."""
    for number in range(1, 31):
        issue(store, f"t{number}", f"A-{number:03d}")
        called = call(store, f"t{number}")
    append(store, "ticket/t30", "undo", {"target": called.id})
    append(store, "disruption/x1", "disruption.declared", {"kind": "network"})
    store.close()
    return path


def plant(path: Path, *statements: str) -> Report:
    """Change the store behind its back, and check it."""
    with closing(driver.connect(path, KEY)) as connection:
        for statement in statements:
            connection.execute(statement)
    return check(path, KEY)


def kinds(report: Report) -> set[str]:
    return {problem.kind for problem in report.problems}


def test_a_sound_store_has_no_problem(day: Path) -> None:
    report = check(day, KEY)
    assert report.ok, report.problems
    assert report.events == 62


def test_a_store_in_use_can_be_checked(store: Store, path: Path) -> None:
    issue(store, "t1")
    assert check(path, KEY) == Report(1, ())


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE event SET body = replace(body, 'A-005', 'A-006') WHERE seq = 9", "d1/77/9"),
        ("UPDATE event SET body = body || ' ' WHERE seq = 3", "d1/77/3"),
        ("UPDATE event SET actor = 'somebody' WHERE seq = 4", "d1/77/4"),
        ("UPDATE event SET hash = 'ab' || substr(hash, 3) WHERE seq = 5", "d1/77/5"),
    ],
)
def test_changed_data_is_found_where_it_is(day: Path, statement: str, where: str) -> None:
    report = plant(day, statement)
    assert ("changed", where) in report.problems


@pytest.mark.parametrize("seq", [1, 20, 62])
def test_a_missing_event_is_found_at_either_end_and_between(day: Path, seq: int) -> None:
    report = plant(day, f"DELETE FROM event WHERE seq = {seq}")
    assert ("missing", f"d1/77/{seq}") in report.problems


def test_a_changed_event_with_a_matching_hash_breaks_the_chain(day: Path) -> None:
    def forge(connection: Connection) -> None:
        body = connection.execute("SELECT body FROM event WHERE seq = 9").fetchone()[0]
        forged = body.replace("A-005", "A-099")
        connection.execute(
            "UPDATE event SET body = ?, hash = ? WHERE seq = 9", (forged, digest(forged.encode()))
        )

    with closing(driver.connect(day, KEY)) as connection:
        forge(connection)
    assert ("chain", "d1/77/10") in check(day, KEY).problems


def test_two_swapped_events_break_the_chain(day: Path) -> None:
    report = plant(
        day,
        "UPDATE event SET seq = -1 WHERE seq = 11",
        "UPDATE event SET seq = 11 WHERE seq = 12",
        "UPDATE event SET seq = 12 WHERE seq = -1",
    )
    assert {"changed", "chain"} & kinds(report)


def test_a_chain_written_anew_differs_from_what_the_centre_holds(day: Path) -> None:
    with closing(driver.connect(day, KEY)) as connection:
        fingerprint = connection.execute("SELECT hash FROM event WHERE seq = 62").fetchone()[0]
        connection.execute(
            "INSERT INTO watermark (office, device, epoch, durable, durable_hash) VALUES (?, ?, ?, ?, ?)",
            ("kanim-uji", "d1", 77, 62, fingerprint),
        )
        _write_anew(connection)
    assert check(day, KEY).problems == (("mark", "d1/77/62"),)


def _write_anew(connection: Connection) -> None:
    """Forge the first actor and give every later line the hash that follows from it."""
    rows = connection.execute("SELECT seq, body FROM event ORDER BY seq").fetchall()
    previous = "0" * 64
    for seq, body in rows:
        event = decode(body.encode())
        fields = {name: getattr(event, name) for name in event.__struct_fields__}
        line = encode(
            type(event)(**{**fields, "prev": previous, "actor": "forger" if seq == 61 else event.actor})
        )
        previous = digest(line)
        actor = decode(line).actor
        connection.execute(
            "UPDATE event SET body = ?, hash = ?, actor = ? WHERE seq = ?",
            (line.decode(), previous, actor, seq),
        )
    connection.execute("UPDATE head SET hash = ?", (previous,))


@pytest.mark.parametrize(
    ("statement", "stream"),
    [
        ("UPDATE ticket SET status = 'finished' WHERE id = 't7'", "ticket/t7"),
        ("UPDATE ticket SET state = replace(state, 'A-008', 'A-009') WHERE id = 't8'", "ticket/t8"),
        ("DELETE FROM ticket WHERE id = 't9'", "ticket/t9"),
        ("INSERT INTO day VALUES ('kanim-uji', 'utama/x', 0, 1, '{}', 'utama', 'x', 1)", "day/utama/x"),
    ],
)
def test_an_altered_projection_is_found(day: Path, statement: str, stream: str) -> None:
    assert plant(day, statement).problems == (("projection", stream),)


@pytest.mark.parametrize("page", [0, 2, 9])
def test_a_damaged_page_is_found(day: Path, page: int) -> None:
    with day.open("r+b") as file:
        file.seek(page * 4096 + 1000)
        file.write(b"\xff\x00\xff\x00")
    assert kinds(check(day, KEY)) == {"page"}


def test_a_file_cut_short_is_found(day: Path) -> None:
    with day.open("r+b") as file:
        file.truncate(5 * 4096 + 100)
    assert not check(day, KEY).ok


def test_rebuild_mends_every_projection(day: Path, reopen: Callable[[], Store]) -> None:
    plant(day, "UPDATE ticket SET status = 'finished'", "DELETE FROM ticket WHERE id = 't9'")
    assert reopen().rebuild() == 30
    assert check(day, KEY).ok


def test_projections_of_other_rules_are_rebuilt_when_the_store_opens(
    day: Path, reopen: Callable[[], Store]
) -> None:
    plant(day, "UPDATE meta SET value = '0' WHERE key = 'fold_version'", "DELETE FROM ticket")
    reopen()
    assert check(day, KEY).ok


def test_what_was_pruned_leaves_the_chain_whole(day: Path) -> None:
    report = plant(
        day,
        "INSERT INTO pruned SELECT office, device, epoch, seq, hash FROM event WHERE stream = 'ticket/t3'",
        "DELETE FROM event WHERE stream = 'ticket/t3'",
        "DELETE FROM ticket WHERE id = 't3'",
    )
    assert report.problems == ()
