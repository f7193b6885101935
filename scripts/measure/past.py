"""A counter's past: a journal of any length, written fast, in which `store check` finds nothing wrong.

Every line is encoded, hashed and chained by the program's own rules; only the inserting is done many rows
at once and without waiting for the disk.
"""

import os
from collections.abc import Iterator
from contextlib import closing
from itertools import count, islice
from math import ceil
from pathlib import Path
from typing import Any

from counter_tui.core.catalogue import Service, builtin
from counter_tui.core.ids import booking_application_id
from counter_tui.core.numbering import label
from counter_tui.core.zones import business_day, moment
from counter_tui.store import driver, event_rows
from counter_tui.store.identity import Identity
from scripts.measure.chain import Chain, Said, new_id

DAY_MS = 86_400_000
SERVED_A_DAY = 110
AT_ONCE = 20_000
Row = tuple[str | int, ...]


def write(path: Path, key: bytes, identity: Identity, events: int, now: int) -> None:
    """Give a store without events a past of at least so many, in whole days; nothing is folded."""
    written = _Rows(identity)
    chain = written.chain
    rows = map(written.row, _days(identity, events, now))
    with closing(driver.connect(path, key)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        while some := list(islice(rows, AT_ONCE)):
            connection.execute("BEGIN")
            connection.executemany(event_rows.INSERT, some)
            connection.execute("COMMIT")
        connection.execute(
            "UPDATE head SET seq = ?, hash = ?, hlc = ? WHERE office = ? AND device = ? AND epoch = ?",
            (chain.seq, chain.hash, chain.hlc, identity.office, identity.device, identity.epoch),
        )


class _Rows:
    """One device's events as rows of the journal."""

    def __init__(self, identity: Identity) -> None:
        self.chain = Chain(identity)

    def row(self, said: Said) -> Row:
        """Return the journal's row of the next event."""
        event, body = self.chain.add(said, os.urandom(10))
        return event_rows.row_of(event, body.decode(), self.chain.hash)


def _days(who: Identity, events: int, now: int) -> Iterator[Said]:
    service = builtin().service("paspor_baru")
    a_day = SERVED_A_DAY * sum(1 for _said in _visit(who, service, "", 1, 0)) + 3
    for ago in range(ceil(events / a_day), 0, -1):
        day = business_day(now - ago * DAY_MS, who.zone)
        opening, stream = moment(day, "08:00", who.zone), f"day/{who.site}/{day}"
        yield stream, "day.opened", {"business_day": day, "zone": who.zone}, opening
        yield f"counter/{who.device}", "counter.opened", {"counter": who.counter, "serves": []}, opening
        for number in range(1, SERVED_A_DAY + 1):
            yield from _visit(who, service, day, number, opening + number * 240_000)
        yield stream, "day.closed", {}, opening + 9 * 3_600_000


def _visit(who: Identity, service: Service, day: str, number: int, start: int) -> Iterator[Said]:
    """Yield one person's number from its issue until the passport is handed over."""
    booked = number % 3 > 0  # two of three come by M-Paspor, whose applications lie scattered by their ids
    application = booking_application_id(who.office, f"{day}/{number}") if booked else new_id(start)
    ticket = new_id(start)
    shown, minute = label(service.letter, number), count(start, 20_000)

    def on_ticket(what: str, **data: Any) -> Said:
        return f"ticket/{ticket}", f"ticket.{what}", data, next(minute)

    def on_application(what: str, **data: Any) -> Said:
        return f"application/{application}", f"application.{what}", data, next(minute)

    about = {
        "number": shown,
        "service": service.code,
        "product": service.products[0],
        "channel": "booking" if booked else "walk_in",
    }
    yield on_ticket(
        "issued",
        **about,
        series=service.letter,
        route=[list(visit) for visit in service.route],
        business_day=day,
        authority={"kind": "device", "id": who.device, "epoch": 0},
        applications=[application],
        priority=None,
        slot=None,
    )
    yield on_application("opened", **about, ticket=ticket, back_office=list(service.back_office))
    for visit, stages in enumerate(service.route, start=1):
        yield on_ticket("called", counter=who.counter, visit=visit, reason="arrival")
        yield on_ticket("started", counter=who.counter, implied=False)
        for stage in stages:
            yield on_ticket("stage_completed", counter=who.counter, stage=stage, visit=visit)
            yield on_application("stage_completed", stage=stage, ticket=ticket)
    yield on_application("ready", shelf="")
    handed = {"collector": "self", "readiness": "ready", "signed": True}
    yield on_application("handed_over", **handed, counter=who.counter)
