"""A hub that a screen starts: a process of its own, which goes on when the screen is closed.

What it needs comes over its standard input, the store's key too: nothing secret stands in the list of
processes or in its environment. What it has to say besides is in the home's `logs/hub.log`.
"""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from counter_tui import language
from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store import faults

LOG = "hub.log"
_LISTENS = "counter-tui hub listening on "


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Which home's hub to run, with its key (hex), where to listen, and who decided that it takes over."""

    folder: str
    key: str
    host: str
    port: int
    decided_by: str = ""


def start(order: Order) -> "subprocess.Popen[bytes]":
    """Run a hub and return once it listens; raises Refused with what it said where it does not."""
    process = _process(Home(Path(order.folder)).logs / LOG)
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("a process was started without its pipes")
    # One that ended before it was told has said why.
    with suppress(BrokenPipeError), process.stdin as told:
        told.write(msgspec.json.encode(order))
    with process.stdout as said:
        line = said.readline().decode().strip()
    if not line.startswith(_LISTENS):
        process.wait()
        sentence = line or _("Hub tidak dapat mulai. Datanya aman. Lihat logs/hub.log.")
        raise Refused(sentence, code="hub_process")
    return process


def _process(log: Path) -> "subprocess.Popen[bytes]":
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as errors:
            return subprocess.Popen(
                [sys.executable, "-m", "counter_tui.bootstrap.hub_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                **_apart(),
            )
    except OSError as error:
        raise faults.of_system(error, log) from error


def _apart() -> dict[str, Any]:
    """Return what keeps the closing of a terminal from its processes."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def main() -> int:
    """Run the hub of the order on standard input."""
    from counter_tui.server.hub import serve

    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    home = Home(Path(order.folder))
    try:
        language.use(home.settings().language)
        serve.run(
            home, host=order.host, port=order.port, decided_by=order.decided_by, key=bytes.fromhex(order.key)
        )
    except Refused as refusal:
        sys.stdout.write(f"{refusal.sentence}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
