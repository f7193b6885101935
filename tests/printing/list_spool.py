"""The smallest spool: a list in memory that refuses every move a spool must not make."""

import threading
from collections.abc import Collection

import msgspec

from counter_tui.core.print_job import Job, JobState, Share

MOVES = {
    JobState.SENDING: set(JobState) - {JobState.SENDING},
    JobState.UNCONFIRMED: {JobState.CONFIRMED, JobState.FAILED},
}


class ListSpool:
    """Implements the Spool protocol without a disk; `broken` makes its next writes fail."""

    def __init__(self, *jobs: Job) -> None:
        self._jobs = {job.id: job for job in jobs}
        self._lock = threading.Lock()
        self.broken = False

    def add(self, job: Job) -> None:
        with self._lock:
            self._jobs[job.id] = job

    def job(self, number: int = 1) -> Job:
        with self._lock:
            return self._jobs[f"job-{number:04d}"]

    def state(self, number: int = 1) -> JobState:
        return self.job(number).state

    def jobs(self, states: Collection[JobState], limit: int = 100, share: Share | None = None) -> list[Job]:
        with self._lock:
            found = [job for job in self._jobs.values() if job.state in states]
        mine = [job for job in found if share is None or share.has(job)]
        return sorted(mine, key=lambda job: (job.at, job.id))[:limit]

    def waiting(self, share: Share) -> int:
        return len(self.jobs({JobState.QUEUED}, 10_000, share))

    def claim_next(self, share: Share) -> Job | None:
        self._refuse_if_broken()
        first = next(iter(self.jobs({JobState.QUEUED}, 1, share)), None)
        if first is None:
            return None
        return self._change(
            first, state=JobState.SENDING, printer=share.printer, attempts=first.attempts + 1, note=""
        )

    def settle(self, job: str, state: JobState, note: str = "") -> None:
        self._refuse_if_broken()
        with self._lock:
            found = self._jobs[job]
        if state not in MOVES.get(found.state, set()):
            raise ValueError(f"{found.state} may not become {state}")
        self._change(found, state=state, note=note)

    def divert(self, share: Share, printer: str) -> int:
        waiting = [job for job in self.jobs({JobState.QUEUED}, 10_000, share) if job.target != share.printer]
        return len([self._change(job, target=printer) for job in waiting])

    def recover(self, share: Share, note: str) -> list[Job]:
        left = self.jobs({JobState.SENDING}, 10_000, share)
        return [self._change(job, state=JobState.UNCONFIRMED, note=note) for job in left]

    def _change(self, job: Job, **changes: object) -> Job:
        changed = msgspec.structs.replace(job, **changes)
        self.add(changed)
        return changed

    def _refuse_if_broken(self) -> None:
        if self.broken:
            raise OSError("disk full")
