from typing import Any

import httpx
import pytest

from counter_tui.core.event import digest
from counter_tui.server.central import Central
from counter_tui.store.central.database import Database
from counter_tui.sync import wire
from counter_tui.sync.wire import Outcome
from tests.server.conftest import Enrol
from tests.server.terminal import Terminal, code_of


def journal(database: Database, office: str = "PLG") -> list[tuple[int, str, str]]:
    with database.read() as work:
        return [
            (number, body, hash_)
            for number, body, hash_ in work.rows(
                "SELECT office_seq, body, hash FROM event WHERE office = ? ORDER BY office_seq", (office,)
            )
        ]


def outcomes(answer: wire.PushAnswer) -> list[Outcome]:
    return [event.outcome for event in answer.events]


async def test_pushed_lines_are_kept_byte_for_byte_and_numbered_without_a_gap(
    enrol: Enrol, database: Database
) -> None:
    terminal = await enrol()
    for _ in range(3):
        terminal.issue()
    answer = await terminal.pushed()
    assert outcomes(answer) == [Outcome.ACCEPTED] * 3
    assert answer.durable == 3
    expected = [(number, line.decode(), digest(line)) for number, line in enumerate(terminal.lines, 1)]
    assert journal(database) == expected


@pytest.mark.parametrize(
    "text", ["\\", "\\N", "\\.", "\t", "\n", "\r\n", '"', "é", "\x7f", "a\tb\\tc\\\\n", "%s", "?"]
)
async def test_no_text_of_a_line_is_taken_for_the_databases_own_signs(
    enrol: Enrol, database: Database, text: str
) -> None:
    terminal = await enrol()
    terminal.issue()
    event = terminal.write(
        f"ticket/{text}", f"ticket.{text}", {text if text.isascii() else "a": text}, actor=text
    )
    terminal.issue()
    assert outcomes(await terminal.pushed()) == [Outcome.ACCEPTED] * 3
    assert [body.encode() for _number, body, _hash in journal(database)] == terminal.lines
    with database.read() as work:
        found = work.rows("SELECT actor, stream, type FROM event WHERE seq = 2")
    assert [tuple(row) for row in found] == [(event.actor, event.stream, event.type)]


async def test_the_same_push_again_changes_nothing(enrol: Enrol, database: Database) -> None:
    terminal = await enrol()
    terminal.issue()
    terminal.issue()
    await terminal.pushed()
    before = journal(database)
    answer = await terminal.pushed()
    assert outcomes(answer) == [Outcome.DUPLICATE] * 2
    assert answer.durable == 2
    assert journal(database) == before


async def test_an_overlapping_push_takes_only_what_is_new(enrol: Enrol, database: Database) -> None:
    terminal = await enrol()
    for _ in range(4):
        terminal.issue()
    await terminal.pushed(upto=3)
    answer = await terminal.pushed(after=1)
    assert outcomes(answer) == [Outcome.DUPLICATE, Outcome.DUPLICATE, Outcome.ACCEPTED]
    assert [number for number, _, _ in journal(database)] == [1, 2, 3, 4]


async def test_a_gap_is_answered_with_the_expected_number_and_takes_nothing(
    enrol: Enrol, database: Database
) -> None:
    terminal = await enrol()
    for _ in range(4):
        terminal.issue()
    await terminal.pushed(upto=1)
    answer = await terminal.push(after=2)
    assert answer.status_code == 409
    assert answer.json() == {"epoch": terminal.epoch, "expected": 2}
    assert len(journal(database)) == 1


@pytest.mark.parametrize(
    "poison",
    [b"not json", b'{"a":1}', b"\xff\xfe", b"{" * 30_000, b'"' + b"x" * 40_000 + b'"'],
    ids=["text", "foreign", "bytes", "deep", "long"],
)
async def test_one_poison_line_is_kept_apart_and_blocks_nothing(
    enrol: Enrol, database: Database, poison: bytes
) -> None:
    terminal = await enrol()
    terminal.issue()
    terminal.lines.append(poison)
    terminal.issue()
    answer = await terminal.pushed()
    assert outcomes(answer) == [Outcome.ACCEPTED, Outcome.QUARANTINED, Outcome.ACCEPTED]
    assert answer.events[1].reason == "malformed"
    assert answer.durable == 3
    with database.read() as work:
        assert work.rows("SELECT seq, body FROM quarantine") == [(2, poison)]
    terminal.issue()
    assert outcomes(await terminal.pushed(after=3)) == [Outcome.ACCEPTED]


@pytest.mark.parametrize(
    "changes",
    [{"office": "JKT"}, {"device": "another"}, {"epoch": 5}],
    ids=["office", "device", "epoch"],
)
async def test_an_event_in_anothers_name_is_kept_apart(
    enrol: Enrol, database: Database, changes: dict[str, Any]
) -> None:
    terminal = await enrol()
    terminal.issue()
    terminal.write("ticket/x", "ticket.issued", **changes)
    terminal.issue()
    answer = await terminal.pushed()
    assert [event.reason for event in answer.events] == ["", "scope", ""]
    assert len(journal(database)) == 2
    assert journal(database, "JKT") == []


@pytest.mark.parametrize(
    "changes",
    [{"v": 2**40}, {"at": 2**80}, {"stream": "ticket/" + "x" * 3000}, {"seq": 9}],
    ids=["version", "time", "stream", "seq"],
)
async def test_what_no_database_could_hold_is_kept_apart(enrol: Enrol, changes: dict[str, Any]) -> None:
    terminal = await enrol()
    terminal.write(**({"stream": "ticket/x", "type_": "ticket.issued"} | changes))
    terminal.issue()
    answer = await terminal.pushed()
    assert [event.reason for event in answer.events] == ["malformed", ""]


async def test_a_changed_line_is_found_by_its_successors_link(enrol: Enrol, database: Database) -> None:
    terminal = await enrol()
    for _ in range(3):
        terminal.issue()
    head = terminal.head()
    terminal.lines[1] = terminal.lines[1].replace(b"A-001", b"A-002")
    answer = await terminal.push(head=head)
    reasons = [event.get("reason", "") for event in answer.json()["events"]]
    assert reasons == ["", "chain", ""]


async def test_an_event_id_that_another_device_used_is_kept_apart(enrol: Enrol, database: Database) -> None:
    first, second = await enrol(), await enrol()
    first.issue()
    repeated = first.write("ticket/a", "ticket.called", {"counter": "1", "visit": 1, "reason": "x"})
    await first.pushed()
    second.issue()
    second.write("ticket/a", "ticket.called", id=repeated.id)
    second.issue()
    answer = await second.pushed()
    assert [event.reason for event in answer.events] == ["", "repeated_id", ""]
    assert [number for number, _, _ in journal(database)] == [1, 2, 3, 4]
    assert outcomes(await second.pushed())[1] is Outcome.QUARANTINED


async def test_a_cloned_device_is_told_raises_an_alarm_and_overwrites_nothing(
    enrol: Enrol, database: Database
) -> None:
    terminal = await enrol()
    terminal.issue()
    clone = Terminal(terminal.client, device=terminal.device, epoch=terminal.epoch, key=terminal.key)
    clone.lines = list(terminal.lines)
    terminal.issue()
    clone.issue()
    clone.issue()
    await terminal.pushed()
    before = journal(database)
    answer = await clone.pushed()
    assert [event.reason for event in answer.events] == ["", "clone", "clone"]
    assert answer.durable == 2
    assert journal(database) == before
    with database.read() as work:
        assert work.first("SELECT COUNT(*) FROM device WHERE alarm_at IS NOT NULL") == (1,)
        kept = {body for (body,) in work.rows("SELECT body FROM quarantine")}
    assert kept == set(clone.lines[1:])
    terminal.issue()
    assert outcomes(await terminal.pushed(after=2)) == [Outcome.ACCEPTED]


async def test_a_clone_that_pushes_only_its_newest_lines_is_noticed_by_their_link(enrol: Enrol) -> None:
    terminal = await enrol()
    terminal.issue()
    clone = Terminal(terminal.client, device=terminal.device, epoch=terminal.epoch, key=terminal.key)
    terminal.issue()
    await terminal.pushed()
    for _ in range(3):
        clone.issue()
    answer = await clone.pushed(after=2)
    assert [event.reason for event in answer.events] == ["clone"]


async def test_a_clone_may_push_its_own_tail_in_many_pages(enrol: Enrol) -> None:
    terminal = await enrol()
    terminal.issue()
    clone = Terminal(terminal.client, device=terminal.device, epoch=terminal.epoch, key=terminal.key)
    clone.lines = list(terminal.lines)
    terminal.issue()
    await terminal.pushed()
    for _ in range(4):
        clone.issue()
    await clone.pushed(after=1, upto=3)
    answer = await clone.pushed(after=3)
    assert [event.reason for event in answer.events] == ["clone", "clone"]
    assert answer.durable == 2


async def test_a_clone_hidden_behind_a_poison_line_is_noticed_by_its_overlap(enrol: Enrol) -> None:
    terminal = await enrol()
    terminal.issue()
    clone = Terminal(terminal.client, device=terminal.device, epoch=terminal.epoch, key=terminal.key)
    terminal.issue()
    await terminal.pushed()
    clone.issue()
    clone.issue()
    clone.lines.append(b"poison")
    answer = await clone.pushed()
    assert [event.reason for event in answer.events] == ["clone", "clone", "clone"]
    assert answer.durable == 2


async def test_a_revoked_devices_push_is_kept_apart(
    enrol: Enrol, database: Database, central: Central
) -> None:
    from counter_tui.server import devices

    terminal = await enrol()
    terminal.issue()
    await terminal.pushed()
    devices.revoke(database, central.identity, terminal.device)
    terminal.issue()
    answer = await terminal.pushed(after=1)
    assert [event.reason for event in answer.events] == ["revoked"]
    assert answer.durable == 2
    assert len(journal(database)) == 1


async def test_a_push_in_another_devices_name_is_refused(enrol: Enrol) -> None:
    terminal, other = await enrol(), await enrol()
    terminal.issue()
    answer = await terminal.push(head=terminal.head(device=other.device))
    assert (answer.status_code, code_of(answer)) == (403, "scope")


async def test_a_head_that_the_device_did_not_sign_is_refused(enrol: Enrol, database: Database) -> None:
    terminal, other = await enrol(), await enrol()
    terminal.issue()
    head = other.key.sign_head(terminal.head())
    answer = await terminal.push(head=head)
    assert (answer.status_code, code_of(answer)) == (403, "forged")
    assert journal(database) == []


async def test_the_head_tells_what_is_committed_of_each_chain(enrol: Enrol) -> None:
    terminal = await enrol()
    terminal.issue()
    terminal.issue()
    await terminal.pushed()
    told = await terminal.ask_head()
    assert [(head.epoch, head.seq, head.hash) for head in told.heads] == [
        (terminal.epoch, 2, digest(terminal.lines[1]))
    ]
    assert (told.ingested, told.projected) == (2, 0)


async def test_an_empty_push_changes_nothing(enrol: Enrol, client: httpx.AsyncClient) -> None:
    terminal = await enrol()
    answer = await terminal.pushed()
    assert (answer.durable, answer.events) == (0, [])
