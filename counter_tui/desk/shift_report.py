"""The shift report (laporan giliran): what this counter did on the open day, on paper.

It counts what this device did and nobody took back; its times are those of `figures`.
"""

from collections import Counter
from typing import TYPE_CHECKING

from counter_tui.core.zones import moment
from counter_tui.desk import figures, paper_words, papers
from counter_tui.desk.duties import Duty
from counter_tui.desk.standing import standing
from counter_tui.desk.views.papers import ShiftReportView
from counter_tui.language import _
from counter_tui.printing.documents.kinds import KINDS
from counter_tui.printing.documents.shift_report import Count, ShiftReportPaper
from counter_tui.printing.plain_text import plain_text
from counter_tui.store import live

if TYPE_CHECKING:
    from counter_tui.core.event import Event
    from counter_tui.desk.post import Post

KIND = KINDS["shift_report"]
LABELS = {
    "incomplete": "Berkas kurang",
    "deferred": "Ditunda",
    "refused": "Ditolak",
    "withdrawn": "Ditarik",
    "cancelled": "Nomor batal",
    "missed": "Tidak hadir",
}
"""How else numbers ended or paused here, in the words of the paper and its order."""


def shift_report(post: "Post") -> ShiftReportView:
    """Print the report of the open day so far; see `Desk.shift_report`."""
    day = post.day
    deeds = _deeds(post, day)
    paper = _paper(post, day, deeds)
    with post.step(Duty.SERVE) as step:
        job = papers.order(post, step, KIND.code, paper.data(), subject=post.identity.counter, role=KIND.role)
    post.remember(step.events[0], _("Laporan giliran dicetak"))
    return ShiftReportView(
        counter=paper.counter,
        day=day,
        served=paper.served,
        median_minutes=paper.median_minutes,
        p90_minutes=paper.p90_minutes,
        on_time_percent=paper.on_time_percent,
        outcomes={what: deeds[what] for what in LABELS},
        slips=paper.slips,
        slip_copies=paper.slip_copies,
        handovers=paper.handovers,
        paper=plain_text(job),
        job=job.id,
        event=job.event,
    )


def _paper(post: "Post", day: str, deeds: Counter[str]) -> ShiftReportPaper:
    times = figures.today(post)
    return ShiftReportPaper(
        office=post.identity.office_name,
        counter=post.identity.counter,
        day=day,
        time=paper_words.clock(post, post.now()),
        served=times.served,
        median_minutes=times.median_minutes,
        p90_minutes=times.p90_minutes,
        on_time_percent=round(times.on_time * 100) if times.on_time is not None else None,
        outcomes=tuple(Count(label=words, count=deeds[what]) for what, words in LABELS.items()),
        slips=deeds["slip"],
        slip_copies=deeds["slip_copy"],
        handovers=deeds["handover"],
    )


def _deeds(post: "Post", day: str) -> Counter[str]:
    """Count what this device did since the day began, without what was taken back."""
    who = post.identity
    with post.store.read() as conn:
        since = moment(day, "00:00", who.zone)
        past = live.own_events_back(conn, who.device, who.epoch, since, figures.MOST)[::-1]
    return Counter(deed for event in standing(past) if (deed := _deed(event)))


def _deed(event: "Event") -> str:
    match event.type:
        case "ticket.concluded":
            return str(event.data["outcome"])
        case "ticket.cancelled" | "ticket.missed":
            return event.type.removeprefix("ticket.")
        case "application.slip_printed":
            return "slip_copy" if event.data.get("copy") else "slip"
        case "application.handed_over":
            return "handover"
    return ""
