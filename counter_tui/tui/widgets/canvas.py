"""The widget under all others: lines, of which only the changed ones are drawn again."""

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.geometry import Region, Size, Spacing
from textual.strip import Strip
from textual.style import Style
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
        size = self._painted_size = self.size
        return list(self.lines(size.width, size.height))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return these lines with their padding, as they reach the terminal.

        Textual's own way asks each line for borders, hatches and opacity. Few canvases have a border, none
        the rest, and the questions took a third of a key's picture.
        """
        padding = self.styles.padding
        if self.styles.gutter != padding:
            return super().render_lines(crop)
        self._measure()
        background = self.background_colors[1]
        above = [self._blank(self.outer_size.width)] * padding.top
        strips = [
            above[y] if y < padding.top else self._strip(y - padding.top, padding) for y in crop.line_range
        ]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """Return one line without its padding, where Textual puts a border around it."""
        self._measure()
        return self._strip(y, Spacing())

    def _measure(self) -> None:
        if self._painted_size != self.size:
            self._painted = self._measured()

    def _strip(self, y: int, padding: Spacing) -> Strip:
        """Return a line as Textual draws it: one that moved up by a row was drawn before."""
        line = _at(self._painted, y)
        key = (line.plain, tuple(line.spans), self._painted_size, padding, self.visual_style, self.app.theme)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= REMEMBERED:
                self._strips.clear()
            strip = self._strips[key] = self._draw(line, padding)
        return strip

    def _draw(self, line: Content, padding: Spacing) -> Strip:
        style, width = self.visual_style, self.size.width
        if line:
            fitted = line.truncate(width, ellipsis=True)
            strip = Visual.to_strips(self, fitted, width, 1, style, pad=True)[0]
        else:
            strip = Strip.blank(width, style.rich_style)
        left, right = self._blank(padding.left), self._blank(padding.right)
        return Strip.join([part for part in (left, strip, right) if part.cell_length])

    def _blank(self, width: int) -> Strip:
        return Strip.blank(width, Style(background=self.visual_style.background).rich_style)


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
