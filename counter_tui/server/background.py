"""A worker's thread: started with the server, woken for news, ended with it."""

import threading
from abc import ABC, abstractmethod


class Background(ABC):
    """A worker of the server (`server.central.Worker`) that has a thread of its own.

    `_run` works until `_stopping` is set; who pauses for news waits for `_bell`, which rings at the end, too.
    """

    def __init__(self, name: str) -> None:
        self._stopping = threading.Event()
        self._bell = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Tell that there is news."""
        self._bell.set()

    def stop(self) -> None:
        """End after the work in hand."""
        self._stopping.set()
        self._bell.set()
        self._thread.join()

    @abstractmethod
    def _run(self) -> None:
        """Do the work, in the thread."""
