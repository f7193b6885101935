"""A print job is claimed once, settles once, and is never sent again unasked."""

from typing import TYPE_CHECKING

import pytest

from counter_tui.core.print_job import Job, JobState, PrinterRole, Share
from counter_tui.store import spool_rows
from counter_tui.store.spool import StoredSpool
from counter_tui.store.store import Store

if TYPE_CHECKING:
    from counter_tui.printing.ports import Spool

SLIPS = Share(printer="virtual", roles=frozenset({PrinterRole.SLIP}))
ALL = Share(
    printer="main", roles=frozenset(PrinterRole) - {PrinterRole.TICKET}, known=frozenset({"main", "gate"})
)
GATE = Share(printer="gate", roles=frozenset({PrinterRole.TICKET}), known=ALL.known)


def job(name: str, at: int = 1, role: PrinterRole = PrinterRole.SLIP) -> Job:
    return Job(
        id=name, at=at, document="slip", data={"number": "A-001"}, subject="A-001", role=role, event="e1"
    )


def moved(store: Store, name: str, printer: str) -> bool:
    with store.write() as transaction:
        return spool_rows.aim(transaction.connection, name, printer)


def names(jobs: "list[Job]") -> list[str]:
    return [one.id for one in jobs]


def put(store: Store, *jobs: Job) -> "Spool":
    with store.write() as transaction:
        for one in jobs:
            transaction.enqueue(one)
    return StoredSpool(store)


def test_a_job_exists_exactly_when_its_transaction_does(store: Store) -> None:
    def refuse() -> None:
        with store.write() as transaction:
            transaction.enqueue(job("j1"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        refuse()
    assert StoredSpool(store).jobs([JobState.QUEUED]) == []


def test_a_job_comes_back_as_it_was_put(store: Store) -> None:
    assert put(store, job("j1")).jobs([JobState.QUEUED]) == [job("j1")]


def test_the_oldest_job_of_a_role_is_claimed_once(store: Store) -> None:
    spool = put(store, job("late", 9), job("early", 2), job("ticket", 1, PrinterRole.TICKET))
    claimed = spool.claim_next(SLIPS)
    assert claimed is not None
    assert (claimed.id, claimed.state, claimed.printer, claimed.attempts) == (
        "early",
        JobState.SENDING,
        "virtual",
        1,
    )
    second = spool.claim_next(SLIPS)
    assert second is not None
    assert second.id == "late"
    assert spool.claim_next(SLIPS) is None


@pytest.mark.parametrize(
    "state", [JobState.CONFIRMED, JobState.SENT, JobState.UNCONFIRMED, JobState.FAILED, JobState.QUEUED]
)
def test_a_sending_job_settles_in_every_end_and_may_go_back(store: Store, state: JobState) -> None:
    spool = put(store, job("j1"))
    spool.claim_next(SLIPS)
    spool.settle("j1", state, "why")
    assert [(one.state, one.note) for one in spool.jobs([state])] == [(state, "why")]


@pytest.mark.parametrize("end", [JobState.CONFIRMED, JobState.SENT, JobState.FAILED])
def test_a_settled_job_settles_no_more(store: Store, end: JobState) -> None:
    spool = put(store, job("j1"))
    spool.claim_next(SLIPS)
    spool.settle("j1", end)
    with pytest.raises(ValueError, match="j1"):
        spool.settle("j1", JobState.QUEUED)


def test_an_unconfirmed_job_is_never_queued_again(store: Store) -> None:
    spool = put(store, job("j1"))
    spool.claim_next(SLIPS)
    spool.settle("j1", JobState.UNCONFIRMED)
    with pytest.raises(ValueError, match="j1"):
        spool.settle("j1", JobState.QUEUED)
    spool.settle("j1", JobState.CONFIRMED)
    assert [one.id for one in spool.jobs([JobState.CONFIRMED])] == ["j1"]


def test_what_a_dead_worker_was_sending_is_unconfirmed(store: Store) -> None:
    spool = put(store, job("j1"), job("j2", 2), job("ticket", 3, PrinterRole.TICKET))
    spool.claim_next(SLIPS)
    spool.claim_next(GATE)
    assert [one.id for one in spool.recover(SLIPS, "crash")] == ["j1"]
    assert [one.id for one in spool.jobs([JobState.UNCONFIRMED])] == ["j1"]
    assert [one.id for one in spool.jobs([JobState.QUEUED])] == ["j2"]


def test_a_moved_job_is_claimed_by_its_new_printer_only(store: Store) -> None:
    spool = put(store, job("ticket", 1, PrinterRole.TICKET), job("slip", 2))
    assert moved(store, "ticket", "main")
    assert (spool.waiting(GATE), spool.waiting(ALL)) == (0, 2)
    assert spool.claim_next(GATE) is None
    claimed = spool.claim_next(ALL)
    assert claimed is not None
    assert (claimed.id, claimed.target, claimed.printer) == ("ticket", "main", "main")


def test_a_job_moved_to_a_printer_that_is_gone_goes_to_the_one_of_its_role(store: Store) -> None:
    spool = put(store, job("ticket", 1, PrinterRole.TICKET))
    assert moved(store, "ticket", "sold last year")
    assert names(spool.jobs([JobState.QUEUED], share=GATE)) == ["ticket"]
    assert spool.waiting(ALL) == 0


def test_what_is_on_its_way_is_not_moved(store: Store) -> None:
    spool = put(store, job("slip"))
    spool.claim_next(ALL)
    assert not moved(store, "slip", "gate")
    spool.settle("slip", JobState.UNCONFIRMED)
    assert not moved(store, "slip", "gate")
    assert spool.jobs([JobState.UNCONFIRMED])[0].target == ""


def test_a_fallback_takes_what_waits_by_role_and_nothing_else(store: Store) -> None:
    spool = put(
        store,
        job("sending", 1, PrinterRole.TICKET),
        job("waits", 2, PrinterRole.TICKET),
        job("moved there", 3),
        job("other", 4),
    )
    spool.claim_next(GATE)
    moved(store, "moved there", "gate")
    assert spool.divert(GATE, "main") == 1
    assert names(spool.jobs([JobState.QUEUED], share=ALL)) == ["waits", "other"]
    assert names(spool.jobs([JobState.QUEUED, JobState.SENDING], share=GATE)) == ["sending", "moved there"]


def test_a_dead_workers_job_is_found_by_the_printer_that_was_sending_it(store: Store) -> None:
    spool = put(store, job("ticket", 1, PrinterRole.TICKET))
    moved(store, "ticket", "main")
    spool.claim_next(ALL)
    assert spool.recover(GATE, "crash") == []
    assert names(spool.recover(ALL, "crash")) == ["ticket"]


def test_one_printers_jobs_are_counted_behind_any_number_of_anothers(store: Store) -> None:
    spool = put(store, *(job(f"t{n:03d}", n, PrinterRole.TICKET) for n in range(150)), job("slip", 999))
    assert (spool.waiting(GATE), spool.waiting(ALL)) == (150, 1)
    assert names(spool.jobs([JobState.QUEUED], 1, ALL)) == ["slip"]
