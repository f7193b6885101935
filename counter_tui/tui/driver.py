"""Textual's driver of a terminal, which also notices that the terminal is gone.

A terminal that closes ends the program it controls by SIGHUP. One that was only lent (by a relay or a
container) closes without a word, and Textual's own driver would read its end for ever.
"""

import select
import threading

from textual.drivers.linux_driver import LinuxDriver

GONE = select.POLLHUP | select.POLLERR


class WatchfulDriver(LinuxDriver):
    """Ends the program in good order when its terminal is gone; what was pressed before is done and kept."""

    _watch: threading.Thread | None = None
    _gone = False

    def run_input_thread(self) -> None:
        """Read keys, and watch over what they come from."""
        if self._watch is None:
            self._watch = threading.Thread(target=self._wait_for_the_end, name="terminal-watch", daemon=True)
            self._watch.start()
        super().run_input_thread()

    def write(self, data: str) -> None:
        """Draw; nothing waits for a terminal that is gone."""
        if not self._gone:
            super().write(data)

    def _wait_for_the_end(self) -> None:
        line = select.poll()
        line.register(self.fileno, 0)
        if any(what & GONE for _fd, what in line.poll()):
            self._gone = True
            self._app.call_later(self._app.exit)
