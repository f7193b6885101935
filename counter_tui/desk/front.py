"""The front of the desk: all that the first picture needs of it, so that nothing else is loaded before."""

from counter_tui.desk import counter_view, officers, station, status, without_hub
from counter_tui.desk.desk_base import DeskBase
from counter_tui.desk.views.counter import CounterView
from counter_tui.desk.views.officer import OfficerView
from counter_tui.desk.views.state import StatusView
from counter_tui.desk.views.trail import TrailView


class Front(DeskBase):
    """Who acts here, what the counter shows, and the status line below it."""

    def login(self, login: str, pin: str) -> OfficerView:
        """Let an officer act here; five wrong PINs close that login for five minutes."""
        return officers.login(self._post, login, pin)

    def officer(self) -> OfficerView | None:
        """Return who acts here; None while locked."""
        return self._post.officer

    def take_seat(self) -> None:
        """Open a closed counter for the officer who has just logged in at its screen (SCREENS §11).

        A paused one stays paused; before the day, or for an officer who does not serve, nothing happens.
        """
        station.take_seat(self._post)

    def counter_view(self) -> CounterView:
        """Return everything the Loket screen shows, from memory unless the store changed."""
        return counter_view.view(self._post)

    def status_view(self) -> StatusView:
        """Return what the status line and the mode row need."""
        return status.view(self._post, self._printers(), self._line())

    def own_series(self) -> str:
        """Return how the numbers begin that this terminal issues without its hub."""
        return without_hub.series(self._post)

    def tell(self, text: str) -> None:
        """Show a sentence where the last action stands, until the next one."""
        self._post.trail = TrailView(at=self._post.now(), text=text)
