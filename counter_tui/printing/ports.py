"""What printing needs of the rest of the house: a durable spool."""

from collections.abc import Collection
from typing import Protocol

from counter_tui.core.print_job import Job, JobState, Share


class Spool(Protocol):
    """The durable list of print jobs; every method commits before it returns.

    Jobs enter it in the transaction of their event (`Transaction.enqueue`). Several processes may read
    it; only the one that holds a printer's lock claims, diverts and settles that printer's jobs.
    """

    def jobs(self, states: Collection[JobState], limit: int = 100, share: Share | None = None) -> list[Job]:
        """Return the jobs in these states, oldest first (by `at`, then `id`); of one printer, or all."""
        ...

    def waiting(self, share: Share) -> int:
        """Return how many jobs wait for a printer."""
        ...

    def claim_next(self, share: Share) -> Job | None:
        """Move a printer's oldest queued job to `sending`; None when there is none.

        Sets `printer`, adds one to `attempts`, clears `note`. Committed before it returns, so that a
        crash can never print a job twice: not a byte leaves before that.
        """
        ...

    def settle(self, job: str, state: JobState, note: str = "") -> None:
        """Move a `sending` or `unconfirmed` job to its next state; `queued` only when nothing was sent.

        Raises ValueError when the job stands elsewhere by now.
        """
        ...

    def divert(self, share: Share, printer: str) -> int:
        """Let what waits for a printer by its role, not moved to it, wait for another; return how many."""
        ...

    def recover(self, share: Share, note: str) -> list[Job]:
        """Move every job that this printer was sending to `unconfirmed`, and return them.

        Called once by who has just taken the printer's lock: its former owner died in the middle.
        """
        ...
