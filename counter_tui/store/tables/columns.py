"""Column kinds that SQLModel does not choose by itself."""

from typing import Any

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field


def big(*, key: bool = False, default: int | None = None) -> Any:
    """Return a 64-bit integer column; with neither key nor default its value must be given."""
    if default is None:
        return Field(sa_type=BigInteger, primary_key=key)
    return Field(default=default, sa_type=BigInteger, sa_column_kwargs={"server_default": str(default)})


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index over the rows that satisfy `where`, on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
