"""`scripts/drill.py` passes on a sound centre, and each of its comparisons sees the fault it is there for."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.core.chain import Feed, SignedHead
from counter_tui.store import driver, migrate
from counter_tui.store.central import projecting
from counter_tui.store.central.database import Database, open_sqlite
from counter_tui.store.central.ingest import Push, ingest
from counter_tui.store.central.tables import Server
from scripts.june import centre, computing, country, real
from scripts.june.checks import Findings, check
from scripts.june.country import Office

ROOT = Path(__file__).parent.parent
KEY = bytes(32)


@pytest.fixture
def offices(tmp_path: Path) -> list[Office]:
    """A small week of three offices."""
    return country.make(tmp_path, 3, 600, seed=7)


@pytest.fixture
def database(tmp_path: Path, offices: list[Office]) -> Iterator[Database]:
    """A centre that took everything in and projected it."""
    path = tmp_path / "journal.db"
    driver.connect(path, KEY, create=True).close()
    opened = open_sqlite(path, KEY)
    migrate.upgrade(opened.engine)
    with opened.write() as work:
        work.run("INSERT INTO server (id, epoch, public_key, sealed_key) VALUES ('s', 'e', '', '')")
    centre.enrol(opened, offices)
    for office in offices:
        for terminal in office.terminals:
            who, end = terminal.who, terminal.head
            head = SignedHead(
                office=who.office, device=who.device, epoch=who.epoch, seq=end.seq, hash=end.hash
            )
            ingest(opened, Push(head, terminal.lines(0, terminal.events), 0))
        projecting.project(opened, office.name)
    yield opened
    opened.close()


def found(database: Database, offices: list[Office], *statements: str) -> Findings:
    """Return what is found after a fault of the centre."""
    with database.write() as work:
        for statement in statements:
            work.run(statement)
    with database.read() as work:
        return check(work, offices)


@pytest.mark.long
def test_a_small_drill_passes_on_both_engines_with_two_kills_each() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "drill.py"), "--quick"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("PASSED") == 2
    assert result.stdout.count("killed 2 times") == 2


def test_the_drill_tells_who_computed(database: Database) -> None:
    before, own = computing.by_now(database), computing.of_process(os.getpid())
    while time.process_time() - before.clients < 0.1:
        pass
    found = computing.by_now(database).since(before)
    assert found.clients >= 0.1
    assert found.at > 0
    assert found.database == 0  # an embedded store has no process of its own
    assert computing.of_process(os.getpid()) > own


def test_the_same_seed_writes_the_same_week(tmp_path: Path, offices: list[Office]) -> None:
    again = tmp_path / "again"
    again.mkdir()
    heads = [terminal.head for office in offices for terminal in office.terminals]
    assert heads == [
        terminal.head for office in country.make(again, 3, 600, seed=7) for terminal in office.terminals
    ]


def test_nothing_is_found_at_a_sound_centre(database: Database, offices: list[Office]) -> None:
    sound = found(database, offices)
    assert sound.passed
    assert sound.open_applications > 20


def test_a_lost_event_is_found(database: Database, offices: list[Office]) -> None:
    lost = found(database, offices, "DELETE FROM event WHERE office = 'KANIM-002' AND office_seq = 5")
    assert (lost.lost, lost.gaps) == (1, 1)
    assert not lost.passed


def test_an_event_that_stands_twice_is_found(database: Database, offices: list[Office]) -> None:
    again = (
        "INSERT INTO event (office, device, epoch, seq, id, site, hlc, at, actor, stream, type, v, body,"
        " hash) SELECT office, device, epoch + 1, seq, id, site, hlc, at, actor, stream, type, v, body, hash"
        " FROM event WHERE office = 'KANIM-001' AND office_seq = 7"
    )
    twice = found(database, offices, "DROP INDEX event_id", again)
    assert twice.doubled == 1
    assert not twice.passed


def test_an_event_that_nobody_wrote_is_found(database: Database, offices: list[Office]) -> None:
    forged = found(
        database, offices, "UPDATE event SET id = 'x' WHERE office = 'KANIM-001' AND office_seq = 7"
    )
    assert (forged.lost, forged.foreign) == (1, 1)
    assert not forged.passed


def test_a_gap_in_an_offices_sequence_is_found(database: Database, offices: list[Office]) -> None:
    gap = found(
        database,
        offices,
        "UPDATE event SET office_seq = 100000 WHERE office = 'KANIM-003' AND office_seq = 9",
    )
    assert (gap.gaps, gap.lost) == (1, 0)
    assert not gap.passed


def test_an_office_that_is_not_projected_to_its_end_is_found(
    database: Database, offices: list[Office]
) -> None:
    behind = found(
        database,
        offices,
        "UPDATE projector_cursor SET projected = projected - 1 WHERE office = 'KANIM-003'",
    )
    assert behind.gaps == 1
    assert not behind.passed


def test_a_chain_with_another_end_is_found(database: Database, offices: list[Office]) -> None:
    device = offices[0].terminals[0].who.device
    other = found(database, offices, f"UPDATE head SET hash = 'x' WHERE device = '{device}'")
    assert other.heads == 1
    assert not other.passed


def test_a_chain_that_no_terminal_has_is_found(database: Database, offices: list[Office]) -> None:
    stranger = found(
        database,
        offices,
        "INSERT INTO head (office, device, epoch, seq, hash, hlc) VALUES ('KANIM-001', 'x', 1, 1, 'h', 0)",
    )
    assert stranger.heads == 1
    assert not stranger.passed


def test_a_terminal_that_was_given_another_line_is_found(offices: list[Office]) -> None:
    server = Server(id="s", epoch="e", public_key="", sealed_key=b"")
    client, *_others = real.make(offices, server, "http://127.0.0.1:1")
    others = [line for one in offices[0].terminals[1:] for line in one.lines(0, one.events)]
    feed = Feed(server="s", server_epoch="e", kind="events")
    client.store.take_events(others[1:], [], feed, "c")
    assert client.differs
    client.store.take_events(others[:1], [], feed, "c")
    assert not client.differs
    client.store.take_events(others[:1], [], feed, "c")
    assert client.differs


def test_a_line_in_quarantine_is_found(database: Database, offices: list[Office]) -> None:
    held = found(
        database,
        offices,
        "INSERT INTO quarantine (office, device, hash, epoch, seq, body, reason, at)"
        " VALUES ('KANIM-001', 'd', 'h', 1, 1, 'x', 'clone', 0)",
    )
    assert held.quarantined == 1
    assert not held.passed


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE application SET open = NOT open WHERE id = '{id}'",
        "UPDATE application SET state = json_remove(state, '$.stages') WHERE id = '{id}'",
        "UPDATE application SET state = json_set(state, '$.product', 'itas') WHERE id = '{id}'",
        "UPDATE ticket SET business_day = '2024-06-19' WHERE id IN"
        " (SELECT ticket FROM application WHERE id = '{id}')",
        "DELETE FROM application WHERE id = '{id}'",
    ],
)
def test_an_open_list_that_differs_is_found(database: Database, offices: list[Office], fault: str) -> None:
    with database.read() as work:
        ((id_,),) = work.rows(
            "SELECT id FROM application WHERE open AND state LIKE '%\"interview\"%'"
            " AND state LIKE '%biasa_48%' ORDER BY id LIMIT 1"
        )
    differs = found(database, offices, fault.format(id=id_))
    assert differs.lists == 1
    assert not differs.passed
