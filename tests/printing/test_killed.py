"""The spool's promise when the printing process is killed -9 anywhere within a slip."""

import random
import subprocess
import sys
from pathlib import Path

import msgspec

from counter_tui.core.print_job import Job, JobState
from counter_tui.store.create import create
from counter_tui.store.identity import Identity
from counter_tui.store.spool import StoredSpool
from counter_tui.store.store import Store
from tests.printing.decoder import PrintedCode, PrintedLine
from tests.printing.fake_paper import BYTES_PER_SECOND, PtyPrinter, SimulatedPrinter
from tests.printing.patience import until
from tests.printing.printing_process import KEY
from tests.printing.samples import SLIP, TOKEN, job

ROOT = Path(__file__).parents[2]
SLIPS = 11
KILLS = 5
ME = Identity(office="kanim-uji", office_code="UJI", device="d1", epoch=77, site="utama", counter="3")


def numbered(number: int) -> Job:
    paper = msgspec.structs.replace(SLIP, number=f"A-{number:03d}")
    return job(number, paper, subject=paper.number)


def kill_somewhere_within_a_slip(
    home: Path, spool: StoredSpool, served: PtyPrinter, dice: random.Random
) -> None:
    command = [sys.executable, "-m", "tests.printing.printing_process", str(home), served.name]
    before = sending(spool)
    with subprocess.Popen(command, cwd=ROOT) as process:
        until(lambda: bool(sending(spool) - before))
        target = len(served.printer.received) + dice.randrange(500)
        until(lambda: len(served.printer.received) >= target)
        process.kill()


def sending(spool: StoredSpool) -> set[str]:
    return {job.id for job in spool.jobs({JobState.SENDING})}


def test_no_slip_is_lost_and_none_printed_twice_unmarked_over_many_kills(tmp_path: Path) -> None:
    store = create(tmp_path / "journal.db", KEY, ME)
    with store.write() as transaction:
        for number in range(1, SLIPS + 1):
            transaction.enqueue(numbered(number))
    dice = random.Random(20240914)
    with PtyPrinter(SimulatedPrinter(speed=BYTES_PER_SECOND)) as served:
        for _ in range(KILLS):
            kill_somewhere_within_a_slip(tmp_path, StoredSpool(store), served, dice)
        command = [sys.executable, "-m", "tests.printing.printing_process", str(tmp_path), served.name]
        subprocess.run(command, cwd=ROOT, check=True, timeout=120)
        rows = served.printer.page.rows
    jobs = every_job(store)
    store.close()

    on_paper = [row.text for row in rows if isinstance(row, PrintedLine) and row.times == 3]
    whole = {number for number, code in zip_codes(rows) if code == TOKEN}
    confirmed = {job.subject for job in jobs if job.state is JobState.CONFIRMED}
    doubtful = {job.subject for job in jobs if job.state is JobState.UNCONFIRMED}
    assert confirmed | doubtful == {f"A-{number:03d}" for number in range(1, SLIPS + 1)}
    assert confirmed <= whole
    assert len(on_paper) == len(set(on_paper))
    assert len(doubtful) >= KILLS // 2, "the kills hardly ever met a slip on its way"
    assert confirmed


def every_job(store: Store) -> list[Job]:
    return StoredSpool(store).jobs(set(JobState))


def zip_codes(rows: list[PrintedLine | PrintedCode | int]) -> list[tuple[str, str]]:
    """Return each number on the paper with the code that follows it."""
    found, number = [], ""
    for row in rows:
        if isinstance(row, PrintedLine) and row.times == 3:
            number = row.text
        elif isinstance(row, PrintedCode):
            found.append((number, row.payload.decode()))
    return found
