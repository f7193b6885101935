"""Paper that must not come out any more, because what it says was undone."""

from counter_tui.core.print_job import UNDONE, JobState
from counter_tui.store.driver import Connection


def withdraw(connection: Connection, event: str) -> int:
    """Give up the queued jobs that an event ordered; return how many. What was begun stays as it is."""
    cursor = connection.execute(
        "UPDATE print_job SET state = ?, note = ? WHERE event = ? AND state = ?",
        (str(JobState.FAILED), UNDONE, event, str(JobState.QUEUED)),
    )
    return cursor.rowcount
