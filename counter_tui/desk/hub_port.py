"""The hub as a desk at a terminal asks it; `sync.hub_client` is the real one, wired in `bootstrap`."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from counter_tui.core.ticket_events import Authority
    from counter_tui.sync.desk_command import DeskAnswer, DeskCommand

Standing = Literal["up", "away"]
Arguments = dict[str, Any]


class HubPort(Protocol):
    """A terminal's line to its hub. It may be asked from any thread, within `alone`."""

    def standing(self) -> Standing:
        """Return whether the hub answers, as far as is known without asking it."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Let no other thread and no other process of this home speak for it meanwhile."""
        ...

    def command(self, action: str, command: "DeskCommand") -> "DeskAnswer | None":
        """Ask for something to be done; None where no answer came within two seconds."""
        ...

    def authority(self) -> "Authority | None":
        """Return the authority of the hub's numbers; None while it does not answer."""
        ...
