"""What somebody who only asks is told of a slip: whether it is genuine, and how its passport stands."""

from typing import TYPE_CHECKING

from counter_tui.desk import pickup_card, slip_check
from counter_tui.desk.readiness import readiness
from counter_tui.desk.views.slip import VerifyView
from counter_tui.desk.views.state import SyncView
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.desk.post import Post

USED = "used"
"""The slip is genuine, and its passport was already handed over."""


def verify(post: "Post", text: str, line: SyncView) -> VerifyView:
    """Check a slip offline; one that was used is no longer valid, and its sentence says when and by whom."""
    found = slip_check.check(post, text)
    if not found.application:
        return VerifyView(found.valid, found.reason, found.sentence, "", "", found.warning)
    with post.store.read() as conn:
        state = queries.application(conn, found.application)
    ready = readiness(state, line)
    if not found.valid and not found.needs_supervisor:
        return VerifyView(False, found.reason, found.sentence, found.application, ready, found.warning)
    card = pickup_card.of_application(post, found.application, line, found)
    if ready == USED:
        return VerifyView(False, USED, card.sentence, found.application, ready, found.warning)
    stands = _("Paspor siap {since}.").format(since=card.ready_text) if card.ready_text else card.sentence
    sentence = f"{found.sentence} {stands}"
    return VerifyView(found.valid, found.reason, sentence, found.application, ready, found.warning)
