"""The tabs of Keadaan, each with its mark or count, and which of them is the gravest."""

from typing import TYPE_CHECKING

from textual.content import Content

from counter_tui.desk.views.state import StateView
from counter_tui.desk.views.tone import Tone
from counter_tui.language import _
from counter_tui.tui.ink import QUIET, say
from counter_tui.tui.widgets.marks import MARKS, STYLES
from counter_tui.tui.widgets.sync_words import sync_words

if TYPE_CHECKING:
    from counter_tui.tui.screens.state import Tab


def gravest(view: StateView) -> "Tab":
    """Return the tab that needs an officer first."""
    asks = any(job.open and job.state in {"unconfirmed", "failed"} for job in view.jobs)
    if asks or view.printer.state == "problem":
        return "jobs"
    return "checks" if view.checks else "line"


def line(view: StateView, tab: "Tab") -> Content:
    """Return the row of tabs; the open one is filled."""
    tone = sync_words(view.sync, 0, "UTC").tone
    mark = MARKS[Tone.IDLE] if view.sync.state == "offline" else MARKS[tone]
    waiting = sum(1 for job in view.jobs if job.open)
    entries = (
        ("line", _("Sambungan"), say((mark, STYLES[tone]))),
        ("jobs", _("Cetakan"), _count(waiting)),
        ("checks", _("Perlu diperiksa"), _count(len(view.checks))),
    )
    return Content("   ").join([_entry(name, mark, here=code == tab) for code, name, mark in entries])


def _count(number: int) -> Content:
    return say((str(number), "bold")) if number else say("")


def _entry(name: str, mark: Content, *, here: bool) -> Content:
    tail = say(" ", mark) if mark.plain else say("")
    if here:
        text = f" {name}{' ' + mark.plain if mark.plain else ''} "
        return say((text, "bold $on-primary on $primary"))
    return say(" ", (name, QUIET), tail, " ")
