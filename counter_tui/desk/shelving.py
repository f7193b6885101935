"""Noting that a passport lies ready, and on which shelf: by its card, or one scan after another."""

from typing import TYPE_CHECKING

from counter_tui.core.application import ENDED, HANDED_OVER, READY, ApplicationState
from counter_tui.core.refusal import Refused
from counter_tui.core.shelves import LONGEST, shelf_label
from counter_tui.desk import naming, pickup_card
from counter_tui.desk.duties import Duty
from counter_tui.desk.handover_rows import known_as, masked_owner
from counter_tui.desk.views.handovers import ReadyView
from counter_tui.desk.views.pickup import PickupCard
from counter_tui.desk.views.state import SyncView
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step


def mark_ready(post: "Post", text: str, shelf: str, line: SyncView) -> PickupCard:
    """Record that the passport lies ready, and where."""
    label = known_shelf(shelf)
    with post.step(Duty.HAND_OVER) as step:
        application, known = _meant(post, step, text)
        event = step.on_application(application, "ready", shelf=label)
        number = known_as(known, step.tx.record("applicant", application))
    post.remember(event, _("{number} siap diambil").format(number=number))
    return pickup_card.of_application(post, application, line)


def ready_by_hand(post: "Post", text: str, shelf: str) -> ReadyView:
    """Put one of a pile on a shelf; scanned again on the same shelf it changes nothing."""
    label = known_shelf(shelf)
    with post.step(Duty.HAND_OVER) as step:
        application, known = _meant(post, step, text)
        before = known.shelf if known is not None and known.status == READY else None
        lies = before is not None and label in ("", before)
        event = None if lies else step.on_application(application, "ready", shelf=label)
        number = known_as(known, step.tx.record("applicant", application))
    if event is not None:
        post.remember(event, _("{number} siap diambil").format(number=number))
    with post.store.read() as conn:
        name = masked_owner(conn, application)
    return ReadyView(
        application=application,
        number=number,
        service_name=naming.service(post.catalogue, known.service) if known is not None else "",
        masked_name=name,
        shelf=label or before or "",
        outcome="already" if lies else "ready" if before is None else "moved",
        event=event.id if event is not None else "",
    )


def known_shelf(text: str) -> str:
    """Return a shelf as it is kept; refused when it could be a name."""
    label = shelf_label(text)
    if label is None:
        raise Refused(
            _(
                "Rak itu tidak dikenali. Tidak ada yang berubah. Tulis pendek, paling banyak {n} tanda: C-14."
            ).format(n=LONGEST),
            code="shelf",
        )
    return label


def _meant(post: "Post", step: "Step", text: str) -> tuple[str, ApplicationState | None]:
    application = pickup_card.meant(post, text)
    known = step.application(application)
    if known is not None and known.status in (HANDED_OVER, *ENDED):
        raise Refused(
            _("Permohonan ini sudah berakhir. Tidak ada yang berubah. Cari dengan /."), code="closed"
        )
    return application, known
