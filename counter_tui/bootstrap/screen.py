"""The screen's way in: the queue is read while the screen's library is being imported."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from counter_tui.bootstrap import guard
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.config import Home
from counter_tui.desk.views.counter import CounterView
from counter_tui.desk.views.state import StatusView

if TYPE_CHECKING:
    from counter_tui.bootstrap.local_centre import LocalCentre

First = tuple[CounterView, StatusView]

HANDOFF_S = 0.0005
"""How long a thread may keep the interpreter from another. Python's 5 ms, taken at each of a key's steps,
would make it wait for whatever is imported, printed or synced beside it."""
FRAMES_A_SECOND = "240"
"""At most; the first frame waits for a whole one, which Textual's usual sixty would make 17 ms."""


def run(home: Home) -> int:
    """Open a home's screen; a new home passes through the set-up wizard first."""
    if not home.exists:
        from counter_tui.bootstrap import wizard

        if not wizard.run(home):
            return 0
    key = guard.unlock(home)
    return _show(lambda: Terminal(home, key=key))


def show(terminal: Terminal, *, line: "LocalCentre | None" = None) -> int:
    """Show the screen of a terminal that is open already."""
    return _show(lambda: terminal, line)


def _show(open_terminal: Callable[[], Terminal], line: "LocalCentre | None" = None) -> int:
    sys.setswitchinterval(HANDOFF_S)
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="open") as opener:
        opening = opener.submit(_opened, open_terminal)
        # Importing takes as long as opening the store and reading the queue: both at once.
        from counter_tui.bootstrap.app import make

        terminal, first = opening.result()
    try:
        return make(terminal, first, line).run() or 0
    finally:
        terminal.close()


def _opened(open_terminal: Callable[[], Terminal]) -> tuple[Terminal, First | None]:
    terminal = open_terminal()
    terminal.announce_start()
    front = terminal.front
    try:
        if front.officer() is None and not terminal.login_from_environment():
            return terminal, None
        front.take_seat()
        return terminal, (front.counter_view(), front.status_view())
    except BaseException:
        terminal.close()
        raise
