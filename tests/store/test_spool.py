"""A print job is claimed once, settles once, and is never sent again unasked."""

from typing import TYPE_CHECKING

import pytest

from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.store.spool import StoredSpool
from counter_tui.store.store import Store

if TYPE_CHECKING:
    from counter_tui.printing.ports import Spool

SLIPS = (PrinterRole.SLIP,)


def job(name: str, at: int = 1, role: PrinterRole = PrinterRole.SLIP) -> Job:
    return Job(
        id=name, at=at, document="slip", data={"number": "A-001"}, subject="A-001", role=role, event="e1"
    )


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
    claimed = spool.claim_next(SLIPS, "virtual")
    assert claimed is not None
    assert (claimed.id, claimed.state, claimed.printer, claimed.attempts) == (
        "early",
        JobState.SENDING,
        "virtual",
        1,
    )
    second = spool.claim_next(SLIPS, "virtual")
    assert second is not None
    assert second.id == "late"
    assert spool.claim_next(SLIPS, "virtual") is None


@pytest.mark.parametrize(
    "state", [JobState.CONFIRMED, JobState.SENT, JobState.UNCONFIRMED, JobState.FAILED, JobState.QUEUED]
)
def test_a_sending_job_settles_in_every_end_and_may_go_back(store: Store, state: JobState) -> None:
    spool = put(store, job("j1"))
    spool.claim_next(SLIPS, "virtual")
    spool.settle("j1", state, "why")
    assert [(one.state, one.note) for one in spool.jobs([state])] == [(state, "why")]


@pytest.mark.parametrize("end", [JobState.CONFIRMED, JobState.SENT, JobState.FAILED])
def test_a_settled_job_settles_no_more(store: Store, end: JobState) -> None:
    spool = put(store, job("j1"))
    spool.claim_next(SLIPS, "virtual")
    spool.settle("j1", end)
    with pytest.raises(ValueError, match="j1"):
        spool.settle("j1", JobState.QUEUED)


def test_an_unconfirmed_job_is_never_queued_again(store: Store) -> None:
    spool = put(store, job("j1"))
    spool.claim_next(SLIPS, "virtual")
    spool.settle("j1", JobState.UNCONFIRMED)
    with pytest.raises(ValueError, match="j1"):
        spool.settle("j1", JobState.QUEUED)
    spool.settle("j1", JobState.CONFIRMED)
    assert [one.id for one in spool.jobs([JobState.CONFIRMED])] == ["j1"]


def test_what_a_dead_worker_was_sending_is_unconfirmed(store: Store) -> None:
    spool = put(store, job("j1"), job("j2", 2), job("ticket", 3, PrinterRole.TICKET))
    spool.claim_next(SLIPS, "virtual")
    spool.claim_next((PrinterRole.TICKET,), "virtual")
    assert [one.id for one in spool.recover(SLIPS, "crash")] == ["j1"]
    assert [one.id for one in spool.jobs([JobState.UNCONFIRMED])] == ["j1"]
    assert [one.id for one in spool.jobs([JobState.QUEUED])] == ["j2"]
