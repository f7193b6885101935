"""Folded states with the columns they are looked up by; all of it can be rebuilt from the journal.

`state` is the state's JSON, `hlc` the highest stamp in its stream, `fold_version` which rules folded it.
"""

from sqlalchemy import BigInteger, Index, Text, false
from sqlmodel import Field, SQLModel

from counter_tui.store.tables.columns import big, partial


class Folded(SQLModel):
    """What every projection has."""

    office: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    hlc: int = big()
    fold_version: int
    state: str = Field(sa_type=Text)


class Ticket(Folded, table=True):
    """A ticket (nomor antrean); `open` until finished or cancelled."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ticket_number", "office", "site", "business_day", "number"),
        partial("ticket_open", "office", "site", "business_day", where="open"),
        partial("ticket_flagged", "office", "site", where="flagged"),
    )

    site: str
    business_day: str
    number: str
    status: str
    counter: str
    open: bool
    flagged: bool
    closed_at: int | None = Field(default=None, sa_type=BigInteger)


class Application(Folded, table=True):
    """An application (permohonan); `open` until handed over or concluded otherwise.

    `unsigned` while a handover of it waits for a signature in the register (buku penyerahan).
    """

    __tablename__ = "application"
    __table_args__ = (
        Index("application_ticket", "office", "ticket"),
        Index("application_number", "office", "number"),
        partial("application_ready", "office", "ready_at", where="ready_at IS NOT NULL AND open"),
        partial("application_closed", "office", "closed_at", where="closed_at IS NOT NULL"),
        partial("application_flagged", "office", where="flagged"),
        partial("application_unsigned", "office", "closed_at", where="unsigned"),
    )

    ticket: str
    number: str
    service: str
    status: str
    open: bool
    flagged: bool
    unsigned: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    ready_at: int | None = Field(default=None, sa_type=BigInteger)
    closed_at: int | None = Field(default=None, sa_type=BigInteger)


class Counter(Folded, table=True):
    """A counter (loket) as one device keeps it; `id` is the device."""

    __tablename__ = "counter"

    counter: str
    status: str


class Day(Folded, table=True):
    """A business day of a site; `id` is `<site>/<date>`."""

    __tablename__ = "day"
    __table_args__ = (Index("day_site", "office", "site", "business_day"),)

    site: str
    business_day: str
    open: bool
