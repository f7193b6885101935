"""Paint the README's pictures from the screen's own cells, without the seams of an exported SVG.

.venv/bin/python scripts/screenshots.py

The office is the invented one of the drawings, standing still at 09.14.
"""

import asyncio
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import DIMMED_MONOKAI

from counter_tui.desk.desk import Desk
from counter_tui.desk.views.counter import CounterView
from counter_tui.tui.app import CounterApp
from counter_tui.tui.options import Options
from tests.tui import still

FOLDER = Path(__file__).parent / "pictures"
CELL_WIDTH, CELL_HEIGHT = 10, 20
FONT = "'JetBrains Mono','DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,monospace"
BLOCKS = {"█": (0.0, 1.0), "▀": (0.0, 0.5), "▄": (0.5, 1.0), "━": (0.44, 0.56), "─": (0.46, 0.54)}
"""Signs that are painted as bars from and to a share of the cell's height, so that none is cut."""
PICTURES = {
    "loket.svg": (80, 24, "gelap", still.SERVING_VIEW),
    "loket-wide.svg": (120, 40, "gelap", still.SERVING_VIEW),
    "loket-light.svg": (80, 24, "terang", still.CALLED_VIEW),
}


async def paint(width: int, height: int, theme: str, view: CounterView) -> str:
    """Return a picture of Loket at this size as SVG."""
    desk = cast("Callable[[], Desk]", lambda: still.StillDesk(view, still.STATUS))
    app = CounterApp(desk, first=(view, still.STATUS), options=Options(theme=theme, now=lambda: still.NOW))
    async with app.run_test(size=(width, height)) as pilot:
        await pilot.pause()
        rows = [list(strip) for strip in app.screen._compositor.render_strips()]
        ground = app.screen.styles.background.rich_color.get_truecolor().hex
    return "\n".join(_svg(rows, width, height, ground))


def _svg(rows: list[list[Segment]], width: int, height: int, ground: str) -> Iterator[str]:
    across, down = width * CELL_WIDTH, height * CELL_HEIGHT
    size = f'width="{across}" height="{down}" viewBox="0 0 {across} {down}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    yield f'<rect width="100%" height="100%" fill="{ground}"/>'
    yield f'<g font-family="{FONT}" font-size="16.6" xml:space="preserve">'
    # Letters reach below their row: all bars first.
    for paint_run in (_bars, _letters):
        for number, row in enumerate(rows):
            left = 0
            for segment in row:
                yield from paint_run(segment, left, number * CELL_HEIGHT, ground)
                left += segment.cell_length * CELL_WIDTH
    yield "</g></svg>\n"


def _bars(segment: Segment, left: int, top: int, ground: str) -> Iterator[str]:
    ink, paper = _colours(segment.style or Style(), ground)
    if paper != ground:
        yield _bar(left, top, segment.cell_length * CELL_WIDTH, CELL_HEIGHT, paper)
    for place, sign in enumerate(segment.text):
        x = left + place * CELL_WIDTH
        if sign in BLOCKS:
            start, end = BLOCKS[sign]
            yield _bar(x, top + start * CELL_HEIGHT, CELL_WIDTH, (end - start) * CELL_HEIGHT, ink)


def _letters(segment: Segment, left: int, top: int, ground: str) -> Iterator[str]:
    style = segment.style or Style()
    ink, _paper = _colours(style, ground)
    text = "".join(" " if sign in BLOCKS else sign for sign in segment.text)
    if text.strip():
        weight = ' font-weight="700"' if style.bold else ""
        length = f'textLength="{len(text) * CELL_WIDTH}"'
        yield f'<text x="{left}" y="{top + 15}" fill="{ink}" {length}{weight}>{escape(text)}</text>'


def _bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}" '
        'shape-rendering="crispEdges"/>'
    )


def _colours(style: Style, ground: str) -> tuple[str, str]:
    ink = style.color.get_truecolor(DIMMED_MONOKAI).hex if style.color else "#ffffff"
    paper = style.bgcolor.get_truecolor(DIMMED_MONOKAI).hex if style.bgcolor else ground
    return (paper, ink) if style.reverse else (ink, paper)


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for name, (width, height, theme, view) in PICTURES.items():
        (FOLDER / name).write_text(asyncio.run(paint(width, height, theme, view)), "utf-8")


if __name__ == "__main__":
    main()
