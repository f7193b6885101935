"""The words of `counter-tui devices keys`."""

import argparse
from collections.abc import Callable
from pathlib import Path


def add_keys(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add what can be done with the keys that pickup slips are signed with."""
    listed = add("list", "whose slips are believed: here, or on the centre's home by every office")
    listed.add_argument("--office", default="", help="on the centre's home: of one office only")
    revoke = add("revoke", "on the centre's home: believe a key no more, from a moment on, for good")
    revoke.add_argument("key", nargs="?", default="", help="the key's first digits; all of --device without")
    revoke.add_argument("--device", default="", help="whose key it is: id or name")
    revoke.add_argument("--since", default="", help="since when, e.g. 2026-09-21 or 2026-09-21T14:00; now")
    export = add("export", "write the centre's signed list to a file")
    export.add_argument("file", type=Path)
    export.add_argument("--office", default="", help="on the centre's home: whose list")
    taken = add("import", "take the centre's signed list in from a file")
    taken.add_argument("file", type=Path)
    taken.add_argument("--fingerprint", default="", help="the centre's, where this computer is not enrolled")
    taken.add_argument(
        "--code", default="", help="an enrolment code of the centre instead of its fingerprint"
    )
