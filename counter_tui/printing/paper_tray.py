"""The sheets that a virtual printer has put out, for the screen of any process of this home."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from counter_tui.core.print_job import Job

_KEPT = 20


@dataclass(frozen=True, slots=True)
class TraySheet:
    """One sheet: which job it was and what stands on it."""

    job: str
    at: int
    """When the job was ordered, UTC milliseconds."""
    document: str
    subject: str
    copy: int
    lines: tuple[str, ...]


class PaperTray:
    """A folder of sheets, the newest few; the same job laid in twice is one sheet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "tray"

    def put(self, job: Job, lines: tuple[str, ...]) -> None:
        """Keep a sheet durably. Raises OSError when the disk refuses; then nothing of it is kept."""
        self._folder.mkdir(parents=True, exist_ok=True)
        sheet = TraySheet(job.id, job.at, job.document, job.subject, job.copy, lines)
        draft = self._folder / f"{job.id}.new"
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(sheet), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._folder / f"{job.at:015d}-{job.id}.json")
        self._forget_old()

    def sheets(self) -> list[TraySheet]:
        """Return what lies in the tray, the newest first; reads every sheet from disk."""
        return list(self._newest_first())

    def latest(self) -> TraySheet | None:
        """Return the newest sheet, None when the tray is empty; reads that one only."""
        return next(self._newest_first(), None)

    def _newest_first(self) -> Iterator[TraySheet]:
        for path in sorted(self._folder.glob("*.json"), reverse=True):
            sheet = _read(path)
            if sheet is not None:
                yield sheet

    def _forget_old(self) -> None:
        for path in sorted(self._folder.glob("*.json"))[:-_KEPT]:
            path.unlink(missing_ok=True)


def _read(path: Path) -> TraySheet | None:
    try:
        found = json.loads(path.read_text("utf-8"))
        return TraySheet(**(found | {"lines": tuple(found["lines"])}))
    except (OSError, ValueError, TypeError, KeyError):
        return None  # another process has just forgotten it, or a failing disk has damaged it
