"""What every part of the desk stands on."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from counter_tui.desk.post import Post
from counter_tui.desk.views.state import PrinterView, SyncView
from counter_tui.store.store import wall_ms

if TYPE_CHECKING:
    from counter_tui.core.catalogue import Catalogue
    from counter_tui.core.ticket_events import Authority
    from counter_tui.desk.hub_port import HubPort
    from counter_tui.printing.profile import Profile
    from counter_tui.store.opened import OpenedStore


def narrow_paper() -> "Profile":
    """Return the profile of the cheapest printers, which every slip fits."""
    from counter_tui.printing.profile_files import BASE, profile_named

    return profile_named(BASE)


class DeskBase:
    """A post at an opened store, and who reports on paper and network."""

    def __init__(
        self,
        store: "OpenedStore",
        catalogue: "Catalogue",
        *,
        printers: Callable[[], tuple[PrinterView, ...]],
        line: Callable[[], SyncView],
        now: Callable[[], int] = wall_ms,
        random: Callable[[int], bytes] = os.urandom,
        profile: "Callable[[], Profile]" = narrow_paper,
        hub: "Authority | None" = None,
    ) -> None:
        """Stand at an opened store; `printers` and `line` say how paper and network are, without waiting.

        `hub` is the hub that this home is, or for which this desk acts. `profile` is the printer family on
        which slips come out, for which their bytes are counted.
        """
        self._post = Post(store, catalogue, now=now, random=random, profile=profile)
        self._post.hub = hub
        self._printers = printers
        self._line = line
        self._post.clock_offset = lambda: line().offset_ms

    @classmethod
    def at(cls, other: "DeskBase") -> Self:
        """Return this desk at the post where another one stands already: what one does, both see."""
        desk = cls.__new__(cls)
        vars(desk).update(vars(other))
        return desk

    def go_through(self, port: "HubPort | None") -> None:
        """Let the hub behind a port number and call for this desk while it answers."""
        self._post.port = port

    def take_place(self, hub: "Authority | None", port: "HubPort | None") -> None:
        """Go on as the desk of the hub that this home is now, or of a terminal of the one behind a port."""
        self._post.hub, self._post.port = hub, port

    def before_each_action(self, look_around: Callable[[], None]) -> None:
        """Have somebody look, before anything is done, whether this home has another place now."""
        self._post.look_around = look_around
