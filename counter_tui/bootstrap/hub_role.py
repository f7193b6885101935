"""This computer becomes its site's hub from its own screen, and keeps being it (jadikan hub)."""

from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused

if TYPE_CHECKING:
    import subprocess

    from counter_tui.bootstrap.terminal import Terminal

PORT = 8441
EVERYWHERE = "0.0.0.0"  # noqa: S104 - a hub is for its site's network


class HubRole:
    """Implements `tui.options.HubRole` for one opened terminal; used from the desk's thread."""

    def __init__(self, terminal: "Terminal") -> None:
        self._terminal = terminal
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def possible(self) -> bool:
        """Whether this computer is a terminal of a hub now."""
        return self._terminal.place.under_hub

    def hub_answers(self) -> bool:
        """Ask whether the present hub answers; refused for an officer who may not decide it."""
        from counter_tui.bootstrap import promotion
        from counter_tui.sync import adoption

        self._terminal.desk.decider()
        before = promotion.hub_of(self._terminal)
        return adoption.answers_at(before.address, before)

    def take(self, *, planned: bool) -> None:
        """Be the hub, and run it in a process of its own; raises Refused."""
        from counter_tui.bootstrap import promotion

        officer = self._terminal.desk.decider().id
        address = promotion.hub_of(self._terminal).address
        if not planned:
            promotion.promote(self._terminal, old_hub_is_off=True)
        try:
            self._run(address, officer if planned else "")
        except Refused:
            # A promoted one is the hub already: it is tried again, as one whose process has died.
            self._terminal.home.change(keeps_hub=not planned)
            raise
        self._terminal.home.change(keeps_hub=True)

    def go_on(self) -> None:
        """Run the hub again that this screen ran before it ended; raises Refused with what it said."""
        self._run(self._terminal.home.settings().serves, "")

    def _run(self, near: str, officer: str) -> None:
        """Run it for the network of an address: on a hub's port where that is free, else on any."""
        from urllib.parse import urlsplit

        from counter_tui.bootstrap import hub_process
        from counter_tui.sync.peer import is_loopback

        terminal = self._terminal
        host = urlsplit(near).hostname or EVERYWHERE if is_loopback(near) else EVERYWHERE
        self._running = hub_process.start(
            hub_process.Order(
                folder=str(terminal.home.folder.absolute()),
                key=terminal.store.key.hex(),
                host=host,
                port=_free(host, PORT),
                decided_by=officer,
            )
        )


def _free(host: str, port: int) -> int:
    """Return the port if nobody has it, else 0 for any: a machine may run more than one hub."""
    import socket

    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return 0
    return port
