"""Keeps the status of sync up to date while it runs, in words that a screen can show."""

from collections.abc import Callable

import msgspec

from counter_tui.sync.ports import SyncStore
from counter_tui.sync.protocol import Setback, Step
from counter_tui.sync.server_clock import ServerClock
from counter_tui.sync.status import StatusFile, SyncStatus, own_pid

UNSURE_MS = 10 * 60 * 1000
"""From this difference between the clocks on the officer is told: the HLC follows no further either."""
CENTRE_LOST_MS = 60_000
"""What a hub has had for so long and the centre lacks is not on its way: the hub's centre does not answer."""

_RESTING = frozenset({Step.LISTEN, Step.REST, Step.WAIT})
"""Where the file is written even when only counts and times changed."""


class Reporter:
    """Turns steps into a SyncStatus; goes on from what the file says of the time before this process."""

    def __init__(
        self,
        store: SyncStore,
        clock: ServerClock,
        address: str,
        file: StatusFile,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._file = file
        self._changed = changed
        before = file.read()
        self._offline_since = before.since if before and before.state == "offline" else None
        self.status = SyncStatus(
            state="connecting",
            address=address,
            since=clock.local(),
            last_contact=before.last_contact if before else None,
            pid=own_pid(),
        )

    def told(self, step: Step, setback: Setback | None) -> None:
        """Take the step that the conversation is at, and why if something went wrong."""
        if setback is None and step not in (Step.WAIT, Step.REST, Step.HEAD):
            self.status = msgspec.structs.replace(
                self.status, online=True, last_contact=self._clock.local(), detail=""
            )
        if setback is not None:
            self.status = msgspec.structs.replace(self.status, detail=setback.code or setback.result)
        if step is Step.WAIT:
            self.status = msgspec.structs.replace(self.status, online=False)
        self.refresh(step)

    def refresh(self, step: Step) -> None:
        """Count again what the centre lacks, and tell when anything changed."""
        unsynced, oldest = self._store.unsynced()
        at_hub = self._store.at_hub()
        held = self._store.held()
        old = self.status
        waits = at_hub >= unsynced and oldest is not None and self._clock.local() - oldest >= CENTRE_LOST_MS
        state = self._state(step, unsynced, held, at_hub=waits)
        since = old.since if state == old.state else self._clock.local()
        if old.state == "connecting" and state == "offline":
            since = self._offline_since or old.since
        self.status = msgspec.structs.replace(
            old,
            state=state,
            unsynced=unsynced,
            at_hub=at_hub + self._store.others.unsent(),
            oldest=oldest,
            held=held,
            offset_ms=self._clock.offset_ms,
            since=old.last_contact if state == "connected" else since,
        )
        if state != old.state or step in _RESTING:
            self._file.write(self.status)
        self._changed()

    def _state(self, step: Step, unsynced: int, held: int, *, at_hub: bool) -> str:
        if not self.status.online:
            trying = self.status.state == "connecting" and step is not Step.WAIT
            return "connecting" if trying else "offline"
        if step is Step.REST:
            return "upgrade"
        if abs(self._clock.offset_ms) >= UNSURE_MS:
            return "clock"
        if held:
            return "quarantined"
        if unsynced and at_hub:
            return "at_hub"
        return "sending" if unsynced else "connected"
