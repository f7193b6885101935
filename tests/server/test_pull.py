import asyncio
import threading
from typing import Any

import httpx
import pytest

from counter_tui.server import identity
from counter_tui.server.central import Central
from counter_tui.server.hub.precedence import Precedence
from counter_tui.store.central.database import Database
from counter_tui.store.central.projecting import project
from counter_tui.sync import wire
from tests.centre_template import KEY
from tests.server.conftest import Enrol
from tests.server.terminal import NOW, Terminal, code_of

DAY_MS = 24 * 3600 * 1000


def catch_up(database: Database, office: str = "PLG") -> None:
    while project(database, office):
        pass


def finish(terminal: Terminal, ticket: str, **envelope: Any) -> None:
    terminal.write(f"ticket/{ticket}", "ticket.cancelled", {"reason": "test"}, **envelope)


async def test_another_device_gets_the_exact_lines_in_the_offices_order(enrol: Enrol) -> None:
    first, second = await enrol(), await enrol()
    first.issue()
    second.issue()
    first.issue()
    await first.pushed(upto=1)
    await second.pushed()
    await first.pushed(after=1)
    reader = await enrol()
    lines, _ = await reader.pull_all()
    assert lines == [first.lines[0], second.lines[0], first.lines[1]]


async def test_small_pages_bring_the_same_as_one(enrol: Enrol) -> None:
    writer, reader = await enrol(), await enrol()
    for _ in range(7):
        writer.issue()
    await writer.pushed()
    lines, cursor = await reader.pull_all(limit=2)
    assert lines == writer.lines
    writer.issue()
    await writer.pushed(after=7)
    assert (await reader.pull_all(cursor, limit=2))[0] == writer.lines[7:]


async def test_the_callers_own_events_are_left_out(enrol: Enrol) -> None:
    mine, other = await enrol(), await enrol()
    for terminal in (mine, other):
        terminal.issue()
        await terminal.pushed()
    assert (await mine.pull_all(mine=mine.epoch))[0] == other.lines
    assert (await mine.pull_all())[0] == mine.lines + other.lines


async def test_the_signed_heads_of_a_pages_chains_come_with_it(enrol: Enrol) -> None:
    writer, reader = await enrol(), await enrol()
    writer.issue()
    await writer.pushed()
    head, _ = await reader.pull()
    assert head.heads == [writer.head()]


async def test_no_other_offices_events_are_given(enrol: Enrol) -> None:
    here, there = await enrol(), await enrol("JKT")
    there.issue()
    await there.pushed()
    assert await here.pull_all() == ([], (await here.pull())[0].cursor)


async def test_another_offices_cursor_is_no_way_in(enrol: Enrol) -> None:
    here, there = await enrol(), await enrol("JKT")
    there.issue()
    await there.pushed()
    _, cursor = await there.pull_all()
    answer = await here.ask("GET", "/v1/events", query={"cursor": cursor})
    assert (answer.status_code, code_of(answer)) == (410, "cursor")


@pytest.mark.parametrize("cursor", ["x", "W10", "e30", "é", "A" * 5000])
async def test_a_cursor_that_we_never_gave_starts_over(enrol: Enrol, cursor: str) -> None:
    answer = await (await enrol()).ask("GET", "/v1/events", query={"cursor": cursor})
    assert (answer.status_code, code_of(answer)) == (410, "cursor")


async def test_a_cursor_of_another_server_epoch_starts_over(enrol: Enrol, central: Central) -> None:
    writer, reader = await enrol(), await enrol()
    writer.issue()
    await writer.pushed()
    _, cursor = await reader.pull_all()
    identity.renew(central.database, central.identity)
    central.identity = identity.load(central.database, KEY)
    answer = await reader.ask("GET", "/v1/events", query={"cursor": cursor})
    assert (answer.status_code, code_of(answer)) == (410, "cursor")


async def test_a_cursor_ahead_of_the_sequence_starts_over(enrol: Enrol, database: Database) -> None:
    writer, reader = await enrol(), await enrol()
    writer.issue()
    await writer.pushed()
    _, cursor = await reader.pull_all()
    with database.write() as work:
        work.run("DELETE FROM event")
        work.run("UPDATE office_sequence SET ingested = 0")
    answer = await reader.ask("GET", "/v1/events", query={"cursor": cursor})
    assert (answer.status_code, code_of(answer)) == (410, "cursor")


@pytest.mark.parametrize("query", [{"wait": "x"}, {"limit": "many"}, {"mine": "-"}])
async def test_a_question_that_cannot_be_read_is_refused(enrol: Enrol, query: dict[str, str]) -> None:
    answer = await (await enrol()).ask("GET", "/v1/events", query=query)
    assert (answer.status_code, code_of(answer)) == (400, "malformed")


async def test_a_bootstrap_brings_whole_streams_that_are_open_or_recent_and_no_others(
    enrol: Enrol, database: Database, central: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_tui.store.central.pull.LATEST", 0)
    writer = await enrol()
    old = writer.issue()
    finish(writer, old)
    still_open = writer.issue()
    later = 40 * DAY_MS
    recent = writer.issue()
    finish(writer, recent, hlc=(NOW + later) << 16)
    await writer.pushed()
    catch_up(database)
    central.now = lambda: NOW + later
    reader = await enrol(now=NOW + later)
    lines, cursor = await reader.pull_all()
    streams = [line.split(b'"stream":"ticket/')[1][:36].decode() for line in lines]
    assert streams == [still_open, recent, recent]
    writer.issue()
    writer.now = NOW + later
    await writer.pushed(after=5)
    assert (await reader.pull_all(cursor))[0] == writer.lines[5:]


async def test_a_bootstrap_brings_the_last_events_and_the_open_day_though_the_servers_clock_jumped_ahead(
    enrol: Enrol, database: Database, central: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_tui.store.central.pull.LATEST", 2)
    writer = await enrol()
    writer.write("day/utama/2026-06-19", "day.opened", {"business_day": "2026-06-19", "zone": "Asia/Jakarta"})
    for _ in range(2):
        finish(writer, writer.issue())
    await writer.pushed()
    catch_up(database)
    central.now = lambda: NOW + 40 * DAY_MS
    reader = await enrol(now=NOW + 40 * DAY_MS)
    assert (await reader.pull_all())[0] == [writer.lines[0], *writer.lines[3:]]


async def test_a_bootstrap_knows_streams_that_are_not_projected_yet(enrol: Enrol, central: Central) -> None:
    writer = await enrol()
    writer.issue()
    await writer.pushed()
    central.now = lambda: NOW + 40 * DAY_MS
    reader = await enrol(now=NOW + 40 * DAY_MS)
    assert (await reader.pull_all())[0] == writer.lines


async def test_a_bootstrap_in_small_windows_loses_nothing(
    enrol: Enrol, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_tui.store.central.pull.WINDOW", 3)
    writer, reader = await enrol(), await enrol()
    for _ in range(10):
        writer.issue()
    await writer.pushed()
    assert (await reader.pull_all(limit=2))[0] == writer.lines


async def test_what_is_pushed_between_a_bootstraps_pages_follows_it(enrol: Enrol) -> None:
    writer, reader = await enrol(), await enrol()
    for _ in range(4):
        writer.issue()
    await writer.pushed()
    head, lines = await reader.pull(limit=2)
    writer.issue()
    await writer.pushed(after=4)
    rest, _ = await reader.pull_all(head.cursor, limit=2)
    assert lines + rest == writer.lines


async def test_no_cursor_skips_an_event_while_others_push(enrol: Enrol, database: Database) -> None:
    writers = [await enrol() for _ in range(3)] + [await enrol("JKT")]
    reader = await enrol()
    for writer in writers:
        for _ in range(30):
            writer.issue()

    async def push(writer: Terminal) -> None:
        for place in range(0, 30, 3):
            await writer.pushed(after=place, upto=place + 3)

    async def read() -> list[bytes]:
        found: list[bytes] = []
        cursor = ""
        while len(found) < 90:
            head, lines = await reader.pull(cursor=cursor, limit=7, wait=5)
            found += lines
            cursor = head.cursor
        return found

    reading = asyncio.create_task(read())
    await asyncio.gather(*map(push, writers))
    found = await reading
    assert sorted(found) == sorted(line for writer in writers[:3] for line in writer.lines)
    for writer in writers[:3]:
        assert [line for line in found if line in set(writer.lines)] == writer.lines
    with database.read() as work:
        numbers = work.rows("SELECT office_seq FROM event WHERE office = 'PLG' ORDER BY office_seq")
    assert [number for (number,) in numbers] == list(range(1, 91))


async def test_a_held_open_pull_is_answered_by_the_next_push(enrol: Enrol, central: Central) -> None:
    writer, reader = await enrol(), await enrol()
    _, cursor = await reader.pull_all()
    async with looking(central):
        pull = asyncio.create_task(reader.pull(cursor=cursor, wait=30))
        await until(lambda: central.watch.waiting == 1)
        writer.issue()
        await writer.pushed()
        _, lines = await asyncio.wait_for(pull, 20)
    assert lines == writer.lines


async def test_a_held_open_pull_sees_what_another_server_process_took_in(
    enrol: Enrol, central: Central, database: Database
) -> None:
    writer, reader = await enrol(), await enrol()
    _, cursor = await reader.pull_all()
    beside = Central(database, central.identity, now=central.now)
    async with looking(central):
        pull = asyncio.create_task(reader.pull(cursor=cursor, wait=30))
        await until(lambda: central.watch.waiting == 1)
        writer.issue()
        from counter_tui.server.app import build

        transport = httpx.ASGITransport(build(beside))
        async with httpx.AsyncClient(transport=transport, base_url="http://pusat.test") as client:
            writer.client = client
            await writer.pushed()
        _, lines = await asyncio.wait_for(pull, 20)
    assert lines == writer.lines


async def test_pulls_that_are_worked_on_one_after_the_other_are_all_answered(
    enrol: Enrol, central: Central
) -> None:
    central.pulling = Precedence().pull
    writer, readers = await enrol(), [await enrol() for _ in range(3)]
    _, cursor = await readers[0].pull_all()
    async with looking(central):
        pulls = [asyncio.create_task(reader.pull(cursor=cursor, wait=30)) for reader in readers]
        await until(lambda: central.watch.waiting == 3)
        writer.issue()
        await writer.pushed()
        answers = await asyncio.wait_for(asyncio.gather(*pulls), 90)
    assert [lines for _, lines in answers] == [writer.lines] * 3


async def test_a_closing_server_answers_every_held_open_pull(enrol: Enrol, central: Central) -> None:
    readers = [await enrol() for _ in range(3)]
    _, cursor = await readers[0].pull_all()
    async with looking(central):
        pulls = [asyncio.create_task(reader.pull(cursor=cursor, wait=30)) for reader in readers]
        await until(lambda: central.watch.waiting == 3)
        threading.Thread(target=central.watch.close).start()
        answers = await asyncio.wait_for(asyncio.gather(*pulls), 20)
    assert [lines for _, lines in answers] == [[], [], []]


async def test_news_between_looking_and_waiting_is_not_slept_over(central: Central) -> None:
    version = central.watch.version("PLG")
    central.watch.changed("PLG")
    async with asyncio.timeout(90):
        await central.watch.news("PLG", version, 1000)


async def test_what_many_do_in_one_moment_wakes_who_waits_few_times_and_the_last_of_it_is_told(
    central: Central,
) -> None:
    watch, told = central.watch, [0]

    async def listen() -> None:
        while True:
            version = watch.version("PLG")
            await watch.news("PLG", version, 1000)
            told.append(watch.version("PLG"))

    async with looking(central):
        listening = asyncio.create_task(listen())
        await until(lambda: watch.waiting == 1)
        for _ in range(100):
            watch.changed("PLG")
            await asyncio.sleep(0)
        await until(lambda: told[-1] == 100)
        listening.cancel()
    assert len(told) < 50


async def test_a_pull_while_the_server_closes_is_not_held_open(enrol: Enrol, central: Central) -> None:
    reader = await enrol()
    central.watch.close()
    async with asyncio.timeout(20):
        assert (await reader.pull(wait=30))[1] == []


async def test_records_that_changed_end_a_held_open_pull(enrol: Enrol, central: Central) -> None:
    from counter_tui.core.record import Record

    writer, reader = await enrol(), await enrol()
    _, cursor = await reader.pull_all()
    records = (await reader.records())[0].cursor
    async with looking(central):
        pull = asyncio.create_task(reader.pull(cursor=cursor, records=records, wait=30))
        await until(lambda: central.watch.waiting == 1)
        await writer.put(Record(kind="note", id="n1", rev=1, hlc=NOW << 16, device=writer.device))
        head, _ = await asyncio.wait_for(pull, 20)
    assert head.records
    assert isinstance(head, wire.PullHead)


class looking:  # noqa: N801 - reads as a verb where it is used
    """Run the watch's look at the database, as the application's lifespan does."""

    def __init__(self, central: Central) -> None:
        self.central = central

    async def __aenter__(self) -> None:
        self.task = asyncio.create_task(self.central.watch.look())
        await asyncio.sleep(0)

    async def __aexit__(self, *_error: object) -> None:
        self.task.cancel()


async def until(condition: Any) -> None:
    async with asyncio.timeout(90):
        while not condition():
            await asyncio.sleep(0.005)
