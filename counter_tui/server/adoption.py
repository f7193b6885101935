"""Codes that were given out before the centre got its PostgreSQL: they and the server's key move there."""

from sqlmodel import SQLModel, select

from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store.central.database import Database
from counter_tui.store.central.tables import (
    Device,
    Enrolment,
    Office,
    OfficeSequence,
    ProjectorCursor,
    Server,
)

_TABLES: tuple[type[SQLModel], ...] = (Server, Office, OfficeSequence, ProjectorCursor, Enrolment)


def adopt(embedded: Database, database: Database) -> None:
    """Bring an embedded centre that never had a device into an empty PostgreSQL database.

    `devices enrol` on an empty home makes an embedded one, whose codes name the server's key; the centre
    may be started with `--database-url` only afterwards. Raises Refused when both are in use.
    """
    with embedded.read() as work:
        used = work.session.exec(select(Device)).first() is not None
        rows = [(table, row.model_dump()) for table in _TABLES for row in work.session.exec(select(table))]
    ours = [fields["id"] for table, fields in rows if table is Server]
    if not ours:
        return
    with database.write() as work:
        theirs = work.session.exec(select(Server)).first()
        if theirs is not None and theirs.id == ours[0]:
            return
        if theirs is not None or used:
            sentence = _("Folder ini sudah punya basis data lain. Tidak ada yang diubah. Pilih folder baru.")
            raise Refused(sentence, code="other_database")
        for table, fields in rows:
            work.session.add(table(**fields))
