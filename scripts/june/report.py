"""A drill's figures as rows of the table, and what was compared in words."""

from scripts.june.run import BULK, Outcome
from scripts.measure.table import Row

SHARE_OF_FLOOR = {"prebuilt": 0.40, "real": 0.35}
PROJECTED_A_SECOND = 20_000
SERVER_MB = 200
SPEED = "events/s"


def rows(outcome: Outcome, name: str, page: int) -> list[Row]:
    """Return the figures of a drill, under its name; a push and a transaction of the floor hold a `page`."""
    tally = outcome.tally
    floors = outcome.floors
    floor = sum(floors) / len(floors) if floors else None
    share = SHARE_OF_FLOOR[outcome.clients] if floors else None
    found = [
        Row(f"{name}: pushed, while the centre was up", outcome.rate, SPEED, floor, share, "share"),
        Row(f"{name}: pushed, with both restarts", tally.events / tally.push_s, SPEED, floor),
    ]
    for when, few, many in zip(("before", "after"), floors, outcome.bulk_floors, strict=False):
        found.append(Row(f"{name}: COPY {when}, {page} rows a commit", few, SPEED))
        found.append(Row(f"{name}: COPY {when}, {BULK:,} rows a commit", many, SPEED))
    found.append(Row(f"{name}: the projector's lag after the last push", outcome.lag_s, "s"))
    if outcome.left_to_project > PROJECTED_A_SECOND:
        # Less is over before it can be measured: then it kept up with the pushes.
        speed = outcome.projector_rate
        found.append(Row(f"{name}: projected after it", speed, SPEED, aim=PROJECTED_A_SECOND, kind="least"))
    if tally.current_at:
        found.append(Row(f"{name}: until the last terminal is current", tally.current_s, "s"))
        found.append(Row(f"{name}: pulled in that time", tally.pulled, "events"))
    return [
        *found,
        Row(f"{name}: memory of the centre, at most", outcome.peak_mb, "MB", aim=SERVER_MB),
        *_computed(outcome, name),
        Row(f"{name}: away, killed {outcome.kills} times", outcome.away_s, "s"),
        Row(f"{name}: requests made again", tally.retries, ""),
        Row(f"{name}: of these put off by the centre (503, 429)", tally.busy, ""),
    ]


def _computed(outcome: Outcome, name: str) -> list[Row]:
    """Return whose work an event was, and how much of the machine nobody used meanwhile."""
    found = [("the centre", outcome.cpu_s)]
    if outcome.beside is not None:
        found += [("the database", outcome.beside.database), ("the clients", outcome.beside.clients)]
        found.append(("nobody (idle cores)", outcome.beside.idle))
    each = outcome.tally.events / 1e6
    return [Row(f"{name}: {who} computed, an event", seconds / each, "µs") for who, seconds in found]


def verdict(outcome: Outcome, name: str) -> str:
    """Return what was compared, and what was wrong, as one line."""
    found = outcome.found
    wrong = {
        "lost": found.lost,
        "doubled": found.doubled,
        "written by nobody": found.foreign,
        "in quarantine": found.quarantined + outcome.tally.held,
        "offices with a gap or not projected": found.gaps,
        "chains with another end": found.heads,
        "offices whose open list differs": found.lists,
        "terminals that hold something else": outcome.differing_terminals,
    }
    compared = f"{outcome.tally.events:,} events, {found.open_applications:,} open applications"
    faults = ", ".join(f"{what} {number}" for what, number in wrong.items())
    return f"{name}: {'PASSED' if outcome.passed else 'FAILED'}: {compared}: {faults}"
