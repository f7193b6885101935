import pytest

from counter_tui.store.central.check import check
from counter_tui.store.central.database import Database
from counter_tui.store.central.projecting import project
from tests.server.conftest import Enrol
from tests.server.day import a_day, push_in_turns
from tests.server.terminal import Terminal

FAULTS = {
    "changed": "UPDATE event SET body = replace(body, 'A-001', 'A-009') WHERE seq = 2",
    "missing": "DELETE FROM event WHERE seq = 3",
    "head": "UPDATE head SET hash = 'f' || substr(hash, 2)",
    "sequence": "UPDATE event SET office_seq = office_seq + 900 WHERE seq = 4",
    "projection": "UPDATE ticket SET status = 'held'",
}


async def a_centre(enrol: Enrol, database: Database) -> list[Terminal]:
    terminals = [await enrol() for _ in range(2)]
    a_day(terminals, 8, seed=3)
    terminals[0].lines.append(b"poison")
    terminals[0].issue(number="A-001")
    await push_in_turns(terminals, seed=3)
    while project(database, "PLG"):
        pass
    return terminals


async def test_a_whole_centre_is_clean_poison_lines_and_all(enrol: Enrol, database: Database) -> None:
    terminals = await a_centre(enrol, database)
    report = check(database)
    assert report.problems == ()
    assert report.events == sum(len(terminal.lines) for terminal in terminals) - 1


async def test_a_projector_that_is_behind_is_no_fault(enrol: Enrol, database: Database) -> None:
    terminals = await a_centre(enrol, database)
    terminals[1].issue()
    await terminals[1].pushed(after=len(terminals[1].lines) - 1)
    assert check(database).ok


@pytest.mark.parametrize("kind", FAULTS)
async def test_each_planted_fault_is_found(enrol: Enrol, database: Database, kind: str) -> None:
    await a_centre(enrol, database)
    with database.write() as work:
        work.run(FAULTS[kind])
    assert kind in {problem.kind for problem in check(database).problems}
    assert all(problem.sentence for problem in check(database).problems)
