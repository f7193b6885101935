"""This counter (loket) itself: open, paused or closed, and which visits it serves."""

from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.core.station import CLOSED, OPEN, PAUSED
from counter_tui.desk import hand, naming
from counter_tui.desk.duties import Duty, may
from counter_tui.desk.views.counter import ServeChoice
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.core.station import Serves
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step


def open_counter(post: "Post") -> None:
    """Open this counter with what it served before; nothing happens when it is open."""
    with post.step(Duty.SERVE) as step:
        open_within(post, step)


def open_within(post: "Post", step: "Step") -> None:
    """Open this counter within another step, as calling a number does."""
    if status(post) != OPEN:
        _append(
            post, step, "opened", counter=post.identity.counter, serves=[list(one) for one in serves(post)]
        )


def take_seat(post: "Post") -> None:
    """Open a closed counter of an open day for an officer who serves."""
    officer = post.officer
    post.board.refresh()
    if officer is not None and may(officer.roles, Duty.SERVE) and status(post) == CLOSED and post.board.day:
        open_counter(post)


def pause(post: "Post") -> None:
    """Pause this counter."""
    _leave(post, "paused", {OPEN})


def close(post: "Post") -> None:
    """Close this counter."""
    _leave(post, "closed", {OPEN, PAUSED})


def status(post: "Post") -> str:
    """Return `open`, `paused` or `closed`; a counter that was never opened is closed."""
    station = post.board.station
    return station.status if station is not None else CLOSED


def serves(post: "Post") -> "Serves":
    """Return the pairs of service and visit that this counter serves; empty means everything."""
    station = post.board.station
    return station.serves if station is not None else ()


def choices(post: "Post") -> tuple[ServeChoice, ...]:
    """Return every (service, visit) of the catalogue and whether this counter serves it."""
    post.board.refresh()
    now = serves(post)
    found = []
    for service in post.catalogue.services.values():
        for visit, stages in enumerate(service.route, start=1):
            names = ", ".join(naming.stage(post.catalogue, stage) for stage in stages)
            name = f"{naming.service(post.catalogue, service.code)}: {names}"
            found.append(ServeChoice(service.code, visit, name, not now or (service.code, visit) in now))
    return tuple(found)


def change_serves(post: "Post", wanted: "Serves") -> None:
    """Change what this counter serves; all of it is written as everything."""
    known = {(choice.service, choice.visit) for choice in choices(post)}
    if not set(wanted) <= known:
        raise Refused(
            _("Layanan atau kunjungan itu tidak ada. Tidak ada yang berubah."), code="unknown_service"
        )
    kept = () if set(wanted) == known else tuple(sorted(set(wanted)))
    with post.step(Duty.SERVE) as step:
        if post.board.station is None:
            _append(post, step, "opened", counter=post.identity.counter, serves=[list(one) for one in kept])
        elif kept != serves(post):
            _append(post, step, "serves_changed", serves=[list(one) for one in kept])


def _leave(post: "Post", what: str, allowed: set[str]) -> None:
    with post.step(Duty.SERVE) as step:
        hand.refuse_while_in_hand(post)
        if status(post) in allowed:
            _append(post, step, what)


def _append(post: "Post", step: "Step", what: str, **data: object) -> None:
    step.append(f"counter/{post.identity.device}", f"counter.{what}", data)
