"""How commands print: JSON for machines, aligned lines for people, one sentence for a refusal."""

import sys
import time
from collections.abc import Iterable, Sequence
from typing import Any


def emit(data: dict[str, Any], *, as_json: bool, lines: Iterable[str] = ()) -> None:
    """Print a command's answer: the data as one JSON object, or its lines of text."""
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False))
    else:
        for line in lines:
            print(line)


def complain(sentence: str) -> None:
    """Print one line on standard error."""
    print(" ".join(sentence.split()), file=sys.stderr)


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines with aligned columns."""
    if not rows:
        return []
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def pairs(values: dict[str, Any]) -> list[str]:
    """Return labels and values as two aligned columns; what is not known is a dash."""
    return table([(label, "-" if value is None else str(value)) for label, value in values.items()])


class Progress:
    """A bar on standard error for what takes more than a second; nothing where nobody looks."""

    PATIENCE_S = 1.0
    CELLS = 30

    def __init__(self, label: str) -> None:
        self._label = label
        self._began = time.monotonic()
        self._shown = False

    def show(self, done: int, total: int) -> None:
        """Draw how much is done."""
        if not sys.stderr.isatty() or time.monotonic() - self._began < self.PATIENCE_S:
            return
        self._shown = True
        filled = self.CELLS * done // max(total, 1)
        bar = "━" * filled + "─" * (self.CELLS - filled)
        print(f"\r{self._label} {bar} {done}/{total}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            print(file=sys.stderr)
