"""The tables that only a centre fills; every unique key begins with `office`.

So the journal can be spread by office over an existing engine (partitioned PostgreSQL, Citus). The one
exception is `server`, a single row about the centre itself. Times are UTC milliseconds.
"""

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlmodel import Field, SQLModel

from counter_tui.store.tables.columns import big


class Server(SQLModel, table=True):
    """This centre: its id, the epoch of this database, and its key, sealed by the home's data key."""

    __tablename__ = "server"

    id: str = Field(primary_key=True)
    epoch: str
    public_key: str
    sealed_key: bytes = Field(sa_type=LargeBinary)


class Office(SQLModel, table=True):
    """One office that this centre serves; `zone` is the IANA zone of its sites unless they say otherwise."""

    __tablename__ = "office"

    office: str = Field(primary_key=True)
    name: str = ""
    zone: str = "Asia/Jakarta"


class OfficeSequence(SQLModel, table=True):
    """How far an office's gapless sequences are given out; its row is the lock of every ingest."""

    __tablename__ = "office_sequence"

    office: str = Field(primary_key=True)
    ingested: int = big(default=0)
    records: int = big(default=0)


class ProjectorCursor(SQLModel, table=True):
    """How far the projector has read an office's sequence; apart from it, so that neither waits long."""

    __tablename__ = "projector_cursor"

    office: str = Field(primary_key=True)
    projected: int = big(default=0)


class Device(SQLModel, table=True):
    """One enrolled device: its Ed25519 public key (base64url), and what it may do.

    `authorised` holds the guarded record kinds it may write, separated by blanks. `alarm_at`: when a
    second device with its identity showed itself. A revocation is permanent.
    """

    __tablename__ = "device"
    __table_args__ = (Index("device_tag", "office", "tag", unique=True), Index("device_by_id", "device"))

    office: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    name: str
    site: str
    tag: str
    plain: bool = False
    public_key: str
    authorised: str = ""
    enrolled_at: int = big()
    revoked_at: int | None = Field(default=None, sa_type=BigInteger)
    alarm_at: int | None = Field(default=None, sa_type=BigInteger)


class Enrolment(SQLModel, table=True):
    """A one-time code by its public id; `proof_key` checks who knows the secret, which is not kept."""

    __tablename__ = "enrolment"

    office: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    name: str
    authorised: str = ""
    proof_key: bytes = Field(sa_type=LargeBinary)
    made_at: int = big()
    expires_at: int = big()
    used_by: str | None = None


class Nonce(SQLModel, table=True):
    """A signed request that was answered: it is good once, at whichever server process."""

    __tablename__ = "nonce"
    __table_args__ = (Index("nonce_at", "at"),)

    office: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    nonce: str = Field(primary_key=True)
    at: int = big()
