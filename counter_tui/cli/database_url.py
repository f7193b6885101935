"""The centre's database address, which may hold a password: out of the list of processes."""

import os
import sys

VARIABLE = "COUNTER_TUI_DATABASE_URL"


def given(url: str) -> str:
    """Return the address of the command line or else of COUNTER_TUI_DATABASE_URL; empty for none.

    With a password on the command line, which every user of the machine can read, the program starts again
    in the same process with the address in its environment, which only its owner can read.
    """
    if not url:
        return os.environ.get(VARIABLE, "")
    place = next((n for n, word in enumerate(sys.orig_argv) if url in word), None)
    if place is not None and _has_password(url) and sys.platform != "win32":
        os.environ[VARIABLE] = url
        first = place - 1 if sys.orig_argv[place] == url else place
        os.execv(sys.executable, [*sys.orig_argv[:first], *sys.orig_argv[place + 1 :]])  # noqa: S606 - no shell
    return url


def _has_password(url: str) -> bool:
    from urllib.parse import parse_qs, urlsplit

    try:
        parts = urlsplit(url)
        return bool(parts.password or "password" in parse_qs(parts.query))
    except ValueError:
        return True
