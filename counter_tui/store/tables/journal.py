"""The event journal, its chains' heads, and how far others have it."""

from sqlalchemy import BigInteger, Index, LargeBinary, Text, false
from sqlmodel import Field, SQLModel

from counter_tui.store.tables.columns import big, partial


class EventRow(SQLModel, table=True):
    """One event: the author's exact line in `body`, its SHA-256 in `hash`, the envelope beside them.

    `office_seq` is the centre's gapless number within the office; a terminal leaves it empty.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index("event_id", "office", "id", unique=True),
        Index("event_stream", "office", "stream", "hlc"),
        partial("event_office_seq", "office", "office_seq", where="office_seq IS NOT NULL", unique=True),
        partial("event_handover", "office", "at", where="type = 'application.handed_over'"),
    )

    office: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    epoch: int = big(key=True)
    seq: int = big(key=True)
    id: str
    site: str
    hlc: int = big()
    at: int = big()
    actor: str
    stream: str
    type: str
    v: int
    body: str = Field(sa_type=Text)
    hash: str
    office_seq: int | None = Field(default=None, sa_type=BigInteger)


class Head(SQLModel, table=True):
    """The end of a chain that is held whole, from 1 to `seq` (a terminal: its own; the centre: all).

    `hlc` is the clock of the device that writes here: never below any stamp it used or followed. A chain is
    `given_up` when the centre knows another one by its name: it stays here and is pushed no more.
    """

    __tablename__ = "head"

    office: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    epoch: int = big(key=True)
    seq: int = big()
    hash: str
    hlc: int = big()
    given_up: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class SignedHead(SQLModel, table=True):
    """A head as its device signed it, kept and relayed so that no relay can forge it."""

    __tablename__ = "signed_head"

    office: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    epoch: int = big(key=True)
    seq: int = big()
    hash: str
    signature: str


class Watermark(SQLModel, table=True):
    """How far a chain is safe elsewhere: `durable` at the centre (and its hash), `relayed` at a hub.

    Another device's chain was `relayed` to here so far: all of it came, or was left out on purpose.
    """

    __tablename__ = "watermark"

    office: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    epoch: int = big(key=True)
    durable: int = big(default=0)
    durable_hash: str | None = None
    relayed: int = big(default=0)


class Pruned(SQLModel, table=True):
    """What remains of an event that was removed here: safe at the centre, and its stream ended."""

    __tablename__ = "pruned"

    office: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    epoch: int = big(key=True)
    seq: int = big(key=True)
    hash: str


class Quarantine(SQLModel, table=True):
    """A line that was received, or sent, and not accepted, byte for byte, with a short code why."""

    __tablename__ = "quarantine"

    office: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    hash: str = Field(primary_key=True)
    epoch: int = big()
    seq: int = big()
    body: bytes = Field(sa_type=LargeBinary)
    reason: str
    at: int = big()
