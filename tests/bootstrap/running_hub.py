"""Hubs of real homes in threads of the test, with all that belongs to them, on loopback."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from counter_tui.config import Home
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.server.hub import serve


@dataclass
class RunningHub:
    """A hub that answers at an address until `stop`; `left` is set once its home may be a hub anew."""

    home: Home
    address: str
    central: Central
    server: uvicorn.Server
    thread: threading.Thread
    left: threading.Event

    def stop(self) -> None:
        """End it as by a signal."""
        self.server.should_exit = self.server.force_exit = True
        self.central.watch.close()
        self.thread.join()


@contextmanager
def running(home: Home, *, decided_by: str = "", port: int = 0) -> Iterator[RunningHub]:
    """Run a hub on a home; `decided_by` lets it take the place of its hub first."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        address = f"https://127.0.0.1:{listener.getsockname()[1]}"
        left = threading.Event()
        with (
            serve.alone(home) as release,
            serve.prepared(home, address, decided_by, left=_both(release, left.set)) as (central, tls),
        ):
            config = uvicorn.Config(
                build(central),
                log_level="critical",
                ssl_certfile=tls.certificate,
                ssl_keyfile=tls.private_key,
            )
            server = uvicorn.Server(config)
            thread = threading.Thread(
                target=server.run, kwargs={"sockets": [listener]}, name="hub under test", daemon=True
            )
            found = RunningHub(home, address, central, server, thread, left)
            thread.start()
            while not server.started:
                thread.join(0.01)
                assert thread.is_alive()
            try:
                yield found
            finally:
                found.stop()


def _both(first: Callable[[], None], second: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        first()
        second()

    return run
