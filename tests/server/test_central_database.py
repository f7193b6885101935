"""How the centre's database is asked: one moment for one answer, and no word lost to a dead connection."""

import threading
import time

from counter_tui.store.central.database import Database, Work, open_postgres

PATIENCE_S = 90
COUNT = "SELECT COUNT(*) FROM office"


def add_office(database: Database, name: str) -> None:
    with database.write() as work:
        work.run("INSERT INTO office (office, name, zone) VALUES (?, ?, 'Asia/Jakarta')", (name, name))


def offices(work: Work) -> int:
    ((count,),) = work.rows(COUNT)
    return int(count)


def test_a_reading_within_another_sees_the_same_moment(database: Database) -> None:
    add_office(database, "PLG")
    with database.read() as outer:
        assert offices(outer) == 1
        add_office(database, "BDG")
        with database.read() as inner:
            assert offices(inner) == 1
    with database.read() as later:
        assert offices(later) == 2


def test_a_reading_of_another_thread_sees_what_is_there_by_then(database: Database) -> None:
    seen: list[int] = []

    def look() -> None:
        with database.read() as work:
            seen.append(offices(work))

    with database.read() as outer:
        assert offices(outer) == 0
        add_office(database, "PLG")
        thread = threading.Thread(target=look)
        thread.start()
        thread.join(PATIENCE_S)
    assert seen == [1]


def test_a_single_statement_is_committed_at_once(database: Database) -> None:
    add_office(database, "PLG")
    with database.single() as work:
        work.run("UPDATE office SET name = 'Palembang' WHERE office = 'PLG'")
    with database.read() as work:
        assert work.rows("SELECT name FROM office") == [("Palembang",)]


def test_a_connection_that_the_database_has_ended_is_replaced_unnoticed(postgres: str) -> None:
    database, other = open_postgres(postgres), open_postgres(postgres)
    try:
        with database.single() as work:
            ((ended,),) = work.rows("SELECT pg_backend_pid()")
        alive = "SELECT 1 FROM pg_stat_activity WHERE pid = ?"
        with other.single() as work:
            work.run("SELECT pg_terminate_backend(?)", (ended,))
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            with other.single() as work:
                if work.first(alive, (ended,)) is None:
                    break
            time.sleep(0.01)
        with database.single() as work:
            ((now,),) = work.rows("SELECT pg_backend_pid()")
        assert now != ended
    finally:
        database.close()
        other.close()
