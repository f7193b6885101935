"""The durable spool of print jobs: implements `printing.ports.Spool`, each step a transaction of its own."""

from collections.abc import Collection

from counter_tui.core.print_job import Job, JobState, Share
from counter_tui.store import spool_rows
from counter_tui.store.spool_rows import COLUMNS, as_list, parse
from counter_tui.store.store import Store

# `core.print_job.Share.has` in SQL: a waiting job is where it shall go, any other where it went.
_PLACE = "(CASE state WHEN 'queued' THEN target ELSE printer END)"
_SHARE = (
    f"({_PLACE} = :printer OR ({_PLACE} NOT IN (SELECT value FROM json_each(:known)) "  # noqa: S608 - our own names
    "AND role IN (SELECT value FROM json_each(:roles))))"
)
_STATES = "state IN (SELECT value FROM json_each(:states))"
_JOBS = f"SELECT {COLUMNS} FROM print_job WHERE {_STATES} ORDER BY at, id LIMIT :limit"  # noqa: S608 - our own names
_SHARED = f"SELECT {COLUMNS} FROM print_job WHERE {_STATES} AND {_SHARE} ORDER BY at, id LIMIT :limit"  # noqa: S608
_COUNT = f"SELECT count(*) FROM print_job WHERE state = 'queued' AND {_SHARE}"  # noqa: S608 - our own names
_CLAIM = (
    "UPDATE print_job SET state = 'sending', printer = :printer, attempts = attempts + 1, note = '' "  # noqa: S608
    f"WHERE id = (SELECT id FROM print_job WHERE state = 'queued' AND {_SHARE} ORDER BY at, id LIMIT 1) "
    f"RETURNING {COLUMNS}"
)
_DIVERT = f"UPDATE print_job SET target = :other WHERE state = 'queued' AND target <> :printer AND {_SHARE}"  # noqa: S608
_RECOVER = (
    f"UPDATE print_job SET state = 'unconfirmed', note = :note WHERE state = 'sending' AND {_SHARE} "  # noqa: S608
    f"RETURNING {COLUMNS}"
)


class StoredSpool:
    """The print jobs of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def jobs(self, states: Collection[JobState], limit: int = 100, share: Share | None = None) -> list[Job]:
        """Return the jobs in these states, the oldest first; those of one printer, or all."""
        statement = _JOBS if share is None else _SHARED
        given = {"states": as_list(states), "limit": limit} | _given(share)
        with self._store.read() as connection:
            return [parse(row) for row in connection.execute(statement, given)]

    def waiting(self, share: Share) -> int:
        """Return how many jobs wait for a printer."""
        with self._store.read() as connection:
            return int(connection.execute(_COUNT, _given(share)).fetchone()[0])

    def claim_next(self, share: Share) -> Job | None:
        """Move a printer's oldest queued job to `sending`, and return it."""
        with self._store.write() as transaction:
            row = transaction.connection.execute(_CLAIM, _given(share)).fetchone()
        return parse(row) if row else None

    def settle(self, job: str, state: JobState, note: str = "") -> None:
        """Move a job to its next state; raises ValueError when it cannot become that from where it is."""
        with self._store.write() as transaction:
            spool_rows.settle(transaction.connection, job, state, note)

    def divert(self, share: Share, printer: str) -> int:
        """Let what waits for a printer by its role wait for another one; return how many jobs went."""
        with self._store.write() as transaction:
            given = _given(share) | {"other": printer}
            return int(transaction.connection.execute(_DIVERT, given).rowcount)

    def recover(self, share: Share, note: str) -> list[Job]:
        """Move what a printer's former owner left in `sending` to `unconfirmed`, and return it."""
        with self._store.write() as transaction:
            rows = transaction.connection.execute(_RECOVER, _given(share) | {"note": note}).fetchall()
        return sorted(map(parse, rows), key=lambda job: (job.at, job.id))


def _given(share: Share | None) -> dict[str, str]:
    if share is None:
        return {}
    return {"printer": share.printer, "roles": as_list(share.roles), "known": as_list(share.known)}
