"""A centre's database as it was at one moment, and bringing it back to that."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import SQLModel

from counter_tui.store.central.database import Database
from counter_tui.store.central.statements import Row

TABLES = (
    "server", "office", "office_sequence", "projector_cursor", "device", "enrolment", "event", "head",
    "signed_head", "quarantine", "record", "ticket", "application", "counter", "day",
)  # fmt: skip


class Backup:
    """All rows of one moment."""

    def __init__(self, database: Database) -> None:
        with database.read() as work:
            self._rows: dict[str, list[Row]] = {
                table: work.rows(f"SELECT {_names(table)} FROM {table}") for table in TABLES
            }

    def restore(self, database: Database) -> None:
        """Make the database what it was."""
        with database.write() as work:
            for table, rows in self._rows.items():
                work.run(f"DELETE FROM {table}")
                columns = _names(table).split(", ")
                work.many(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                    rows,
                )


def _names(table: str) -> str:
    return ", ".join(column.name for column in SQLModel.metadata.tables[table].columns)


@contextmanager
def lost_time(database: Database) -> Iterator[None]:
    """Forget, as a restored backup does, what is done inside."""
    backup = Backup(database)
    yield
    backup.restore(database)
