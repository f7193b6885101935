"""Letters and digits five or eight rows high, drawn from a 3×5 grid with bends rounded by half a cell.

A grid cell is two columns and one row, or three columns and a row and a half when tall; `╭╮╰╯` are cells
whose outer corner is rounded. What the grid lacks is drawn as a space.
"""

from functools import lru_cache

from textual.content import Content

GLYPHS = {
    "0": "╭█╮|█ █|█ █|█ █|╰█╯",
    "1": "██ | █ | █ | █ |███",
    "2": "██╮|  █|╭█╯|█  |╰██",
    "3": "██╮|  █|███|  █|██╯",
    "4": "█ █|█ █|╰██|  █|  █",
    "5": "███|█  |██╮|  █|██╯",
    "6": "╭██|█  |██╮|█ █|╰█╯",
    "7": "██╮|  █|  █|  █|  █",
    "8": "╭█╮|█ █|███|█ █|╰█╯",
    "9": "╭█╮|█ █|╰██|  █|██╯",
    "A": "╭█╮|█ █|███|█ █|█ █",
    "B": "██╮|█ █|██ |█ █|██╯",
    "C": "╭██|█  |█  |█  |╰██",
    "D": "██╮|█ █|█ █|█ █|██╯",
    "E": "███|█  |███|█  |███",
    "F": "███|█  |███|█  |█  ",
    "G": "╭██|█  |█ █|█ █|╰██",
    "H": "█ █|█ █|███|█ █|█ █",
    "I": "█|█|█|█|█",
    "J": "  █|  █|  █|█ █|╰█╯",
    "K": "█ █|█ █|██ |█ █|█ █",
    "L": "█  |█  |█  |█  |███",
    "M": "╭███╮|█ █ █|█ █ █|█ █ █|█ █ █",
    "N": "███╮|█  █|█  █|█  █|█  █",
    "O": "╭█╮|█ █|█ █|█ █|╰█╯",
    "P": "██╮|█ █|██╯|█  |█  ",
    "Q": "╭█╮|█ █|█ █|█ █|╰██",
    "R": "██╮|█ █|██ |█ █|█ █",
    "S": "╭██|█  |╰█╮|  █|██╯",
    "T": "███| █ | █ | █ | █ ",
    "U": "█ █|█ █|█ █|█ █|╰█╯",
    "V": "█ █|█ █|█ █|█ █|╰█ ",
    "W": "█ █ █|█ █ █|█ █ █|█ █ █|╰███╯",
    "X": "█ █|█ █| █ |█ █|█ █",
    "Y": "█ █|█ █|╰██|  █|██╯",
    "Z": "███|  █|╭█╯|█  |███",
    "-": "  |  |██|  |  ",
    ".": " | | | |█",
    " ": " | | | | ",
}
ROWS = 5
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def width(text: str, *, tall: bool = False) -> int:
    """Return how many columns the text takes."""
    rows = draw(text, tall=tall)
    return len(rows[0]) if rows else 0


def drawable(text: str) -> bool:
    """Say whether every letter of the text is in the grid; one left out would be read as another text."""
    return all(letter in GLYPHS for letter in text.upper())


def fits(text: str, columns: int, *, tall: bool) -> bool:
    """Say whether the text can be drawn in so many columns."""
    return width(text, tall=tall) <= columns


def big(text: str, style: str, *, tall: bool = False) -> list[Content]:
    """Return the text as five lines, or eight when tall, in one style."""
    return [Content.styled(row, style) for row in draw(text, tall=tall)]


@lru_cache(maxsize=64)
def draw(text: str, *, tall: bool = False) -> tuple[str, ...]:
    """Return the rows of block characters, all equally long."""
    across, down = (3, 3) if tall else (2, 2)
    halves = [""] * (ROWS * down)
    for place, letter in enumerate(text.upper()):
        gap = " " * across if place else ""
        for y, half in enumerate(_glyph(letter, across, down)):
            halves[y] += gap + half
    if len(halves) % 2:
        halves.insert(0, " " * len(halves[0]))
    return tuple(_join(top, bottom) for top, bottom in zip(halves[::2], halves[1::2], strict=True))


def _glyph(letter: str, across: int, down: int) -> list[str]:
    rows = GLYPHS.get(letter, GLYPHS[" "]).split("|")
    return ["".join(_cell(cell, y, across, down) for cell in row) for row in rows for y in range(down)]


def _cell(cell: str, y: int, across: int, down: int) -> str:
    if cell == " ":
        return " " * across
    full = "█" * (across - 1)
    if (cell == "╭" and y == 0) or (cell == "╰" and y == down - 1):
        return " " + full
    if (cell == "╮" and y == 0) or (cell == "╯" and y == down - 1):
        return full + " "
    return full + "█"


def _join(top: str, bottom: str) -> str:
    return "".join(_HALVES[a != " ", b != " "] for a, b in zip(top, bottom, strict=True))
