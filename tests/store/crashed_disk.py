"""What may lie on a disk after the power went at a moment between two recorded steps.

What was synced is there. Each later write may be there, may be missing, or may be there in some of its
sectors only; so may later truncations and deletions. Nothing else is changed: SQLite asks of a disk that
sectors it did not write stay as they are (SQLITE_IOCAP_POWERSAFE_OVERWRITE).
"""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from random import Random

from tests.store.recorded_disk import Deleted, Step, Synced, Truncated, Written

SECTOR = 512

Change = Written | Truncated | Deleted


class Fate(StrEnum):
    """What becomes of what was not yet synced."""

    KEPT = "kept"
    DROPPED = "dropped"
    TORN = "torn"


class CrashedDisk:
    """Files as they are surely kept, and the changes behind that; `files` is what lay there at first."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._kept: dict[str, bytes | None] = {str(file): file.read_bytes() for file in files}
        self._pending: dict[str, list[Change]] = {name: [] for name in self._kept}

    def take(self, step: Step) -> None:
        """Go on by one step."""
        if isinstance(step, Synced):
            self._kept[step.file] = _after(self._kept.get(step.file), self._pending.pop(step.file, []))
        elif isinstance(step, Written | Truncated | Deleted):
            self._pending.setdefault(step.file, []).append(step)

    def crash(self, folder: Path, fate: Fate, chance: Random) -> None:
        """Lay the files that a crash would leave into a folder, under their own names."""
        for name in self._kept.keys() | self._pending.keys():
            changes = [
                survivor
                for change in self._pending.get(name, [])
                for survivor in _survivors(change, fate, chance)
            ]
            content = _after(self._kept.get(name), changes)
            if content is not None:
                (folder / Path(name).name).write_bytes(content)


def _survivors(change: Change, fate: Fate, chance: Random) -> Iterable[Change]:
    if fate is Fate.DROPPED:
        return []
    if fate is Fate.KEPT:
        return [change]
    if not isinstance(change, Written):
        return [change] if chance.random() < 0.5 else []
    sectors = range(0, len(change.data), SECTOR)
    return [
        Written(change.file, change.offset + at, change.data[at : at + SECTOR])
        for at in sectors
        if chance.random() < 0.5
    ]


def _after(content: bytes | None, changes: Iterable[Change]) -> bytes | None:
    """Return a file's content after some changes; None while it does not exist."""
    image = None if content is None else bytearray(content)
    for change in changes:
        if isinstance(change, Deleted):
            image = None
            continue
        image = bytearray() if image is None else image
        if isinstance(change, Truncated):
            del image[change.size :]
            image.extend(bytes(change.size - len(image)))
        else:
            image.extend(bytes(max(0, change.offset - len(image))))
            image[change.offset : change.offset + len(change.data)] = change.data
    return None if image is None else bytes(image)
