"""A centre in a process of its own on this machine, whose line can be cut and restored."""

import os
import subprocess
import sys
from pathlib import Path

from counter_tui.core.refusal import Refused
from counter_tui.language import _

STOP_SECONDS = 10.0


class LocalCentre:
    """Cutting the line ends the server's process, so that what the terminal meets is a dead server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = ""
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Start the server without waiting for it; `wait` learns its address."""
        port = self.address.rpartition(":")[2] or "0"
        words = ["-m", "counter_tui", "central", "--home", str(self.folder), "--port", port]
        log = self.folder.parent / "centre.log"
        with log.open("ab") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={key: value for key, value in os.environ.items() if not key.startswith("COUNTER_TUI_")},
                start_new_session=True,
            )

    def wait(self) -> str:
        """Wait until the server listens and return its address; raises Refused when it does not."""
        said = self._process.stdout if self._process is not None else None
        line = said.readline() if said is not None else ""
        if not line:
            sentence = _("Pusat contoh tidak mau mulai. Tidak ada yang hilang. Lihat {log}.")
            raise Refused(sentence.format(log=self.folder.parent / "centre.log"), code="no_centre")
        self.address = line.split()[-1]
        return self.address

    @property
    def cut(self) -> bool:
        """Whether the line is cut."""
        return self._process is None

    def stop(self) -> None:
        """End the server: the line is cut."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None

    def restore(self) -> None:
        """Start the server again where it was."""
        if self._process is None:
            self.begin()
            self.wait()
