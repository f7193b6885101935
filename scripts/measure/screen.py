"""The screen from outside: how soon it stands, how soon it answers, beside a bare app of the same widgets."""

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from counter_tui.config import Home
from scripts.measure import home as homes
from scripts.measure.table import Row
from scripts.measure.timing import p95
from scripts.measure.window import Silent, Window

PROGRAM = [str(Path(sys.executable).with_name("counter-tui"))]
BARE = [sys.executable, str(Path(__file__).with_name("bare_app.py"))]
QUEUE, CALLED, SERVING, EMPTY = "menunggu", "DIPANGGIL", "DILAYANI", "KOSONG"
ANSWERS = (("\x03", "tetap berjalan"), (" ", "masih dipanggil"))
"""`ctrl+c` and a `space` too many are answered in words, the second one by the desk, and change nothing.

Neither is held back to see whether a scanner types: that wait is meant, and no delay."""
BETWEEN_S = 0.1
"""Between two keys of a quick hand; the same key again sooner would count as its own bounce."""
AGAIN_S = 0.2
"""When a key that was not taken is pressed again: sooner it would count as its own bounce."""
SETTLED_S = 8
"""Until all is loaded that waits for the first frame; the first second has a figure of its own."""


def start(home: Home, rounds: int) -> list[Row]:
    """Return the rows of `start`; a round before these only fills the disk's cache."""
    frames: list[float] = []
    floors: list[float] = []
    accepted: list[float] = []
    keys: list[float] = []
    memory: list[float] = []
    for _round in range(rounds + 1):
        with Window(BARE, os.environ) as window:
            floors.append(window.painted(QUEUE) - window.started)
        with Window(PROGRAM, variables(home)) as window:
            frames.append(window.painted(QUEUE) - window.started)
            accepted.append(press_until(window, " ", CALLED) - window.started)
            keys += answered(window, 1)
            memory.append(window.resident_mb)
            press_until(window, "u", EMPTY)  # so that each round finds the same queue
    floor = median(floors[1:] or floors)
    return [
        Row("start to first frame with the queue", median(frames[1:] or frames), "s", floor, 1.25, "ratio"),
        Row("start to first accepted space", median(accepted[1:] or accepted), "s", floor, 2.5, "ratio"),
        Row("keys in the first second, p95", p95(keys), "ms", aim=20),
        Row("memory", max(memory), "MB", aim=100),
    ]


def answered(window: Window, seconds: float) -> list[float]:
    """Press keys for a while, a number in hand; return the ms until each was answered on the screen."""
    times: list[float] = []
    until = time.perf_counter() + seconds
    # The same answer twice paints nothing: the next time begins with the other one again.
    while time.perf_counter() < until or len(times) % len(ANSWERS):
        window.listen(BETWEEN_S)
        key, words = ANSWERS[len(times) % len(ANSWERS)]
        pressed = window.press(key)
        times.append((window.painted(words) - pressed) * 1000)
    return times


def keys(home: Home, events: int, rounds: int) -> list[Row]:
    """Return the row of `keys`: call-next to its picture, in turns with the bare app."""
    ours: list[float] = []
    floor: list[float] = []
    with Window(PROGRAM, variables(home)) as real:
        real.painted(QUEUE)
        real.listen(SETTLED_S)
        with Window(BARE, os.environ) as bare:
            bare.painted(QUEUE)
            for _round in range(rounds):
                ours.append(_call(real))
                _serve(real)
                floor.append(paint_call(bare))
    return [
        Row(
            f"call-next to its picture, p95, {events:,} events", p95(ours), "ms", p95(floor), 10, "difference"
        ),
        Row(f"call-next to its picture, median, {events:,} events", median(ours), "ms", median(floor)),
    ]


def paint_call(bare: Window) -> float:
    """Return the ms in which the bare app paints a called number, and take it back."""
    taken = _call(bare)
    bare.press("u")
    bare.painted(EMPTY)
    return taken


def variables(home: Home) -> Mapping[str, str]:
    """Return the environment in which the program opens this home on Loket."""
    ours = {
        "COUNTER_TUI_HOME": str(home.folder),
        "COUNTER_TUI_OFFICER": homes.OFFICER,
        "COUNTER_TUI_PIN": homes.PIN,
    }
    return {key: value for key, value in os.environ.items() if not key.startswith("COUNTER_TUI_")} | ours


def _call(window: Window) -> float:
    pressed = window.press(" ")
    return (window.painted(CALLED) - pressed) * 1000


def _serve(window: Window) -> None:
    """Serve the called number to the end of its visit, so that the next one can be called."""
    press_until(window, "\r", SERVING)
    press_until(window, "\r", EMPTY)


def press_until(window: Window, key: str, text: str) -> float:
    """Press a key until its answer is painted: one that comes too early, or bounces, is not taken."""
    for _press in range(200):
        window.press(key)
        try:
            return window.painted(text, within=AGAIN_S)
        except Silent:
            continue
    raise Silent(f"{key!r} was never answered with {text!r}; the last was {window.last_words!r}")
