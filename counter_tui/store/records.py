"""Records in their table: versions ordered by `core.record`, the living read as plain data."""

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from counter_tui.core.record import Record, Standing, erased, supersedes
from counter_tui.core.retention import PERSONAL
from counter_tui.store.driver import Connection
from counter_tui.store.identity import Identity

_encode = msgspec.json.Encoder(order="sorted").encode
COLUMNS = "kind, id, rev, hlc, device, standing, data, lookup, day, search"
_SELECT = f"SELECT {COLUMNS} FROM record WHERE office = ? AND kind = ? AND id = ?"  # noqa: S608 - our own names
_READ = "SELECT data FROM record WHERE office = ? AND kind = ? AND id = ? AND standing = 'live'"
_WRITE = (
    f"INSERT INTO record (office, {COLUMNS}, pending) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608 - our own names
    "ON CONFLICT (office, kind, id) DO UPDATE SET rev = excluded.rev, hlc = excluded.hlc, "
    "device = excluded.device, standing = excluded.standing, data = excluded.data, "
    "lookup = excluded.lookup, day = excluded.day, search = excluded.search, pending = excluded.pending, "
    "office_seq = NULL"
)

SEARCHED = "standing = 'live' AND length(search) BETWEEN 1 AND 500"
"""Which records are found by part of a name, in the words that a query repeats to use their index.

PostgreSQL indexes no text of any length, and a search text is whatever a device sent.
"""
_NAMES_NOBODY = frozenset(
    {
        "applications",
        "code",
        "day",
        "slot",
        "service",
        "product",
        "priority",
        "paid",
        "kind",
        "papers",
        "list",
    }
)
"""What work goes on with, and all of a personal record that a sealed connection shows; the rest is empty."""

Key = tuple[str, str]
"""Kind and id."""


class Found(NamedTuple):
    """What a record is found by: an exact second key, an ISO day, a casefolded text."""

    lookup: str = ""
    day: str = ""
    search: str = ""


def put(
    connection: Connection,
    identity: Identity,
    stamp: Callable[[], int],
    key: Key,
    data: dict[str, Any],
    found: Found,
) -> bool:
    """Write the next version of a record; False when it is the same, or revoked or erased for good."""
    old = load(connection, identity.office, key)
    if old is not None and (
        old.standing is not Standing.LIVE
        or (_encode(old.data) == _encode(data) and (old.lookup, old.day, old.search) == found)
    ):
        return False
    rev = old.rev + 1 if old else 1
    new = Record(
        kind=key[0],
        id=key[1],
        rev=rev,
        hlc=stamp(),
        device=identity.device,
        data=data,
        lookup=found.lookup,
        day=found.day,
        search=found.search,
    )
    return merge(connection, identity.office, new, pending=True)


def revoke(connection: Connection, identity: Identity, stamp: Callable[[], int], key: Key) -> bool:
    """Revoke a living record, keeping its data."""
    old = load(connection, identity.office, key)
    if old is None or old.standing is not Standing.LIVE:
        return False
    new = msgspec.structs.replace(
        old, rev=old.rev + 1, hlc=stamp(), device=identity.device, standing=Standing.REVOKED
    )
    return merge(connection, identity.office, new, pending=True)


def erase(connection: Connection, identity: Identity, stamp: Callable[[], int], key: Key) -> bool:
    """Erase a record's data and search texts for good."""
    old = load(connection, identity.office, key)
    if old is None or old.standing is Standing.ERASED:
        return False
    return merge(connection, identity.office, erased(old, hlc=stamp(), device=identity.device), pending=True)


def merge(connection: Connection, office: str, new: Record, *, pending: bool) -> bool:
    """Keep a version if it stands over the one held; `pending` when the centre has still to learn it."""
    if not supersedes(new, load(connection, office, (new.kind, new.id))):
        return False
    connection.execute(_WRITE, row_of(office, new, pending=pending))
    return True


def row_of(office: str, record: Record, *, pending: bool) -> tuple[object, ...]:
    """Return a record's row: office, the columns of the version, pending."""
    return (
        office,
        record.kind,
        record.id,
        record.rev,
        record.hlc,
        record.device,
        str(record.standing),
        _encode(record.data).decode(),
        record.lookup,
        record.day,
        record.search,
        pending,
    )


def load(connection: Connection, office: str, key: Key) -> Record | None:
    """Return the version that stands, living or not."""
    row = connection.execute(_SELECT, (office, *key)).fetchone()
    return parse(row) if row else None


def parse(row: tuple[Any, ...]) -> Record:
    """Return the record of a row: kind, id, rev, hlc, device, standing, data, lookup, day, search."""
    kind, identity, rev, hlc, device, standing, data, lookup, day, search = row
    return Record(
        kind=kind,
        id=identity,
        rev=rev,
        hlc=hlc,
        device=device,
        data=msgspec.json.decode(data),
        lookup=lookup,
        day=day,
        search=search,
        standing=Standing(standing),
    )


def read(connection: Connection, kind: str, key: str) -> dict[str, Any] | None:
    """Return a living record's data; nothing of the person on a sealed connection."""
    row = connection.execute(_READ, (connection.office, kind, key)).fetchone()
    data: dict[str, Any] | None = msgspec.json.decode(row[0]) if row else None
    return data if data is None else shown(connection, kind, data)


def shown(connection: Connection, kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return what of a record may be shown: all, or on a sealed connection only what names nobody."""
    if not connection.sealed or kind not in PERSONAL:
        return data
    return {name: value if name in _NAMES_NOBODY else "" for name, value in data.items()}
