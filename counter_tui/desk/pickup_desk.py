"""The pickup's part of the desk: readiness and handover."""

from counter_tui.desk import pickup, pickup_card
from counter_tui.desk.desk_base import DeskBase
from counter_tui.desk.views.pickup import Collector, HandoverView, PickupCard, PickupView


class PickupDesk(DeskBase):
    """What an officer does where passports are handed over."""

    def pickup_view(self) -> PickupView:
        """Return everything the idle Penyerahan screen shows."""
        return pickup.view(self._post)

    def pickup_card(self, text: str) -> PickupCard:
        """Answer a scanned slip, an application id or a ticket number."""
        return pickup_card.card(self._post, text, self._line())

    def hand_over(self, application: str, collector: Collector) -> HandoverView:
        """Hand the passport over (penyerahan), once; `enter` attests that the papers were seen.

        On readiness `unknown` it is allowed with the book in hand, recorded and flagged.
        """
        return pickup.hand_over(self._post, application, collector, self._line())

    def mark_ready(self, application: str, shelf: str = "") -> PickupCard:
        """Record that the passport lies ready on a shelf."""
        return pickup.mark_ready(self._post, application, shelf, self._line())
