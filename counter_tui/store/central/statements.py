"""One transaction as the driver's own statements see it: the same text for SQLite and PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

Row = tuple[Any, ...]


class Statements:
    """Runs SQL text with `?` for values on a driver's cursor, whoever began its transaction."""

    def __init__(self, cursor: Any, *, postgres: bool) -> None:
        self.postgres = postgres
        self._cursor = cursor

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """Run a statement and return all its rows."""
        self.run(statement, values)
        found: list[Row] = self._cursor.fetchall()
        return found

    def first(self, statement: str, values: Sequence[object] = ()) -> Row | None:
        """Run a statement and return its first row."""
        self.run(statement, values)
        found: Row | None = self._cursor.fetchone()
        return found

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        """Run a statement that returns nothing."""
        self._cursor.execute(_dialect(statement, postgres=self.postgres), values)

    def many(self, statement: str, rows: Sequence[Row]) -> None:
        """Run a statement once for each row of values."""
        if rows:
            self._cursor.executemany(_dialect(statement, postgres=self.postgres), rows)

    def copy(self, table: str, columns: Sequence[str], text: str) -> None:
        """Add rows given in COPY's text format, on PostgreSQL; raises one of CONFLICTS for a taken key."""
        with self._cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            copy.write(text)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Undo what happens inside when it raises, and nothing else of the transaction."""
        self.run("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            self.run("ROLLBACK TO SAVEPOINT attempt")
            raise
        finally:
            self.run("RELEASE SAVEPOINT attempt")


@cache
def _dialect(statement: str, *, postgres: bool) -> str:
    return statement.replace("?", "%s") if postgres else statement
