"""One migration tree makes exactly the tables of the program, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect
from sqlmodel import SQLModel

from counter_tui.core.print_job import JobState
from counter_tui.core.refusal import Refused
from counter_tui.store import driver, migrate
from counter_tui.store.central import tables as central_tables
from counter_tui.store.engine import open_engine
from counter_tui.store.spool import StoredSpool
from counter_tui.store.store import Store
from counter_tui.store.tables import journal
from tests.store.people import KEY


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Return an engine on an empty database."""
    if request.param == "sqlite":
        path = tmp_path / "empty.db"
        driver.connect(path, KEY, create=True).close()
        engine = open_engine(path, KEY)
    else:
        url: str = request.getfixturevalue("empty_postgres")
        engine = create_engine(url.replace("://", "+psycopg://", 1))
    yield engine
    engine.dispose()


def test_the_migrations_make_the_tables_of_the_program(engine: Engine) -> None:
    migrate.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    expected = {journal.EventRow.__tablename__, central_tables.Device.__tablename__}
    assert expected <= set(inspect(engine).get_table_names())


def test_only_this_versions_schema_is_current(engine: Engine) -> None:
    assert not migrate.is_current(engine)
    migrate.upgrade(engine)
    assert migrate.is_current(engine)
    migrate.downgrade(engine, "0001")
    assert not migrate.is_current(engine)


def test_the_migrations_can_be_taken_back_to_nothing(engine: Engine) -> None:
    migrate.upgrade(engine)
    migrate.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}


def test_the_program_knows_the_head_of_its_migrations() -> None:
    assert ScriptDirectory(str(migrate.scripts())).get_heads() == [migrate.SCHEMA]


def test_an_older_store_is_upgraded_when_it_is_opened(path: Path) -> None:
    engine = open_engine(path, KEY)
    migrate.downgrade(engine, "0001")
    engine.dispose()

    store = Store.open(path, KEY)
    with store.read() as conn:
        assert migrate.revision(conn) == migrate.SCHEMA
    store.close()


def test_the_print_jobs_of_an_older_store_go_to_the_printer_of_their_role(path: Path) -> None:
    engine = open_engine(path, KEY)
    migrate.downgrade(engine, "0002")
    with engine.begin() as older:
        older.exec_driver_sql(
            "INSERT INTO print_job"
            " VALUES ('j1', 1, 'slip', '{}', 'A-001', 'slip', 'e1', 0, 'queued', 0, '', '')"
        )
    engine.dispose()

    store = Store.open(path, KEY)
    (job,) = StoredSpool(store).jobs({JobState.QUEUED})
    assert (job.id, job.target) == ("j1", "")
    store.close()


def test_a_newer_store_is_refused_and_left_as_it_is(path: Path) -> None:
    connection = driver.connect(path, KEY)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(Refused) as refusal:
        Store.open(path, KEY)
    assert refusal.value.code == "newer_schema"
