from pathlib import Path

import pytest

from counter_tui.config import Home
from counter_tui.core.event import GENESIS
from counter_tui.server import identity, reached
from counter_tui.server.central import Central
from counter_tui.store.central import cursor as cursors
from counter_tui.store.central.cursor import Cursor
from counter_tui.store.central.database import Database
from tests.centre_template import KEY
from tests.server.conftest import Enrol
from tests.server.restored import lost_time
from tests.server.terminal import Terminal, code_of


async def issued(terminal: Terminal, count: int) -> None:
    """Issue so many tickets and push them."""
    after = len(terminal.lines)
    for _ in range(count):
        terminal.issue()
    await terminal.pushed(after=after)


async def epoch(terminal: Terminal) -> str:
    return (await terminal.ask_head()).server_epoch


async def refused_cursor(terminal: Terminal, cursor: str, path: str = "/v1/events") -> bool:
    answer = await terminal.ask("GET", path, query={"cursor": cursor})
    return (answer.status_code, code_of(answer)) == (410, "cursor")


async def test_a_cursor_from_the_lost_time_begins_a_new_epoch(enrol: Enrol, central: Central) -> None:
    writer, reader = await enrol(), await enrol()
    await issued(writer, 2)
    before = await epoch(reader)
    with lost_time(central.database):
        await issued(writer, 3)
        _, cursor = await reader.pull_all()
    assert await refused_cursor(reader, cursor)
    assert await epoch(reader) != before
    assert identity.load(central.database, KEY).epoch == await epoch(reader)


async def test_a_cursor_whose_place_was_given_to_another_event_skips_nothing(
    enrol: Enrol, central: Central
) -> None:
    writer, other, reader = await enrol(), await enrol(), await enrol()
    await issued(writer, 2)
    with lost_time(central.database):
        await issued(writer, 3)
        _, cursor = await reader.pull_all()
    await issued(other, 9)
    before = await epoch(writer)
    assert await refused_cursor(reader, cursor)
    assert await epoch(reader) != before


async def test_terminals_fill_a_restored_server_up_and_have_everything_once(
    enrol: Enrol, central: Central
) -> None:
    writer, reader = await enrol(), await enrol()
    await issued(writer, 2)
    with lost_time(central.database):
        await issued(writer, 3)
        _, cursor = await reader.pull_all()
    assert await refused_cursor(reader, cursor)
    known = (await writer.ask_head()).heads[0].seq
    assert known == 2
    assert (await writer.pushed(after=known)).durable == 5
    assert (await reader.pull_all())[0] == writer.lines


async def test_a_cursor_from_before_the_backup_goes_on(enrol: Enrol, central: Central) -> None:
    writer, reader = await enrol(), await enrol()
    await issued(writer, 2)
    _, cursor = await reader.pull_all()
    before = await epoch(reader)
    with lost_time(central.database):
        await issued(writer, 3)
    await writer.pushed(after=2)
    assert (await reader.pull_all(cursor))[0] == writer.lines[2:]
    assert await epoch(reader) == before


async def test_a_records_cursor_from_the_lost_time_begins_a_new_epoch(enrol: Enrol, central: Central) -> None:
    reader = await enrol()
    before = await epoch(reader)
    ahead = Cursor("records", before, "PLG", at=7)
    assert await refused_cursor(reader, cursors.write(ahead, central.identity.seal), "/v1/records")
    assert await epoch(reader) != before


@pytest.mark.parametrize("path", ["/v1/events", "/v1/records"])
async def test_a_forged_cursor_begins_no_new_epoch(enrol: Enrol, central: Central, path: str) -> None:
    terminal = await enrol()
    before = await epoch(terminal)
    kind: cursors.Kind = "events" if path.endswith("events") else "records"
    forged = cursors.write(Cursor(kind, before, "PLG", at=2**40, mark=GENESIS), b"no key of the server's")
    assert await refused_cursor(terminal, forged, path)
    assert await epoch(terminal) == before


async def test_every_process_of_the_server_hears_of_its_new_epoch(enrol: Enrol, central: Central) -> None:
    terminal = await enrol()
    other = Central(central.database, central.identity)
    other.went_back()
    heard = await epoch(terminal)
    assert (heard == other.identity.epoch) is central.database.postgres


async def test_two_processes_that_find_out_together_begin_one_epoch(central: Central) -> None:
    other = Central(central.database, central.identity)
    central.went_back()
    other.went_back()
    assert central.identity == other.identity


async def test_a_database_that_is_behind_its_home_is_recognised_at_the_start(
    enrol: Enrol, central: Central, tmp_path: Path
) -> None:
    home = Home(tmp_path)
    writer = await enrol()
    with lost_time(central.database):
        await issued(writer, 2)
        reached.note(home, central.database, central.identity)
        assert reached.recognise(home, central.database, central.identity) == central.identity
    found = reached.recognise(home, central.database, central.identity)
    assert found.epoch != central.identity.epoch
    assert reached.recognise(home, central.database, found) == found


async def test_a_home_that_remembers_nothing_or_another_server_changes_nothing(
    database: Database, central: Central, tmp_path: Path
) -> None:
    home = Home(tmp_path)
    assert reached.recognise(home, database, central.identity) == central.identity
    (tmp_path / reached.FILE).write_text('{"server":"x","epoch":"y","offices":{"PLG":[9,9]}}')
    assert reached.recognise(home, database, central.identity) == central.identity
    (tmp_path / reached.FILE).write_text("torn")
    assert reached.recognise(home, database, central.identity) == central.identity
