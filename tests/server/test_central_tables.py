from pathlib import Path

from sqlmodel import SQLModel

from counter_tui.store import driver, migrate
from counter_tui.store.central import pull
from counter_tui.store.central.database import open_sqlite
from counter_tui.store.central.tables import Device, Enrolment, Office, OfficeSequence, ProjectorCursor
from counter_tui.store.tables.journal import EventRow, Head, Quarantine, SignedHead
from counter_tui.store.tables.projections import Application, Counter, Day, Ticket
from counter_tui.store.tables.records import Record

DISTRIBUTED: tuple[type[SQLModel], ...] = (
    Application, Counter, Day, Device, Enrolment, EventRow, Head, Office, OfficeSequence, ProjectorCursor,
    Quarantine, Record, SignedHead, Ticket,
)  # fmt: skip


def test_every_unique_key_of_an_offices_data_begins_with_office() -> None:
    for model in DISTRIBUTED:
        table = SQLModel.metadata.tables[str(model.__tablename__)]
        keys = [list(table.primary_key.columns)]
        keys += [list(index.columns) for index in table.indexes if index.unique]
        for columns in keys:
            assert columns[0].name == "office", (table.name, [column.name for column in columns])


def test_the_hot_queries_walk_an_index_and_never_a_whole_table(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    driver.connect(path, bytes(32), create=True).close()
    database = open_sqlite(path, bytes(32))
    migrate.upgrade(database.engine)
    chain = ("PLG", "d", 1)
    queries: list[tuple[str, tuple[object, ...]]] = [
        (pull._EVENTS + pull._ORDER, ("PLG", 1, 9, 5)),
        (pull._EVENTS + pull._WANTED + pull._ORDER, ("PLG", 1, 9, 1, 1, 5)),
        ("SELECT seq, hash FROM head WHERE office = ? AND device = ? AND epoch = ?", chain),
        ("SELECT seq, hash FROM event WHERE office = ? AND device = ? AND epoch = ? AND seq > 1", chain),
        ("SELECT office, device, public_key FROM device WHERE device = ?", ("d",)),
    ]
    with database.read() as work:
        for statement, values in queries:
            plan = [row[3] for row in work.rows(f"EXPLAIN QUERY PLAN {statement}", values)]
            assert plan
            assert not [step for step in plan if step.startswith(("SCAN", "USE TEMP"))], (statement, plan)
    database.close()
