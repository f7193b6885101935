"""Print jobs as rows."""

from typing import Any

import msgspec

from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.store.driver import Connection

COLUMNS = "id, at, document, data, subject, role, event, copy_number, state, attempts, printer, note"
_INSERT = f"INSERT INTO print_job ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own names


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
        ),
    )


def parse(row: tuple[Any, ...]) -> Job:
    """Return the job of a row in the order of COLUMNS."""
    identity, at, document, data, subject, role, event, copy, state, attempts, printer, note = row
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
    )
