"""What belongs to one installation alone and is never synced."""

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from counter_tui.store.tables.columns import big


class Meta(SQLModel, table=True):
    """A named value of this installation: who it is, and what its parts remember."""

    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)


class NumberBlock(SQLModel, table=True):
    """Ticket numbers that this device alone may give out: `first` to `last`, `next` not yet given.

    Stored before first use; a restore makes what is held `void`, because some may have been given since.
    """

    __tablename__ = "number_block"

    site: str = Field(primary_key=True)
    business_day: str = Field(primary_key=True)
    series: str = Field(primary_key=True)
    tag: str = Field(primary_key=True)
    first: int = Field(primary_key=True)
    last: int
    next: int
    void: bool


class PrintJob(SQLModel, table=True):
    """A document on its way to paper (cetakan); its states stand in `core.print_job`."""

    __tablename__ = "print_job"
    __table_args__ = (
        Index("print_job_newest", "at", "id"),
        Index("print_job_state", "state", "at", "id"),
    )

    id: str = Field(primary_key=True)
    at: int = big()
    document: str
    data: str = Field(sa_type=Text)
    subject: str
    role: str
    event: str
    copy_number: int
    state: str
    attempts: int
    printer: str
    note: str
    target: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class HandoverGuard(SQLModel, table=True):
    """An application that was handed over here: written by local commands only, never by ingest."""

    __tablename__ = "handover_guard"

    application: str = Field(primary_key=True)
    event: str
    at: int = big()


class SyncCursor(SQLModel, table=True):
    """Where the next pull of one kind of news from a server goes on, while its epoch is this."""

    __tablename__ = "sync_cursor"

    server: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    server_epoch: str
    cursor: str
