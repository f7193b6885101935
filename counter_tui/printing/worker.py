"""The thread that prints: it waits for paper, cables and disks, so that no key and no exit ever does."""

import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path

from counter_tui.core.print_job import PrinterRole
from counter_tui.printing.condition import Condition
from counter_tui.printing.delivery import Delivery
from counter_tui.printing.memory import PrinterMemory
from counter_tui.printing.ports import Spool
from counter_tui.printing.printer import Printer
from counter_tui.printing.printer_state import PrinterState

_LOOK_SECONDS = 0.5
"""How often the spool is looked at unasked: another process may have committed a job."""
_GLANCE_SECONDS = 5.0
"""How often a printer that nothing waits for is looked at: its paper may be out before the next slip."""
_RETRY_SECONDS = 2.0
"""How soon a printer in trouble is asked again."""


class PrintWorker:
    """Drives one printer from the spool while this process holds the printer's lock.

    `folder` holds the lock; `roles`, `known` and `fallback` are `Delivery`'s; `on_change` is called in this
    worker's thread with every new state. All other methods may be called from any thread and return at once,
    except `wait_until_idle`.
    """

    def __init__(
        self,
        spool: Spool,
        printer: Printer,
        folder: Path,
        *,
        roles: Collection[PrinterRole] = frozenset(PrinterRole),
        known: Collection[str] = (),
        fallback: str = "",
        on_change: Callable[[PrinterState], None] | None = None,
    ) -> None:
        self._delivery = Delivery(spool, printer, roles, known=known, fallback=fallback)
        self._lock_file = PrinterMemory(folder, printer.name).lock_file
        self._on_change = on_change
        self._name = printer.name
        self._state = PrinterState(printer.name, Condition.READY)
        self._glance_at = 0.0
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"print {printer.name}", daemon=True)

    @property
    def state(self) -> PrinterState:
        """How the printer is, as far as known without asking it now."""
        return self._state

    def start(self) -> None:
        """Begin to print what waits."""
        self._thread.start()

    def wake(self) -> None:
        """Look at the spool now; meant for the store's `on_commit`."""
        self._wake.set()

    def stop(self, seconds: float = 0) -> None:
        """Print nothing more; wait at most so many seconds for the job being sent.

        A job that is still being sent when the process ends will be found unconfirmed.
        """
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until no job is queued or being sent, whoever prints it; False when time runs out."""
        deadline = time.monotonic() + seconds
        self._wake.set()
        while self._delivery.unfinished():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def _run(self) -> None:
        from filelock import FileLock, Timeout

        while not self._stopping.is_set():
            try:
                self._lock_file.parent.mkdir(parents=True, exist_ok=True)
                with FileLock(self._lock_file, thread_local=False).acquire(timeout=0):
                    self._drive()
            except Timeout:
                self._show(PrinterState(self._name, Condition.ELSEWHERE))
                self._rest(_LOOK_SECONDS)
            except OSError:
                self._show(PrinterState(self._name, Condition.DISK))
                self._rest(_RETRY_SECONDS)

    def _drive(self) -> None:
        calm = recovered = False
        while not self._stopping.is_set():
            try:
                if not recovered:
                    self._delivery.recover()
                    recovered = True
                if not calm:
                    self._delivery.ready()
                calm = self._print_waiting()
            except Exception:  # whatever the store raises: printing waits, and goes on when it can
                self._show(PrinterState(self._name, Condition.STORE))
                calm = recovered = False
            if not calm:
                self._wake.clear()  # our own commits wake us too
            self._rest(_LOOK_SECONDS if calm else _RETRY_SECONDS)
        self._delivery.close()

    def _print_waiting(self) -> bool:
        """Print until nothing waits or the printer cannot; return whether all is well."""
        while not self._stopping.is_set():
            if not self._delivery.waiting():
                self._idle()
                break
            if not self._delivery.ready():
                break
            self._show(self._delivery.busy())
            if not self._delivery.print_next():
                break
        state = self._delivery.state()
        self._show(state)
        return state.condition.prints or state.condition is Condition.UNCERTAIN

    def _idle(self) -> None:
        now = time.monotonic()
        if now >= self._glance_at:
            self._delivery.glance()
            self._glance_at = now + _GLANCE_SECONDS
        self._delivery.rest()

    def _show(self, state: PrinterState) -> None:
        if state == self._state:
            return
        self._state = state
        if self._on_change is not None:
            self._on_change(state)

    def _rest(self, seconds: float) -> None:
        self._wake.wait(seconds)
        self._wake.clear()
