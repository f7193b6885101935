"""Print jobs as rows, and the moves of a job that belong into somebody else's transaction."""

from collections.abc import Collection
from typing import Any

import msgspec

from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.store.driver import Connection

COLUMNS = "id, at, document, data, subject, role, event, copy_number, state, attempts, printer, note, target"
AFTER = {
    JobState.QUEUED: frozenset({JobState.FAILED}),
    JobState.SENDING: frozenset(
        {JobState.QUEUED, JobState.CONFIRMED, JobState.SENT, JobState.UNCONFIRMED, JobState.FAILED}
    ),
    JobState.UNCONFIRMED: frozenset({JobState.CONFIRMED, JobState.FAILED}),
    JobState.FAILED: frozenset({JobState.FAILED}),
}
"""What a job may become: an unconfirmed one is looked at by an officer and never queued again."""

_PLACES = ", ".join("?" * len(COLUMNS.split(",")))
_INSERT = f"INSERT INTO print_job ({COLUMNS}) VALUES ({_PLACES})"  # noqa: S608 - our own names
_FIND = f"SELECT {COLUMNS} FROM print_job WHERE id = ?"  # noqa: S608 - our own names
_SETTLE = (
    "UPDATE print_job SET state = ?, note = ? WHERE id = ? AND state IN (SELECT value FROM json_each(?))"
)
_AIM = "UPDATE print_job SET target = ? WHERE id = ? AND state = 'queued'"


def insert(connection: Connection, job: Job) -> None:
    """Add a job to the spool."""
    data = msgspec.json.encode(job.data).decode()
    connection.execute(
        _INSERT,
        (
            job.id,
            job.at,
            job.document,
            data,
            job.subject,
            str(job.role),
            job.event,
            job.copy,
            str(job.state),
            job.attempts,
            job.printer,
            job.note,
            job.target,
        ),
    )


def find(connection: Connection, job: str) -> Job | None:
    """Return a job by its id."""
    row = connection.execute(_FIND, (job,)).fetchone()
    return parse(row) if row else None


def settle(connection: Connection, job: str, state: JobState, note: str = "") -> None:
    """Move a job to its next state; raises ValueError when it cannot become that from where it is."""
    before = as_list([start for start, ends in AFTER.items() if state in ends])
    if connection.execute(_SETTLE, (str(state), note, job, before)).rowcount != 1:
        raise ValueError(f"job {job} cannot become {state}")


def aim(connection: Connection, job: str, printer: str) -> bool:
    """Let a queued job wait for another printer; False when it is not queued any more."""
    return bool(connection.execute(_AIM, (printer, job)).rowcount)


def parse(row: tuple[Any, ...]) -> Job:
    """Return the job of a row in the order of COLUMNS."""
    identity, at, document, data, subject, role, event, copy, state, attempts, printer, note, target = row
    return Job(
        id=identity,
        at=at,
        document=document,
        data=msgspec.json.decode(data),
        subject=subject,
        role=PrinterRole(role),
        event=event,
        copy=copy,
        state=JobState(state),
        attempts=attempts,
        printer=printer,
        note=note,
        target=target,
    )


def as_list(values: Collection[str]) -> str:
    """Return values as one JSON text for `json_each`, so that each statement stays one text."""
    return msgspec.json.encode([str(value) for value in values]).decode()
