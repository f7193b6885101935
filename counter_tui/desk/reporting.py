"""Reports (laporan): figures and registers for whoever answers for them.

The register of handovers is a legal book (Ps 23): who keeps it (pickup, supervisor, admin) gets full names; a
reviewer gets the same rows with names masked; everybody else is refused.
"""

from typing import TYPE_CHECKING

from counter_tui.desk import handover_book, lease, uncollected
from counter_tui.desk.duties import Duty, may
from counter_tui.desk.views.reporting import BookReport, Issuer, UncollectedReport

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.views.handovers import UncollectedRow


def handovers(post: "Post", day_from: str, day_to: str) -> BookReport:
    """Return the register from one day to another (ISO dates); empty dates mean the last 30 days."""
    post.acting(Duty.REPORT)
    lease.check(post)
    full = may(post.acting(Duty.REPORT).roles, Duty.KEEP_BOOK)
    found = handover_book.whole(post, day_from, day_to, full=full)
    return BookReport(
        issuer(post), found.day_from, found.day_to, tuple(reversed(found.rows)), masked=not full
    )


def uncollected_passports(post: "Post") -> UncollectedReport:
    """Return all that is listed as uncollected today."""
    post.acting(Duty.REPORT)
    rows: list[UncollectedRow] = []
    page = uncollected.page(post, 1)
    rows += page.rows
    while page.more:
        page = uncollected.page(post, page.page + 1)
        rows += page.rows
    return UncollectedReport(issuer(post), tuple(rows), page.days)


def issuer(post: "Post") -> Issuer:
    """Return who asks for a report, when and for which office."""
    who = post.identity
    name = post.acting().name
    return Issuer(who.office, who.office_name or who.office, name, post.now(), who.zone)
