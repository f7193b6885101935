"""Whether the hub of this home runs: its process is another one than the screen's, and may die alone."""

import logging
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from counter_tui.core.refusal import Refused

if TYPE_CHECKING:
    from counter_tui.config import Home

LOOK_S = 2.0
ANSWER_S = 1.0
LONGEST_PAUSE_S = 60.0
"""Between two tries to start a hub that does not start."""

log = logging.getLogger(__name__)


class OwnHub:
    """Looks after the hub that a home is, in a thread of its own; `is_hub` tells whether it is one now.

    `missing` is whether nothing answered at its address when that was last looked at. One that the screen
    had started (`keeps_hub`) is started again with `run`, which may raise Refused; a service is only missed.
    """

    def __init__(self, home: "Home", is_hub: Callable[[], bool], run: Callable[[], object]) -> None:
        self._home = home
        self._is_hub = is_hub
        self._run = run
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look_after, name="own hub", daemon=True)
        self.missing = False

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End; the hub goes on."""
        self._stopping.set()

    def _look_after(self) -> None:
        pause = LOOK_S
        while not self._stopping.is_set():
            try:
                self.missing = self._is_hub() and not self._answers()
                pause = min(LONGEST_PAUSE_S, 2 * pause) if self.missing and self._run_again() else LOOK_S
            except Refused as refusal:  # a full disk, an unreadable file: looked at again
                log.warning("the hub of this home was not looked at: %s", refusal.code)
            self._stopping.wait(pause)

    def _answers(self) -> bool:
        address = urlsplit(self._home.settings().serves)
        if address.hostname is None or address.port is None:
            return False
        try:
            socket.create_connection((address.hostname, address.port), ANSWER_S).close()
        except OSError:
            return False
        return True

    def _run_again(self) -> bool:
        """Run the hub again where the screen may; return whether that was tried."""
        if not self._home.settings().keeps_hub:
            return False
        try:
            self._run()
        except Refused as refusal:
            log.warning("the hub was not started: %s", refusal.code)
        return True
