from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from counter_tui.core import slip_key_record
from counter_tui.core.record import Record, Standing, encode, erased
from counter_tui.server import devices
from counter_tui.server.central import Central
from counter_tui.store.central.database import Database
from counter_tui.store.central.projecting import project
from counter_tui.sync import packing, wire
from tests.server.conftest import Enrol
from tests.server.terminal import NOW, Terminal, code_of

DAY_MS = 24 * 3600 * 1000


def record(kind: str = "applicant", id_: str = "a1", rev: int = 1, **fields: Any) -> Record:
    known: dict[str, Any] = {"kind": kind, "id": id_, "rev": rev, "hlc": NOW << 16, "device": "d1"}
    return Record(**(known | fields))


async def all_of(reader: Terminal) -> list[Record]:
    return (await reader.records())[1]


async def test_a_record_reaches_the_offices_other_devices_and_no_other_office(enrol: Enrol) -> None:
    writer, reader, stranger = await enrol(), await enrol(), await enrol("JKT")
    mine = record(data={"name": "Hartini"}, lookup="B-1", day="2026-06-19", search="hartini")
    assert (await writer.put(mine)).accepted == 1
    assert await all_of(reader) == [mine]
    assert await all_of(stranger) == []


async def test_the_newest_version_stands_in_whatever_order_they_come(enrol: Enrol) -> None:
    terminal = await enrol()
    older, newer = record(rev=1, data={"a": 1}), record(rev=2, data={"a": 2})
    tie = record(rev=2, hlc=(NOW << 16) + 1, data={"a": 3})
    await terminal.put(newer)
    await terminal.put(older)
    assert await all_of(terminal) == [newer]
    await terminal.put(tie, newer)
    assert await all_of(terminal) == [tie]


async def test_an_erasure_is_permanent_whatever_stamp_comes_later(enrol: Enrol, database: Database) -> None:
    terminal = await enrol()
    person = record(data={"name": "Hartini"}, search="hartini")
    await terminal.put(person)
    gone = erased(person, hlc=NOW << 16, device="d1")
    await terminal.put(gone)
    await terminal.put(record(rev=99, hlc=2**62, data={"name": "Hartini"}))
    assert await all_of(terminal) == [gone]
    with database.read() as work:
        assert work.rows("SELECT data, search, standing FROM record") == [("{}", "", "erased")]


async def test_a_revocation_is_permanent(enrol: Enrol) -> None:
    first = await enrol()
    revoked = record("officer", "o1", standing=Standing.REVOKED)
    await first.put(revoked)
    await first.put(record("officer", "o1", rev=9, data={"login": "x"}))
    assert await all_of(first) == [revoked]


@pytest.mark.parametrize("kind", ["officer", "setting", "device"])
async def test_a_guarded_kind_is_taken_only_from_who_may_write_it(enrol: Enrol, kind: str) -> None:
    await enrol()
    second = await enrol()
    answer = await second.put(record(kind), record("note", "n1"))
    assert answer.refused == [wire.RefusedRecord(kind=kind, id="a1", reason="unauthorised")]
    assert [found.kind for found in await all_of(second)] == ["note"]


async def test_a_device_publishes_its_own_slip_key_and_replaces_no_others(enrol: Enrol) -> None:
    first, second = await enrol(), await enrol(authorise=("officer", "setting", "device"))
    mine = record("slip_key", f"{first.device}-aa", data=slip_key_record.data(first.device, bytes(32), NOW))
    assert (await first.put(mine)).refused == []
    answer = await second.put(replace(mine, rev=2, data={}))
    assert [refused.reason for refused in answer.refused] == ["unauthorised"]
    assert [found.rev for found in await all_of(second) if found.kind == "slip_key"] == [1]


async def test_the_first_device_writes_officers_and_settings(enrol: Enrol) -> None:
    first, second = await enrol(), await enrol()
    assert (await first.put(record("officer", "o1"), record("setting", "queue"))).refused == []
    assert {found.kind for found in await all_of(second)} == {"officer", "setting"}


async def test_a_revoked_devices_records_are_refused_one_by_one(enrol: Enrol, central: Central) -> None:
    terminal = await enrol()
    devices.revoke(central.database, central.identity, terminal.device)
    answer = await terminal.put(record())
    assert [refused.reason for refused in answer.refused] == ["revoked"]


@pytest.mark.parametrize(
    "bad",
    [
        record(rev=2**70),
        record(hlc=-1),
        record(id_="x" * 600),
        record(lookup="𠀀" * 400),
        record(day="tomorrow"),
        record(id_="a\0b"),
        record(standing=Standing.ERASED, data={"name": "Hartini"}),
        record(data={"x": "y" * 40_000}),
    ],
    ids=["rev", "hlc", "id", "lookup", "day", "nul", "erased_with_data", "large"],
)
async def test_a_record_that_cannot_be_kept_blocks_no_other(enrol: Enrol, bad: Record) -> None:
    terminal = await enrol()
    answer = await terminal.put(bad, record("note", "n1"))
    assert [refused.reason for refused in answer.refused] == ["malformed"]
    assert [found.id for found in await all_of(terminal)] == ["n1"]


async def test_an_unreadable_record_blocks_no_other(enrol: Enrol) -> None:
    terminal = await enrol()
    body = packing.pack(wire.RecordsHead(), [b"nonsense", encode(record())])
    answer = msgspec.json.decode(
        (await terminal.ask("PUT", "/v1/records", body)).content, type=wire.RecordsAnswer
    )
    assert (answer.accepted, len(answer.refused)) == (1, 1)


async def test_pages_follow_the_changes_and_a_changed_record_comes_again(enrol: Enrol) -> None:
    writer, reader = await enrol(), await enrol()
    for number in range(5):
        await writer.put(record("note", f"n{number}"))
    head, first = await reader.records(limit=3)
    assert head.more
    head, rest = await reader.records(head.cursor, limit=3)
    assert [found.id for found in first + rest] == ["n0", "n1", "n2", "n3", "n4"]
    assert not head.more
    await writer.put(record("note", "n1", rev=2))
    assert [found.id for found in (await reader.records(head.cursor))[1]] == ["n1"]


async def test_a_bootstrap_leaves_out_the_records_of_long_closed_applications(
    enrol: Enrol, database: Database, central: Central
) -> None:
    writer = await enrol()
    for id_ in ("open", "closed"):
        opened = {
            "ticket": "t", "number": "A-001", "service": "paspor_baru", "product": "elektronik_5",
            "back_office": [], "channel": "walk_in",
        }  # fmt: skip
        writer.write(f"application/{id_}", "application.opened", opened)
        await writer.put(record(id_=id_))
    withdrawn = {"outcome": "withdrawn", "reason": "x"}
    writer.write("application/closed", "application.outcome", withdrawn)
    await writer.put(record(id_="booked"), record("collector", "c1"), record("setting", "queue"))
    await writer.put(erased(record("collector", "c2"), hlc=NOW << 16, device=writer.device))
    await writer.pushed()
    assert project(database, "PLG") == 3
    central.now = lambda: NOW + 40 * DAY_MS
    reader = await enrol(now=NOW + 40 * DAY_MS)
    # An erasure is always told: the reader may come back with a backup that still holds the person.
    assert {found.id for found in await all_of(reader)} == {"open", "booked", "queue", "c2"}
    central.now = lambda: NOW
    newcomer = await enrol()
    assert len(await all_of(newcomer)) == 6


async def test_a_records_cursor_of_another_kind_starts_over(enrol: Enrol) -> None:
    terminal = await enrol()
    _, cursor = await terminal.pull_all()
    answer = await terminal.ask("GET", "/v1/records", query={"cursor": cursor})
    assert (answer.status_code, code_of(answer)) == (410, "cursor")
