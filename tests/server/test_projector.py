import threading
from typing import Any

import msgspec
import pytest

from counter_tui.core import streams
from counter_tui.core.event import decode
from counter_tui.server.projector import Projector
from counter_tui.store.central import projecting
from counter_tui.store.central.check import check
from counter_tui.store.central.database import Database
from counter_tui.store.central.projecting import behind, project, rebuild, start_over_when_stale
from counter_tui.store.projection import SHAPES
from tests.server.conftest import Enrol
from tests.server.day import a_day, push_in_turns
from tests.server.terminal import ISSUED


def folds(database: Database, office: str = "PLG") -> dict[tuple[str, str], object]:
    """Fold the whole journal without the projector."""
    whole: dict[str, list[bytes]] = {}
    with database.read() as work:
        for stream, body in work.rows("SELECT stream, body FROM event WHERE office = ?", (office,)):
            whole.setdefault(stream, []).append(body.encode())
    found = {}
    for stream, lines in whole.items():
        kind, _, id_ = stream.partition("/")
        state = streams.fold(kind, [decode(line) for line in lines])
        if state is not None:
            found[kind, id_] = msgspec.to_builtins(state)
    return found


def projections(database: Database, office: str = "PLG") -> dict[tuple[str, str], object]:
    found: dict[tuple[str, str], object] = {}
    with database.read() as work:
        for kind, shape in SHAPES.items():
            rows = work.rows(f"SELECT id, state FROM {shape.table} WHERE office = ?", (office,))
            found.update({(kind, id_): msgspec.to_builtins(shape.decode(state)) for id_, state in rows})
    return found


def projected(database: Database) -> int:
    with database.read() as work:
        row = work.first("SELECT projected FROM projector_cursor WHERE office = 'PLG'")
    return int(row[0]) if row else -1


@pytest.mark.parametrize("batch", [1, 7, 4000])
async def test_projections_equal_the_folds_whatever_the_batch_and_the_order_of_arrival(
    enrol: Enrol, database: Database, batch: int
) -> None:
    terminals = [await enrol() for _ in range(3)]
    a_day(terminals, 12, seed=batch)
    await push_in_turns(terminals, seed=batch)
    while project(database, "PLG", batch):
        pass
    expected = folds(database)
    assert len(expected) == 14
    assert projections(database) == expected
    assert behind(database) == []


async def test_the_head_tells_the_projectors_lag(enrol: Enrol, database: Database) -> None:
    terminal = await enrol()
    for _ in range(5):
        terminal.issue()
    await terminal.pushed()
    project(database, "PLG", 2)
    told = await terminal.ask_head()
    assert (told.ingested, told.projected) == (5, 2)


async def test_a_projector_that_dies_in_a_batch_leaves_neither_rows_nor_cursor(
    enrol: Enrol, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminals = [await enrol() for _ in range(2)]
    a_day(terminals, 6, seed=1)
    await push_in_turns(terminals, seed=1)
    project(database, "PLG", 5)
    before = projections(database), projected(database)
    store = projecting._store

    def dies(*values: Any) -> None:
        store(*values)
        raise KeyboardInterrupt

    monkeypatch.setattr(projecting, "_store", dies)
    with pytest.raises(KeyboardInterrupt):
        project(database, "PLG", 20)
    assert (projections(database), projected(database)) == before
    monkeypatch.undo()
    while project(database, "PLG", 5):
        pass
    assert projections(database) == folds(database)


async def test_several_projectors_at_once_project_everything_once(enrol: Enrol, database: Database) -> None:
    terminals = [await enrol() for _ in range(2)]
    a_day(terminals, 10, seed=2)
    await push_in_turns(terminals, seed=2)
    counts: list[int] = []

    def work() -> None:
        while projected(database) < len(terminals[0].lines) + len(terminals[1].lines):
            counts.append(project(database, "PLG", 3))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == len(terminals[0].lines) + len(terminals[1].lines)
    assert projections(database) == folds(database)


async def test_the_thread_follows_every_office_and_ends_when_told(enrol: Enrol, database: Database) -> None:
    here, there = await enrol(), await enrol("JKT")
    for terminal in (here, there):
        terminal.issue()
        await terminal.pushed()
    projector = Projector(database)
    projector.start()
    projector.wake()
    while behind(database):
        pass
    projector.stop()
    assert len(projections(database)) == len(projections(database, "JKT")) == 1


async def test_one_offices_fault_is_logged_once_and_stops_no_other_office(
    enrol: Enrol, database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # The office that fails comes first in the projector's round.
    failing, well = await enrol("AAA"), await enrol()
    for terminal in (failing, well):
        terminal.issue()
        await terminal.pushed()
    tried: list[str] = []

    def fails_for_one(store: Database, office: str) -> int:
        tried.append(office)
        if office == "AAA":
            raise ValueError(failing.device)
        return project(store, office)

    monkeypatch.setattr("counter_tui.server.projector.project", fails_for_one)
    projector = Projector(database)
    projector.start()
    while tried.count("AAA") < 2:
        projector.wake()
    projector.stop()
    assert len(projections(database)) == 1
    assert [record.getMessage() for record in caplog.records] == ["projecting fails (AAA): ValueError"]


async def test_projections_that_other_rules_folded_are_made_anew(enrol: Enrol, database: Database) -> None:
    terminal = await enrol()
    terminal.issue()
    await terminal.pushed()
    project(database, "PLG")
    assert not start_over_when_stale(database)
    with database.write() as work:
        work.run("UPDATE ticket SET fold_version = 0, state = '{}'")
    assert start_over_when_stale(database)
    assert projections(database) == {}
    project(database, "PLG")
    assert projections(database) == folds(database)


async def test_a_rebuild_makes_every_offices_projections_anew(enrol: Enrol, database: Database) -> None:
    for office in ("AAA", "BBB"):
        terminal = await enrol(office)
        terminal.issue()
        await terminal.pushed()
        project(database, office)
    with database.write() as work:
        work.run("UPDATE ticket SET state = '{}'")
    assert rebuild(database) == 2
    for office in ("AAA", "BBB"):
        assert projections(database, office) == folds(database, office)


async def test_an_absurd_ticket_number_stops_no_office(enrol: Enrol, database: Database) -> None:
    terminal = await enrol()
    # Four bytes each and no two alike, so that no index can compress them.
    absurd = "".join(chr(0x20000 + place * 7919 % 40_000) for place in range(1000))
    terminal.write(
        "ticket/t", "ticket.issued", ISSUED | {"number": absurd, "business_day": absurd}, site=absurd[:256]
    )
    terminal.issue()
    await terminal.pushed()
    assert project(database, "PLG") == 2
    assert projections(database) == folds(database)


async def test_a_stream_that_names_nobody_stops_no_office(enrol: Enrol, database: Database) -> None:
    terminal = await enrol()
    for stream in ("ticket", "ticket/", "application"):
        terminal.write(stream, "ticket.called", {"counter": "1"})
        terminal.write(stream, "ticket.called", {"counter": "2"}, hlc=1)
    ticket = terminal.issue()
    await terminal.pushed()
    assert project(database, "PLG") == 7
    assert set(projections(database)) == {("ticket", ticket)}
    assert check(database).problems == ()
