"""Whether a passport may be handed over, as far as this computer knows."""

from counter_tui.core.application import ENDED, HANDED_OVER, READY, ApplicationState
from counter_tui.desk.views.state import SyncView

CURRENT = frozenset({"alone", "connected", "sending"})
"""States of the line in which this computer knows what the office knows."""


def readiness(state: ApplicationState | None, line: SyncView) -> str:
    """Return ready, not_ready, unknown (here, now), used or refused."""
    if state is None:
        return "unknown"
    if state.status == HANDED_OVER:
        return "used"
    if state.status in ENDED:
        return "refused"
    if state.status == READY:
        return READY
    known = state.opened_at is not None and line.state in CURRENT
    return "not_ready" if known else "unknown"
