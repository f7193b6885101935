"""Whether another process has a store open, told without its key."""

import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl

# The bytes on which every open SQLite connection in WAL mode holds a shared lock (SQLite's os.h).
SHARED_FIRST, SHARED_SIZE = 0x40000000 + 2, 510


def is_in_use(path: Path) -> bool:
    """Tell whether another process has the store open; this process must not have it open itself.

    On Windows never: an open file cannot be moved there, which says the same.
    """
    if sys.platform != "win32" and path.exists():
        with path.open("r+b") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, SHARED_SIZE, SHARED_FIRST)
            except OSError:
                return True
    return False
