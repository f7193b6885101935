"""What a screen or a command may know of sync: a small snapshot, kept in a file for other processes."""

import os
from pathlib import Path

import msgspec

FILE = "sync.json"


class SyncStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The line to the centre at one moment (SCREENS §12); times in UTC milliseconds of this machine.

    `state` is alone, connecting (not spoken with the centre yet since the start), connected, sending, at_hub
    (the hub has all and its centre does not answer it), offline, quarantined, upgrade or clock; `since` when
    it began (for connected: the last contact), `unsynced` how many events the centre lacks, `at_hub` how many
    of them the hub has (a hub counts its terminals' too), `oldest` the oldest unsynced event's time,
    `offset_ms` how far the server's clock is ahead. `detail` is a short code, never personal data.
    """

    state: str
    unsynced: int = 0
    at_hub: int = 0
    since: int | None = None
    oldest: int | None = None
    address: str = ""
    detail: str = ""
    held: int = 0
    offset_ms: int = 0
    last_contact: int | None = None
    online: bool = False
    pid: int = 0


ALONE = SyncStatus(state="alone")


class StatusFile(msgspec.Struct, frozen=True):
    """The home's `sync.json`: written by the process that owns sync, read by the others."""

    home: Path

    def write(self, status: SyncStatus) -> None:
        """Replace the file; a full disk only makes it old."""
        path = self.home / FILE
        fresh = path.with_suffix(".new")
        try:
            fresh.write_bytes(msgspec.json.encode(status))
            fresh.replace(path)
        except OSError:
            return

    def read(self) -> SyncStatus | None:
        """Return what the owner wrote last; None before the first time."""
        try:
            return msgspec.json.decode((self.home / FILE).read_bytes(), type=SyncStatus)
        except (OSError, msgspec.DecodeError):
            return None


def own_pid() -> int:
    """Return this process's id, by which a status tells who wrote it."""
    return os.getpid()
