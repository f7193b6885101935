"""A terminal that was long without its server shows nobody's name: a lost laptop tells nothing."""

from typing import TYPE_CHECKING

from counter_tui.core.lease import Standing, time
from counter_tui.core.refusal import Refused
from counter_tui.core.zones import local_time
from counter_tui.desk.local_time import day_text
from counter_tui.language import _
from counter_tui.store import identities, lease

if TYPE_CHECKING:
    from counter_tui.desk.post import Post


def check(post: "Post") -> None:
    """Refuse what gives out personal data while the lease is over."""
    if _standing(post)[0] is Standing.OVER:
        raise Refused(_over(), code="lease")


def sentence(post: "Post") -> str:
    """Return what the officer is told at login; empty while there is nothing to tell."""
    standing, until = _standing(post)
    if standing is Standing.OVER:
        return _over()
    if standing is Standing.ENDING and until is not None:
        day = day_text(local_time(until, post.identity.zone).date())
        return _(
            "Sudah lama tanpa pusat: nama ditutup mulai {day}. Sambungkan, atau kepala seksi masuk di sini."
        ).format(day=day)
    return ""


def _over() -> str:
    return _(
        "Terlalu lama tanpa pusat: nama dan NIK ditutup, antrean tetap jalan. "
        "Sambungkan, atau kepala seksi masuk di sini."
    )


def _standing(post: "Post") -> tuple[Standing, int | None]:
    with post.store.read() as conn:
        held = lease.load(conn)
        return held.standing(time(post.now(), identities.newest_stamp(conn))), held.until
