"""A printing process without root's rights: `HOME PRINTER`, until its input ends.

Root may open every port, so that no refusal can be seen; its capabilities are given up first. Each new
state of the printer is a line: its condition, and what the status line says.
"""

import ctypes
import sys
from pathlib import Path

from counter_tui.printing.printer import open_printer
from counter_tui.printing.printer_state import PrinterState
from counter_tui.printing.worker import PrintWorker
from counter_tui.store.spool import StoredSpool
from counter_tui.store.store import Store
from tests.printing.printing_process import KEY

_CAPABILITY_VERSION_3 = 0x20080522


def give_up_capabilities() -> None:
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing):
        raise OSError(ctypes.get_errno(), "capset")


def tell(state: PrinterState) -> None:
    sys.stdout.write(f"{state.condition} {state.sentence}\n")
    sys.stdout.flush()


def main(home: Path, name: str) -> None:
    spool = StoredSpool(Store.open(home / "journal.db", KEY))
    worker = PrintWorker(spool, open_printer(name, "generic58", home), home, on_change=tell)
    worker.start()
    sys.stdin.read()
    worker.stop(seconds=20)


if __name__ == "__main__":
    if sys.platform == "linux":
        give_up_capabilities()
    main(Path(sys.argv[1]), sys.argv[2])
