"""The pickup's part of the desk: readiness, handover, the register, what nobody fetches."""

from collections.abc import Sequence

from counter_tui.desk import (
    handover,
    handover_book,
    partner,
    pickup,
    pickup_card,
    pickup_report,
    reasons,
    receipts,
    shelving,
    uncollected,
    voiding,
)
from counter_tui.desk.desk_base import DeskBase
from counter_tui.desk.duties import Duty
from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.handovers import BookPage, BookRow, HandoverRow, ReadyView, UncollectedPage
from counter_tui.desk.views.partner import ListHandoverView, PartnerListView
from counter_tui.desk.views.pickup import Collector, HandoverView, PickupCard, PickupView, ReportView


class PickupDesk(DeskBase):
    """What an officer does where passports are handed over."""

    def pickup_view(self) -> PickupView:
        """Return everything the idle Penyerahan screen shows."""
        return pickup.view(self._post)

    def pickup_card(self, text: str) -> PickupCard:
        """Answer a scanned slip, an application id or a ticket number."""
        return pickup_card.card(self._post, text, self._line())

    def hand_over(self, application: str, collector: Collector, *, signed: bool = True) -> HandoverView:
        """Hand the passport over (penyerahan), once; `enter` attests that the papers were seen.

        `signed` attests that the register (buku penyerahan) was signed; where the office prints a receipt
        it counts for nothing, and `receipt_signed` says so afterwards. On readiness `unknown` it is
        allowed with the book in hand, recorded and flagged.
        """
        return handover.hand_over(self._post, application, collector, self._line(), signed=signed)

    def receipt_signed(self, application: str) -> HandoverRow:
        """Tick the printed receipt as signed; of a partner's list all its passports at once."""
        return receipts.signed(self._post, application)

    def mark_ready(self, application: str, shelf: str = "") -> PickupCard:
        """Record that the passport lies ready on a shelf."""
        return shelving.mark_ready(self._post, application, shelf, self._line())

    def ready_by_hand(self, text: str, shelf: str = "") -> ReadyView:
        """Put the passport of a slip or booking code on a shelf, one scan after another."""
        return shelving.ready_by_hand(self._post, text, shelf)

    def report_choices(self) -> tuple[Choice, ...]:
        """Return why a pickup may be reported."""
        return reasons.reports()

    def report_pickup(self, application: str, reason: str) -> ReportView:
        """Report a suspicious slip or collector; the application goes on *Perlu diperiksa*."""
        return pickup_report.report(self._post, application, reason)

    def cancel_choices(self) -> tuple[Choice, ...]:
        """Return why a made passport may be cancelled, to who may decide it."""
        self._post.acting(Duty.DECIDE)
        return reasons.voids()

    def cancel_passport(self, application: str, reason: str) -> PickupCard:
        """Note that the office cancelled a made passport (pembatalan, Ps 30), such as an uncollected one."""
        return voiding.cancel(self._post, application, reason, self._line())

    def uncollected(self, page: int = 1) -> UncollectedPage:
        """Return what nobody fetched since the office's day 20, the longest first, 20 a page."""
        return uncollected.page(self._post, page)

    def handover_book(self, text: str = "", day_from: str = "", day_to: str = "", page: int = 1) -> BookPage:
        """Search the register of handovers (buku penyerahan) by number or part of a name, newest first.

        Days are ISO dates, both included; empty ones mean the last 30 days. Names are masked.
        """
        return handover_book.page(self._post, text, day_from, day_to, page)

    def handover_entry(self, event: str) -> BookRow:
        """Return one line of the register with names and ID reference in full."""
        return handover_book.entry(self._post, event)

    def partner_list(self, texts: Sequence[str]) -> PartnerListView:
        """Tell of each scan, number or code of a partner's list whether it may be handed over."""
        return partner.preview(self._post, texts, self._line())

    def hand_over_list(self, applications: Sequence[str], collector: Collector) -> ListHandoverView:
        """Hand a whole list to a partner in one step with one receipt, or nothing of it."""
        return partner.hand_over(self._post, applications, collector, self._line())
