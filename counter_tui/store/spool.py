"""The durable spool of print jobs: implements `printing.ports.Spool`, each step a transaction of its own."""

import json
from collections.abc import Collection

from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.store.spool_rows import COLUMNS, parse
from counter_tui.store.store import Store

AFTER = {
    JobState.SENDING: frozenset(
        {JobState.QUEUED, JobState.CONFIRMED, JobState.SENT, JobState.UNCONFIRMED, JobState.FAILED}
    ),
    JobState.UNCONFIRMED: frozenset({JobState.CONFIRMED, JobState.FAILED}),
}
"""What a job may become: an unconfirmed one is looked at by an officer and never queued again."""

# Lists are passed as one JSON value, so that each statement stays one text.
_JOBS = (
    f"SELECT {COLUMNS} FROM print_job WHERE state IN (SELECT value FROM json_each(?)) "  # noqa: S608 - our own names
    "ORDER BY at, id LIMIT ?"
)
_CLAIM = (
    "UPDATE print_job SET state = 'sending', printer = ?, attempts = attempts + 1, note = '' WHERE id = "  # noqa: S608 - our own names
    "(SELECT id FROM print_job WHERE state = 'queued' AND role IN (SELECT value FROM json_each(?)) "
    f"ORDER BY at, id LIMIT 1) RETURNING {COLUMNS}"
)
_SETTLE = (
    "UPDATE print_job SET state = ?, note = ? WHERE id = ? AND state IN (SELECT value FROM json_each(?))"
)
_RECOVER = (
    "UPDATE print_job SET state = 'unconfirmed', note = ? WHERE state = 'sending' "  # noqa: S608 - our own names
    f"AND role IN (SELECT value FROM json_each(?)) RETURNING {COLUMNS}"
)


class StoredSpool:
    """The print jobs of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def jobs(self, states: Collection[JobState], limit: int = 100) -> list[Job]:
        """Return the jobs in these states, the oldest first."""
        with self._store.read() as connection:
            return [parse(row) for row in connection.execute(_JOBS, (_list(states), limit))]

    def claim_next(self, roles: Collection[PrinterRole], printer: str) -> Job | None:
        """Move the oldest queued job of these roles to `sending`, and return it."""
        with self._store.write() as transaction:
            row = transaction.connection.execute(_CLAIM, (printer, _list(roles))).fetchone()
        return parse(row) if row else None

    def settle(self, job: str, state: JobState, note: str = "") -> None:
        """Move a job to its next state; raises ValueError when it cannot become that from where it is."""
        before = _list([start for start, ends in AFTER.items() if state in ends])
        with self._store.write() as transaction:
            moved = transaction.connection.execute(_SETTLE, (str(state), note, job, before)).rowcount
        if moved != 1:
            raise ValueError(f"job {job} cannot become {state}")

    def recover(self, roles: Collection[PrinterRole], note: str) -> list[Job]:
        """Move every job of these roles left in `sending` to `unconfirmed`, and return them."""
        with self._store.write() as transaction:
            rows = transaction.connection.execute(_RECOVER, (note, _list(roles))).fetchall()
        return sorted(map(parse, rows), key=lambda job: (job.at, job.id))


def _list(values: Collection[str]) -> str:
    return json.dumps([str(value) for value in values])
