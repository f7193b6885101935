"""The centre's database behind one face: embedded encrypted SQLite, or PostgreSQL.

Statements of the hot paths are SQL text with `?` for values, run on the driver itself; everyday queries
use `Work.session`. Locks last no longer than their transaction, so that a pooler can stand in front.
"""

import selectors
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy
from sqlalchemy import Engine, create_engine
from sqlmodel import Session

from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store import driver
from counter_tui.store.central.statements import Statements
from counter_tui.store.engine import open_engine

CONFLICTS = (psycopg.errors.UniqueViolation, driver.IntegrityError)
"""What both drivers raise when a unique key is already taken."""

FAULTS = (psycopg.Error, driver.Error, sqlalchemy.exc.SQLAlchemyError)
"""What a database that is down, full or busy raises."""

_POOL = 18
"""Connections, all kept once they were opened: opening one costs PostgreSQL more than most questions."""


class Work(Statements):
    """One transaction: the driver's statements, and a SQLModel session over the same connection."""

    def __init__(self, connection: sqlalchemy.Connection, *, postgres: bool) -> None:
        super().__init__(connection.connection.cursor(), postgres=postgres)
        self._connection = connection

    @cached_property
    def session(self) -> Session:
        """Made when it is asked for: the hot paths do without."""
        return Session(bind=self._connection)

    @contextmanager
    def finished(self) -> Iterator["Work"]:
        """Write what the session holds at the end, and close it."""
        try:
            yield self
            if "session" in self.__dict__:
                self.session.flush()
        finally:
            if "session" in self.__dict__:
                self.session.close()


class Database:
    """The centre's database; every thread may use it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.postgres = engine.dialect.name == "postgresql"
        # SQLite has one writer: threads queue here in turn instead of polling its file lock.
        self._turn = threading.Lock()
        self._reading = threading.local()

    @contextmanager
    def write(self) -> Iterator[Work]:
        """One writing transaction, committed at the end and rolled back when anything is raised."""
        if self.postgres:
            with self.engine.begin() as connection, self._work(connection) as work:
                yield work
            return
        with self._turn, self.engine.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            with self._work(connection) as work:
                yield work

    @contextmanager
    def read(self) -> Iterator[Work]:
        """One reading transaction that sees a single moment; one within another of its thread is that one."""
        outer: Work | None = getattr(self._reading, "work", None)
        if outer is not None:
            yield outer
            return
        with self.engine.connect() as connection:
            if self.postgres:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            else:
                connection.exec_driver_sql("BEGIN")
            with self._work(connection) as work:
                self._reading.work = work
                try:
                    yield work
                finally:
                    self._reading.work = None

    @contextmanager
    def single(self) -> Iterator[Work]:
        """A statement that is a transaction of its own, and costs one journey to the database."""
        with self.engine.connect() as connection:
            if self.postgres:
                connection.execution_options(isolation_level="AUTOCOMMIT")
            with self._work(connection) as work:
                yield work

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _work(self, connection: sqlalchemy.Connection) -> AbstractContextManager[Work]:
        return Work(connection, postgres=self.postgres).finished()


def open_sqlite(path: Path, key: bytes) -> Database:
    """Open the embedded store, whose schema is up to date."""
    return Database(open_engine(path, key))


def open_postgres(url: str) -> Database:
    """Open a PostgreSQL database by `postgresql://…` or `postgres://…`; raises Refused for another URL."""
    scheme, separator, rest = url.partition("://")
    if scheme not in ("postgresql", "postgres", "postgresql+psycopg") or not separator:
        raise Refused(
            _("Alamat basis data harus postgresql://…. Tidak ada yang diubah."), code="database_url"
        )
    try:
        engine = create_engine(
            f"postgresql+psycopg://{rest}",
            pool_size=_POOL,
            max_overflow=0,
            hide_parameters=True,
            # A pooler in front may give each transaction another server connection.
            connect_args={"prepare_threshold": None, "application_name": "counter-tui"},
        )
    except (sqlalchemy.exc.ArgumentError, ValueError) as error:
        raise Refused(
            _("Alamat basis data harus postgresql://…. Tidak ada yang diubah."), code="database_url"
        ) from error
    sqlalchemy.event.listen(engine, "checkout", _refuse_a_dead_one)
    return Database(engine)


def _refuse_a_dead_one(connection: psycopg.Connection[Any], _record: object, _pool: object) -> None:
    """Have a connection replaced at whose other end the server has hung up, without a journey to ask.

    An idle connection has nothing to read but the server's last word, or the end of the line.
    """
    with selectors.DefaultSelector() as selector:
        selector.register(connection.fileno(), selectors.EVENT_READ)
        if selector.select(0):
            raise sqlalchemy.exc.DisconnectionError
