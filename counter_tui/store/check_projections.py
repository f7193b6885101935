"""Whether each projection is what its events fold to."""

from collections.abc import Iterator

from counter_tui.core import streams
from counter_tui.store.driver import Connection
from counter_tui.store.problem import Problem
from counter_tui.store.projection import SHAPES, row_of
from counter_tui.store.rebuild import folded_streams


def check_projections(connection: Connection) -> Iterator[Problem]:
    """Yield each stream whose row is missing, altered, or has no events at all."""
    for office, stream, state in folded_streams(connection):
        kind, identity = streams.split(stream)
        shape = SHAPES[kind]
        columns = ", ".join(shape.columns)
        found = connection.execute(
            f"SELECT {columns} FROM {shape.table} WHERE office = ? AND id = ?",  # noqa: S608 - our own names
            (office, identity),
        ).fetchone()
        if found != row_of(office, kind, state):
            yield Problem("projection", stream)
    yield from _without_events(connection)


def _without_events(connection: Connection) -> Iterator[Problem]:
    for kind, shape in SHAPES.items():
        rows = connection.execute(
            f"SELECT id FROM {shape.table} AS p WHERE NOT EXISTS (SELECT 1 FROM event "  # noqa: S608 - our own names
            "WHERE event.office = p.office AND event.stream = ? || p.id)",
            (f"{kind}/",),
        )
        for (identity,) in rows.fetchall():
            yield Problem("projection", f"{kind}/{identity}")
