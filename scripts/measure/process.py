"""Programs that are measured from outside: each in a process of its own, as in an office."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from counter_tui.config import Home


@contextmanager
def hub(home: Home) -> Iterator[None]:
    """Run a hub on a home until the block ends."""
    command = [sys.executable, "-m", "counter_tui", "hub", "--home", str(home.folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        if process.stdout is not None:
            process.stdout.readline()  # it listens once it has said so
        try:
            yield
        finally:
            process.terminate()
