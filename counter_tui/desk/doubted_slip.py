"""A slip that proves nothing by itself: only who decides hands over on it, and it is looked at later.

Its key was revoked and nothing here knows that it was printed before. Whoever showed it at this computer may
come back with the number alone: the application stays doubted here.
"""

from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.desk.duties import Duty, may
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.slip_check import Check
    from counter_tui.desk.step import Step

REPORTED_AS = "slip_doubtful"


def note(post: "Post", check: "Check") -> None:
    """Keep that somebody came with such a slip."""
    if check.needs_supervisor:
        post.doubted_slips.add(check.application)


def is_doubted(post: "Post", application: str) -> bool:
    """Return whether an application's slip was doubted here; refused then for who may not decide."""
    if application not in post.doubted_slips:
        return False
    if not may(post.acting().roles, Duty.DECIDE):
        raise Refused(
            _(
                "Resi yang ditunjukkan memakai kunci yang dicabut. Paspor belum diserahkan. "
                "Panggil penyelia untuk memeriksa identitas."
            ),
            code="needs_supervisor",
        )
    return True


def report(step: "Step", application: str) -> None:
    """Put the handover on *Perlu diperiksa*: undone with it, and looked at by somebody else."""
    step.on_application(application, "pickup_reported", reason=REPORTED_AS)
