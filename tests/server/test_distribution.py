"""The centre's tables can be spread by office on Citus, which refuses other keys and conflicts."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import counter_tui.store.central.tables
import counter_tui.store.tables  # noqa: F401 - both put their tables into the metadata
from counter_tui.core.record import Record
from counter_tui.server import devices
from counter_tui.server.central import Central
from counter_tui.store.central import projecting
from counter_tui.store.central.statements import Statements
from tests.server.conftest import Enrol

SCRIPT = Path(__file__).parents[2] / "scripts" / "citus.sql"
ON_A_TERMINAL_OR_HUB = {
    "command_answer", "handover_guard", "meta", "number_block", "open_command", "print_job", "pruned",
    "relayed_head", "sync_cursor", "watermark",
}  # fmt: skip
"""Tables that stay empty at a centre; `server` is its one row about itself."""

DISTRIBUTED = re.findall(
    r"^SELECT create_distributed_table\('(\w+)', 'office'", SCRIPT.read_text("utf-8"), re.MULTILINE
)
_CONFLICT = re.compile(r"INSERT INTO (\w+).*ON CONFLICT\s*(\([^)]*\))?(.*)", re.DOTALL)


def test_the_script_names_every_table_that_a_centre_fills() -> None:
    assert len(DISTRIBUTED) == len(set(DISTRIBUTED))
    tables = set(SQLModel.metadata.tables)
    assert tables - set(DISTRIBUTED) - ON_A_TERMINAL_OR_HUB == {"server"}


@pytest.mark.parametrize("name", DISTRIBUTED)
def test_every_unique_key_of_a_distributed_table_begins_with_office(name: str) -> None:
    table = SQLModel.metadata.tables[name]
    keys = [list(table.primary_key.columns)]
    keys += [list(index.columns) for index in table.indexes if index.unique]
    assert [columns[0].name for columns in keys] == ["office"] * len(keys)
    assert not table.foreign_keys


async def test_no_conflict_is_resolved_by_a_key_without_office(
    enrol: Enrol, central: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: set[str] = set()
    run, many = Statements.run, Statements.many

    def heard(self: Statements, statement: str, values: Sequence[object] = ()) -> None:
        said.add(statement)
        run(self, statement, values)

    def heard_many(self: Statements, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        said.add(statement)
        many(self, statement, rows)

    monkeypatch.setattr(Statements, "run", heard)
    monkeypatch.setattr(Statements, "many", heard_many)
    terminal = await enrol()
    terminal.issue()
    terminal.lines.append(b"poison")
    await terminal.pushed()
    await terminal.put(Record(kind="note", id="n", rev=1, hlc=1, device="d", data={}))
    await terminal.pull_all()
    projecting.project(central.database, "PLG")
    devices.revoke(central.database, central.identity, terminal.device)
    conflicts = [match for match in map(_CONFLICT.search, said) if match]
    touched = {match[1] for match in conflicts}
    assert {"head", "signed_head", "quarantine", "record", "ticket"} <= touched
    for match in conflicts:
        assert match[1] in DISTRIBUTED
        assert (match[2] or "").startswith("(office"), match[0]
        assert not re.search(r"SET\s+office\b|,\s*office\s*=", match[3]), match[0]
