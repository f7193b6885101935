"""One table of everything that was measured: name, measured, floor, ratio, aim, ok."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `floor` is what the same machine needed for the bare minimum in the same run.

    `aim` is for the ratio to the floor, for the difference from it, or for the figure itself (`most`): not
    above it; for `share` and `least` the ratio and the figure itself must not be below it. None is a figure
    without an aim. Figures and floor are in `unit`.
    """

    name: str
    measured: float
    unit: str
    floor: float | None = None
    aim: float | None = None
    kind: Literal["ratio", "difference", "most", "share", "least"] = "most"

    @property
    def judged(self) -> float:
        """What the aim is for."""
        if self.floor is None or self.kind in ("most", "least"):
            return self.measured
        return self.measured - self.floor if self.kind == "difference" else self.measured / self.floor

    @property
    def ok(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        if self.aim is None:
            return None
        return self.judged >= self.aim if self.kind in ("share", "least") else self.judged <= self.aim


_HEAD = ("name", "measured", "floor", "ratio", "aim", "ok")


def table(rows: Iterable[Row]) -> str:
    """Return the rows as text in columns, figures to the right."""
    cells = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(_line(line, widths) for line in cells)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(
        f"{cell:{side}{width}}" for cell, side, width in zip(cells, "<>>>>>", widths, strict=True)
    )


def _cells(row: Row) -> tuple[str, ...]:
    floor = "" if row.floor is None else _figure(row.floor, row.unit)
    ratio = f"{row.measured / row.floor:.2f}×" if row.floor else ""
    ok = {True: "yes", False: "NO", None: ""}[row.ok]
    return row.name, _figure(row.measured, row.unit), floor, ratio, _aim(row), ok


def _aim(row: Row) -> str:
    if row.aim is None:
        return ""
    words = {
        "ratio": f"≤ {row.aim:g}×",
        "difference": f"≤ floor + {row.aim:g} {row.unit}",
        "most": f"≤ {row.aim:g} {row.unit}",
        "share": f"≥ {row.aim:g}×",
        "least": f"≥ {row.aim:,g} {row.unit}",
    }
    return words[row.kind]


def _figure(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".rstrip()
