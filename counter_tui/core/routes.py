"""The way of a number through the office (rute): visits to a counter, each of one or more stages."""

from collections.abc import Container

Route = tuple[tuple[str, ...], ...]


def next_visit(route: Route, done: Container[str]) -> int:
    """Return the first visit, counted from 1, of which a stage is not done; 0 where there is none."""
    for visit, stages in enumerate(route, start=1):
        if not all_done(stages, done):
            return visit
    return 0


def all_done(stages: tuple[str, ...], done: Container[str]) -> bool:
    """Return whether every one of these stages is done."""
    # A plain loop: a rebuild comes here a million times, and `all` would make a generator each time.
    for stage in stages:  # noqa: SIM110
        if stage not in done:
            return False
    return True


def visit_for(stage: str, route: Route, visit: int) -> tuple[Route, int]:
    """Return the route and the visit for a stage: one that the route lacks comes before the present one."""
    for number, stages in enumerate(route, start=1):
        if stage in stages:
            return route, number
    before = max(visit - 1, 0)
    return (*route[:before], (stage,), *route[before:]), before + 1
