"""The hub's own gapless numbering of its office's events and records, along which its terminals pull.

What this home writes itself (its screen, a command, its sync with the centre) comes without a number; it is
numbered as soon as the hub looks, in the order in which the file took it in.
"""

from counter_tui.store.driver import Connection

_BEGIN = "INSERT INTO office_sequence (office) VALUES (?) ON CONFLICT DO NOTHING"
_PROJECTED = (
    "INSERT INTO projector_cursor (office, projected) "
    "SELECT office, ingested FROM office_sequence WHERE office = ? "
    "ON CONFLICT (office) DO UPDATE SET projected = excluded.projected"
)
_REACH = "SELECT ingested, records FROM office_sequence WHERE office = ?"
_NEW_EVENTS = "SELECT rowid FROM event WHERE office = ? AND rowid > ? AND office_seq IS NULL ORDER BY rowid"
_NUMBERED = "SELECT coalesce(max(rowid), 0) FROM event WHERE office = ? AND office_seq = ?"
_NUMBER_EVENT = "UPDATE event SET office_seq = ? WHERE rowid = ?"
_NEW_RECORDS = "SELECT rowid FROM record WHERE office = ? AND office_seq IS NULL ORDER BY hlc, kind, id"
_NUMBER_RECORD = "UPDATE record SET office_seq = ? WHERE rowid = ?"
_MOVE = "UPDATE office_sequence SET ingested = ?, records = ? WHERE office = ?"


def has_new(connection: Connection) -> bool:
    """Return whether anything has no number yet."""
    office = connection.office
    row = connection.execute(_REACH, (office,)).fetchone()
    numbered = connection.execute(_NUMBERED, (office, row[0] if row else 0)).fetchone()[0]
    return any(
        connection.execute(f"SELECT EXISTS ({statement})", values).fetchone()[0]
        for statement, values in ((_NEW_EVENTS, (office, numbered)), (_NEW_RECORDS, (office,)))
    )


def number_new(connection: Connection) -> bool:
    """Number what has no number yet, within a transaction of the caller's; return whether there was any."""
    office = connection.office
    connection.execute(_BEGIN, (office,))
    events, records = connection.execute(_REACH, (office,)).fetchone()
    numbered = connection.execute(_NUMBERED, (office, events)).fetchone()[0]
    new_events = connection.execute(_NEW_EVENTS, (office, numbered)).fetchall()
    new_records = connection.execute(_NEW_RECORDS, (office,)).fetchall()
    _number(connection, _NUMBER_EVENT, new_events, events)
    _number(connection, _NUMBER_RECORD, new_records, records)
    if new_events or new_records:
        connection.execute(_MOVE, (events + len(new_events), records + len(new_records), office))
        note_projected(connection)
    return bool(new_events or new_records)


def note_projected(connection: Connection) -> None:
    """Keep that all numbered events are folded: a hub folds in the transaction that takes them in."""
    connection.execute(_PROJECTED, (connection.office,))


def _number(connection: Connection, statement: str, rows: list[tuple[int]], last: int) -> None:
    connection.executemany(statement, [(last + place, row) for place, (row,) in enumerate(rows, start=1)])
