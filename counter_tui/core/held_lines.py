"""Lines of the journal that somebody did not accept, and what was decided about them (*perlu diperiksa*).

They lie apart, in no stream of their own; what is decided about those of one device stands on
`quarantine/<device>` and names them by their hashes. No projection is kept of it: it is folded when read.
"""

from collections.abc import Iterable

from counter_tui.core.contradictions import Checked, note_check
from counter_tui.core.event import Event
from counter_tui.core.folding import UNKNOWN, Machine, StreamState

KIND = "quarantine"
CHECKED = "quarantine.checked"

_CHECKS: Machine[StreamState] = Machine(StreamState, {CHECKED: Checked}, {(UNKNOWN, CHECKED): note_check})


def stream(device: str) -> str:
    """Return where it stands what was decided about a device's lines; unreadable ones name no device."""
    return f"{KIND}/{device or 'unreadable'}"


def decisions(events: Iterable[Event]) -> StreamState:
    """Return what was decided about a device's lines."""
    return _CHECKS.fold(events) or StreamState()
