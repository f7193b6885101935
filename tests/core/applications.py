"""What is said of one application in the tests of its fold, and what that comes to."""

from typing import Any

from counter_tui.core import application
from counter_tui.core.application import ApplicationState
from counter_tui.core.event import Event
from tests.core.events import event


def said(number: int, what: str, /, **data: Any) -> Event:
    """Return an event about the application."""
    return event(number, f"application.{what}", data)


def folded(*events: Event) -> ApplicationState:
    """Return what these events come to."""
    state = application.fold(events)
    assert state is not None
    return state
