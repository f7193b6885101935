"""Fixtures of the screen: apps over still views for pictures, and waiting for conditions instead of times."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import cast

import pytest

from counter_tui.desk.desk import Desk
from counter_tui.desk.views import CounterView, StatusView
from counter_tui.tui.app import CounterApp, LockedCounterApp
from counter_tui.tui.options import Options
from tests.tui import still

MakeApp = Callable[..., CounterApp]


@pytest.fixture
def still_app() -> MakeApp:
    """Make an app that stands at 09.14.22 of the drawings and shows these views."""

    def make(
        view: CounterView = still.SERVING_VIEW,
        status: StatusView = still.STATUS,
        *,
        theme: str = "gelap",
        locked: bool = False,
        options: Options | None = None,
    ) -> CounterApp:
        first: Future[tuple[CounterView, StatusView]] = Future()
        first.set_result((view, status))
        # The still desk has only what a picture asks for; behaviour is tested on the real one.
        factory = cast("Callable[[], Desk]", lambda: still.StillDesk(view, status))
        chosen = options or Options(theme=theme, now=lambda: still.NOW)
        return (LockedCounterApp if locked else CounterApp)(
            factory, first=None if locked else first, options=chosen
        )

    return make
