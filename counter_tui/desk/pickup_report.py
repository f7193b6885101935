"""Reporting a suspicious pickup: the application is flagged for *Perlu diperiksa*, and nothing moves."""

from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.desk import reasons
from counter_tui.desk.duties import Duty
from counter_tui.desk.handover_rows import known_as
from counter_tui.desk.views.pickup import ReportView
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post


def report(post: "Post", application: str, reason: str) -> ReportView:
    """Record the report under a reason code."""
    names = reasons.report_names()
    with post.step(Duty.HAND_OVER) as step:
        code = reasons.known(reason, names)
        state = step.application(application)
        if state is None:
            raise Refused(
                _("Permohonan itu tidak dikenal di komputer ini. Tidak ada yang tercatat. Cari dengan /."),
                code="unknown_application",
            )
        event = step.on_application(application, "pickup_reported", reason=code)
        number = known_as(state, step.tx.record("applicant", application))
    post.remember(event, _("{number} dilaporkan: {reason}").format(number=number, reason=names[code]))
    return ReportView(application, number, code, event.id)
