"""The widget under all others: lines, of which only the changed ones are drawn again."""

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from counter_tui.tui.ink import BLANK

REMEMBERED = 200
"""So many drawn lines a canvas keeps at most: a few screens full."""


class Canvas(Widget, can_focus=False):
    """A rectangle of lines.

    A subclass paints in `lines(width, height)`. `repaint()` asks for the lines again and sends only those
    that differ to the terminal, without any layout: the price of a key is the price of what it changed.
    """

    DEFAULT_CSS = """
    Canvas { height: 1; width: 1fr; text-wrap: nowrap; }
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._painted: list[Content] = []
        self._painted_size: Size | None = None
        self._strips: dict[tuple[object, ...], Strip] = {}

    def lines(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - blank by itself
        """Return what to show in `width` × `height` cells; missing lines stay blank."""
        return []

    def repaint(self) -> None:
        """Paint again what changed since the last time."""
        if not self.size or self._painted_size != self.size:
            self._painted_size = None
            self.refresh()
            return
        before, after = self._painted, self._measured()
        self._painted = after
        width = self.size.width
        for y in range(max(len(before), len(after))):
            columns = _changed(_at(before, y), _at(after, y), width)
            if columns is not None:
                self.refresh(Region(columns[0], y, columns[1] - columns[0], 1))

    def repaint_all(self) -> None:
        """Paint every line again, after a change of colours."""
        self._painted_size = None
        self.refresh()

    @property
    def text(self) -> str:
        """What stands on this widget, line by line, for tests and for screen readers."""
        return "\n".join(line.plain for line in self._painted)

    def _measured(self) -> list[Content]:
        self._painted_size = self.size
        return list(self.lines(self.size.width, self.size.height))

    def render_line(self, y: int) -> Strip:
        """Return one line as Textual draws it."""
        if self._painted_size != self.size:
            self._painted = self._measured()
        width = self.size.width
        if y >= len(self._painted) or not self._painted[y]:
            return Strip.blank(width, self.visual_style.rich_style)
        return self._strip(self._painted[y], width)

    def _strip(self, line: Content, width: int) -> Strip:
        """Return a line as Textual draws it: one that moved up by a row was drawn before."""
        key = (line.plain, tuple(line.spans), width, self.visual_style, self.app.theme)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= REMEMBERED:
                self._strips.clear()
            fitted = line.truncate(width, ellipsis=True)
            strip = Visual.to_strips(self, fitted, width, 1, self.visual_style, pad=True)[0]
            self._strips[key] = strip
        return strip


class Pane(Canvas):
    """A canvas whose lines come from a function that its screen gives it."""

    DEFAULT_CSS = """
    Pane { height: 1fr; }
    """

    def __init__(
        self,
        paint: Callable[[int, int], Sequence[Content]],
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._paint = paint

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """Return the screen's lines."""
        return self._paint(width, height)


def _at(lines: Sequence[Content], y: int) -> Content:
    return lines[y] if y < len(lines) else BLANK


def _changed(before: Content, after: Content, width: int) -> tuple[int, int] | None:
    """Return the first changed column and the one behind the last; None when both lines are the same."""
    if before is after or before.is_same(after):
        return None
    old, new = before.plain, after.plain
    single = len(old) == len(new) == before.cell_length == after.cell_length
    if not single or before.spans != after.spans:
        return 0, width
    different = [x for x, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    return different[0], different[-1] + 1
