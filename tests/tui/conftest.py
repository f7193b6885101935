"""Fixtures of the screen: apps over still views for pictures, and waiting for conditions instead of times."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from counter_tui.desk.desk import Desk
from counter_tui.desk.views.counter import CounterView
from counter_tui.desk.views.state import StatusView
from counter_tui.tui.app import CounterApp, LockedCounterApp
from counter_tui.tui.options import Options
from tests.tui import still
from tests.tui.office import Office, make_office

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
        # The still desk has only what a picture asks for; behaviour is tested on the real one.
        factory = cast("Callable[[], Desk]", lambda: still.StillDesk(view, status))
        chosen = options or Options(theme=theme, now=lambda: still.NOW)
        return (LockedCounterApp if locked else CounterApp)(
            factory, first=None if locked else (view, status), options=chosen
        )

    return make


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of an office in which nothing has happened yet."""
    return make_office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def office(office_template: Path, tmp_path: Path) -> Iterator[Office]:
    """Return an office of this test's own, on a real encrypted store."""
    path = tmp_path / office_template.name
    shutil.copy(office_template, path)
    office = Office(path)
    yield office
    office.close()
