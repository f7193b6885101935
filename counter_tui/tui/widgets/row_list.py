"""A list with a cursor that takes no focus: the state of the cursor and the lines it stands on."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual.content import Content

from counter_tui.tui.ink import fit, say
from counter_tui.tui.widgets.marks import CURSOR

T = TypeVar("T")


class RowList(Generic[T]):
    """Rows, a cursor and the window onto them; a pane paints it, keys move it.

    `key` names a row, so that the cursor stays on the same row when the list changes under it.
    """

    def __init__(self, key: Callable[[T], str]) -> None:
        self._key = key
        self.rows: Sequence[T] = ()
        self.cursor = 0
        self._top = 0

    @property
    def current(self) -> T | None:
        """The row under the cursor; None in an empty list."""
        return self.rows[self.cursor] if self.rows else None

    def show(self, rows: Sequence[T]) -> None:
        """Take new rows and keep the cursor on its row, or as near as can be."""
        current = self.current
        self.rows = rows
        if current is not None:
            wanted = self._key(current)
            for place, row in enumerate(rows):
                if self._key(row) == wanted:
                    self.cursor = place
                    return
        self.cursor = max(0, min(self.cursor, len(rows) - 1))

    def move(self, by: int) -> bool:
        """Move the cursor and say whether it moved."""
        before = self.cursor
        self.cursor = max(0, min(self.cursor + by, len(self.rows) - 1))
        return self.cursor != before

    def window(self, height: int) -> Sequence[T]:
        """Return the rows in sight, the cursor's among them."""
        self._top = min(self._top, self.cursor, max(0, len(self.rows) - height))
        if self.cursor >= self._top + height:
            self._top = self.cursor - height + 1
        return self.rows[self._top : self._top + height]

    def lines(
        self, width: int, height: int, paint: Callable[[T, int], Content], *, active: bool = True
    ) -> list[Content]:
        """Paint the rows in sight as `▸ row`; the cursor's row is filled while the list is active."""
        seen = self.window(height)
        current = self.current
        return [self._line(row, width, paint, here=row is current, active=active) for row in seen]

    def _line(
        self, row: T, width: int, paint: Callable[[T, int], Content], *, here: bool, active: bool
    ) -> Content:
        mark = (f"{CURSOR} ", "bold $primary") if here else ("  ", "")
        line = fit(say(mark, paint(row, width - 2)), width)
        return line.stylize_before("on $cursor-row") if here and active else line
