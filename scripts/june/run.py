"""One drill, from the return of all terminals to the last comparison."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from counter_tui.store.central.database import Database
from counter_tui.store.central.tables import Server
from counter_tui.sync import wire
from scripts.june import checks, computing, floor, prebuilt, real
from scripts.june.centre import CentreUnderDrill, enrol
from scripts.june.checks import Findings
from scripts.june.computing import Computed
from scripts.june.country import Office
from scripts.june.drain import Tally, kill_twice

Clients = Literal["prebuilt", "real"]
BULK = 20_000
"""Rows in a transaction of the floor's second figure: the most that this disk and this engine take."""
LOOK_S = 0.02
LAG_PATIENCE_S = 600


@dataclass(slots=True)
class Outcome:
    """What one drill measured; rates are events a second, times seconds."""

    clients: Clients
    tally: Tally
    found: Findings = field(default_factory=Findings)
    differing_terminals: int = 0
    """Terminals that do not hold exactly what the others of their office wrote."""
    lag_s: float = 0
    """From the last push's answer until everything was projected."""
    left_to_project: int = 0
    """How many events were not projected at the last push's answer."""
    kills: int = 0
    away_s: float = 0
    peak_mb: float = 0
    cpu_s: float = 0
    """How long the centre itself computed, its projector with it, without its three starts."""
    beside: Computed | None = None
    """What the others computed from the return to the end."""
    floors: list[float] = field(default_factory=list)
    """The COPY floor before and after, with as many rows in a transaction as a push has; none on SQLite."""
    bulk_floors: list[float] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether nothing was lost, doubled or different."""
        return self.found.passed and not self.differing_terminals and not self.tally.held

    @property
    def rate(self) -> float:
        """Events pushed in each second that the centre was up."""
        return self.tally.events / (self.tally.push_s - self.away_s)

    @property
    def projector_rate(self) -> float:
        """Events projected a second after the last push."""
        return self.left_to_project / self.lag_s if self.lag_s else 0


def run(folder: Path, url: str, offices: Sequence[Office], clients: Clients) -> Outcome:
    """Drill one centre: on the database at `url`, which is empty, or on its embedded store without one."""
    centre = CentreUnderDrill(folder, url)
    outcome = Outcome(clients, Tally(sum(office.events for office in offices)))
    try:
        centre.start()
        with centre.database() as database:
            server = enrol(database, offices)
            _measure_floor(url, offices, outcome)
            asyncio.run(_drain(centre, offices, server, database, outcome))
            with database.read() as work:
                outcome.found = checks.check(work, offices)
    finally:
        centre.close()
    _measure_floor(url, offices, outcome)
    outcome.kills, outcome.away_s = centre.kills, centre.away_s
    outcome.peak_mb, outcome.cpu_s = centre.peak_mb, centre.cpu_s
    return outcome


async def _drain(
    centre: CentreUnderDrill, offices: Sequence[Office], server: Server, database: Database, outcome: Outcome
) -> None:
    tally = outcome.tally
    clients: list[real.Client] = []
    if outcome.clients == "prebuilt":
        everyone = [prebuilt.build(terminal) for office in offices for terminal in office.terminals]
        pushing = prebuilt.drain(centre.address, everyone, tally)
    else:
        clients = real.make(offices, server, centre.address)
        await real.meet_all(clients)
        pushing = real.drain(clients, tally)
    before = computing.by_now(database)
    tally.began = time.monotonic()
    returning = asyncio.gather(pushing, kill_twice(centre, tally))
    while not returning.done() and tally.pushed < tally.events:
        await asyncio.sleep(LOOK_S)
    if returning.done():
        await returning
    # The projector's lag is over before the last terminal has pulled everything.
    await asyncio.gather(returning, asyncio.to_thread(_wait_for_projector, database, outcome))
    outcome.beside = computing.by_now(database).since(before)
    outcome.differing_terminals = sum(client.differs for client in clients)


def _wait_for_projector(database: Database, outcome: Outcome) -> None:
    """Wait until everything is projected; a centre that never comes so far is found by the checks."""
    patience = time.monotonic() + LAG_PATIENCE_S
    left = _left_to_project(database)
    outcome.left_to_project = left
    while left and time.monotonic() < patience:
        time.sleep(LOOK_S)
        left = _left_to_project(database)
    outcome.lag_s = time.monotonic() - outcome.tally.pushed_at


def _left_to_project(database: Database) -> int:
    with database.read() as work:
        ((left,),) = work.rows(
            "SELECT COALESCE(SUM(s.ingested - c.projected), 0) FROM office_sequence s"
            " JOIN projector_cursor c ON c.office = s.office"
        )
    return int(left)


def _measure_floor(url: str, offices: Sequence[Office], outcome: Outcome) -> None:
    if url:
        outcome.floors.append(floor.copy(url, offices, wire.MAX_LINES))
        outcome.bulk_floors.append(floor.copy(url, offices, BULK))
