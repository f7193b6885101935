"""Two processes of one centre that let devices in at the same moment: neither stumbles over the other."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from counter_tui.core import device_certificate
from counter_tui.core.device_certificate import DeviceCertificate
from counter_tui.core.record import Record
from counter_tui.server import certificates, devices, identity
from counter_tui.server.journal import CentralJournal
from counter_tui.store.central.database import Database, Work, open_postgres
from tests.centre_template import KEY
from tests.patience import GIVE_UP_SECONDS, until
from tests.server.terminal import NOW

WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@pytest.fixture
def processes(postgres: str) -> Iterator[tuple[Database, Database]]:
    """The same database as two processes have it open."""
    both = open_postgres(postgres), open_postgres(postgres)
    yield both
    for database in both:
        database.close()


@pytest.fixture
def watcher(postgres: str) -> Iterator[Database]:
    """The same database, for the test."""
    database = open_postgres(postgres)
    yield database
    database.close()


def waiting(work: Work) -> int:
    """Return how many connections wait for a lock, at this moment of one transaction."""
    work.run("SELECT pg_stat_clear_snapshot()")
    return int(work.rows(WAITING)[0][0])


def at_once(watcher: Database, table: str, acts: list[Callable[[], object]]) -> None:
    """Run acts in threads, and let them go on when each waits for a lock; nobody writes to `table` before."""
    with ThreadPoolExecutor(len(acts)) as threads:
        with watcher.write() as work:
            work.run(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
            running = [threads.submit(act) for act in acts]
            until(lambda: waiting(work) == len(acts))
        for one in running:
            one.result(GIVE_UP_SECONDS)


def test_two_first_codes_of_a_new_office_are_both_made(
    processes: tuple[Database, Database], watcher: Database
) -> None:
    own = identity.load(processes[0], KEY)

    def code_made(database: Database) -> Callable[[], object]:
        return lambda: devices.enrol(database, own, office="PLG", name="Loket", address="http://pusat.test")

    at_once(watcher, "enrolment", [code_made(database) for database in processes])
    with watcher.read() as work:
        assert work.rows("SELECT (SELECT count(*) FROM office), (SELECT count(*) FROM enrolment)") == [(1, 2)]


def test_a_hubs_word_for_a_device_that_comes_twice_enters_it_once(
    processes: tuple[Database, Database], watcher: Database
) -> None:
    own = identity.load(processes[0], KEY)
    devices.enrol(processes[0], own, office="PLG", name="Hub", address="http://pusat.test", hub=True)
    vouched = certificates.sign(
        own.key, DeviceCertificate(office="PLG", device="d2", key="A" * 43, site="utama", tag="41")
    )
    word = Record(
        kind=device_certificate.KIND, id="d2", rev=1, hlc=1, device="d1", data=msgspec.to_builtins(vouched)
    )

    def taken_in(database: Database) -> Callable[[], object]:
        return lambda: CentralJournal(database, own).take_in_records("PLG", [word], NOW)

    at_once(watcher, "device", [taken_in(database) for database in processes])
    with watcher.read() as work:
        assert work.rows("SELECT device, tag FROM device") == [("d2", "41")]
