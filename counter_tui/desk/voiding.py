"""Cancelling a made passport (pembatalan, Ps 30): whoever decides notes what the office decided.

It leaves the list of the uncollected, and is not handed over any more.
"""

from typing import TYPE_CHECKING

from counter_tui.core import collection
from counter_tui.core.application import ENDED, HANDED_OVER, READY, ApplicationState
from counter_tui.core.refusal import Refused
from counter_tui.core.zones import local_time
from counter_tui.desk import pickup_card, reasons
from counter_tui.desk.duties import Duty
from counter_tui.desk.handover_rows import known_as
from counter_tui.desk.local_time import day_text
from counter_tui.desk.views.pickup import PickupCard
from counter_tui.desk.views.state import SyncView
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post

UNCOLLECTED = "uncollected"


def cancel(post: "Post", application: str, reason: str, line: SyncView) -> PickupCard:
    """Record the cancellation under a reason code; as uncollected only beyond the office's limit."""
    names = reasons.void_names()
    with post.step(Duty.DECIDE) as step:
        code = reasons.known(reason, names)
        state = _ready(post, step.application(application))
        if code == UNCOLLECTED:
            _refuse_early(post, state)
        event = step.on_application(application, "outcome", outcome="cancelled", reason=code)
        number = known_as(state, step.tx.record("applicant", application))
    post.remember(event, _("{number} dibatalkan: {reason}").format(number=number, reason=names[code]))
    return pickup_card.of_application(post, application, line)


def _ready(post: "Post", state: ApplicationState | None) -> ApplicationState:
    if state is not None and state.status == READY:
        return state
    if state is not None and state.status == HANDED_OVER:
        raise Refused(pickup_card.used_sentence(post, state), code="used")
    if state is not None and state.status in ENDED:
        raise Refused(pickup_card.ended_sentence(state), code="closed")
    raise Refused(
        _("Belum tercatat siap di komputer ini. Tidak ada yang berubah. Yang dibatalkan adalah paspor jadi."),
        code="not_ready",
    )


def _refuse_early(post: "Post", state: ApplicationState) -> None:
    zone = post.identity.zone
    ready = local_time(state.ready_at or post.now(), zone).date()
    until = collection.last_day(ready, post.rules.collection_limits)
    if local_time(post.now(), zone).date() <= until:
        raise Refused(
            _(
                "Masih dapat diambil sampai {day}. Tidak ada yang berubah. Tunggu sampai batasnya lewat."
            ).format(day=day_text(until)),
            code="in_time",
        )
