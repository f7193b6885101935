"""Records: personal data and settings, replaceable and erasable, apart from the events."""

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field, SQLModel

from counter_tui.store.records import SEARCHED
from counter_tui.store.tables.columns import big, partial


class Record(SQLModel, table=True):
    """One record as JSON; which of two versions stands is `core.record.supersedes`.

    `standing` is live, revoked or erased. `lookup`, `day` and `search` are what it is found by. `pending`
    marks what the centre has not confirmed; `office_seq` is the number that a
    centre or hub gave this version.
    """

    __tablename__ = "record"
    __table_args__ = (
        Index("record_lookup", "office", "kind", "lookup"),
        Index("record_day", "office", "kind", "day", "lookup"),
        partial("record_search", "office", "kind", "search", "id", where=SEARCHED),
        partial("record_pending", "office", "kind", "id", where="pending"),
        partial("record_unnumbered", "office", "hlc", where="office_seq IS NULL"),
        partial("record_office_seq", "office", "office_seq", where="office_seq IS NOT NULL", unique=True),
    )

    office: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    rev: int = big()
    hlc: int = big()
    device: str
    standing: str
    data: str = Field(sa_type=Text)
    lookup: str
    day: str
    search: str
    pending: bool
    office_seq: int | None = Field(default=None, sa_type=BigInteger)
