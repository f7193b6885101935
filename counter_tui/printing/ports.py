"""What printing needs of the rest of the house: a durable spool."""

from collections.abc import Collection
from typing import Protocol

from counter_tui.core.print_job import Job, JobState, PrinterRole


class Spool(Protocol):
    """The durable list of print jobs; every method commits before it returns.

    Jobs enter it in the transaction of their event (`Transaction.enqueue`). Several processes may read
    it; only the one that holds a printer's lock claims and settles that printer's jobs.
    """

    def jobs(self, states: Collection[JobState], limit: int = 100) -> list[Job]:
        """Return the jobs in these states, oldest first (by `at`, then `id`)."""
        ...

    def claim_next(self, roles: Collection[PrinterRole], printer: str) -> Job | None:
        """Move the oldest queued job of these roles to `sending`; None when there is none.

        Sets `printer`, adds one to `attempts`, clears `note`. Committed before it returns, so that a
        crash can never print a job twice: not a byte leaves before that.
        """
        ...

    def settle(self, job: str, state: JobState, note: str = "") -> None:
        """Move a `sending` or `unconfirmed` job to its next state; `queued` only when nothing was sent.

        Raises ValueError when the job stands elsewhere by now.
        """
        ...

    def recover(self, roles: Collection[PrinterRole], note: str) -> list[Job]:
        """Move every job of these roles left in `sending` to `unconfirmed`, and return them.

        Called once by who has just taken the printer's lock: its former owner died in the middle.
        """
        ...
