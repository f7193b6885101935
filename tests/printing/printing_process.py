"""A process that prints what waits in a store and then ends: `HOME PRINTER`."""

import sys
from pathlib import Path

from counter_tui.printing.printer import open_printer
from counter_tui.printing.worker import PrintWorker
from counter_tui.store.spool import StoredSpool
from counter_tui.store.store import Store

KEY = bytes(range(32))


def main(home: Path, name: str) -> None:
    spool = StoredSpool(Store.open(home / "journal.db", KEY))
    worker = PrintWorker(spool, open_printer(name, "generic58", home), home)
    worker.start()
    while not worker.wait_until_idle(1):
        pass


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
