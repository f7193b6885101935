"""The floor: a bare COPY of the same rows into a table with the same columns and indexes, by psycopg."""

import time
from collections.abc import Iterator, Sequence

import msgspec
import psycopg

from counter_tui.core.event import Event, digest
from counter_tui.store import event_rows
from counter_tui.store.central.ingest import COLUMNS
from scripts.june.country import Office

_decode = msgspec.json.Decoder(Event).decode
Row = tuple[str | int, ...]


MOST_ROWS = 150_000
"""So many rows tell the speed; a million of them, four times, would take longer than the drill."""


def copy(url: str, offices: Sequence[Office], rows_each: int) -> float:
    """Return how many rows a second one connection copies, `rows_each` in a transaction.

    Reading the lines and making the rows is not counted.
    """
    seconds, copied = 0.0, 0
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE copy_floor (LIKE event INCLUDING ALL)")
        statement = f"COPY copy_floor ({', '.join(COLUMNS)}) FROM STDIN"
        for rows in _transactions(offices, rows_each):
            started = time.perf_counter()
            with connection.cursor() as cursor, cursor.copy(statement.encode()) as copying:
                for row in rows:
                    copying.write_row(row)
            seconds += time.perf_counter() - started
            copied += len(rows)
            if copied >= MOST_ROWS:
                break
        connection.execute("DROP TABLE copy_floor")
    return copied / seconds


def _transactions(offices: Sequence[Office], rows_each: int) -> Iterator[list[Row]]:
    """Yield the rows of all terminals, page by page as they would be pushed."""
    for office in offices:
        number = 0
        for terminal in office.terminals:
            for lines in terminal.pages(rows_each):
                yield [_row(line, number + place) for place, line in enumerate(lines, start=1)]
                number += len(lines)


def _row(line: bytes, number: int) -> Row:
    return (*event_rows.row_of(_decode(line), line.decode(), digest(line)), number)
