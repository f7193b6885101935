"""Passports that lie ready, and what was last written of them."""

from counter_tui.core.event import Event
from tests.desk.office import Office


def on_the_shelf(office: Office, service: str = "paspor_baru", shelf: str = "C-14") -> str:
    """Issue one number and note its passport as ready; return its application."""
    application = office.desk.issue(service).applications[0]
    office.desk.mark_ready(application, shelf)
    return application


def last(office: Office, kind: str) -> Event:
    """Return the newest event of a type that this device wrote."""
    return next(event for event in reversed(office.events()) if event.type == kind)
