"""What must hold at the end, asked of the database in plain SQL and compared with what was written."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from counter_tui.core.event import digest
from counter_tui.store.central.statements import Statements
from scripts.june.backlog import HANDOVER, Place
from scripts.june.country import Office

_ID = re.compile(rb'"id":"([^"]+)","office"')


@dataclass(slots=True)
class Findings:
    """What was found wrong; a drill is passed when all of it is 0."""

    lost: int = 0
    doubled: int = 0
    foreign: int = 0
    """Events that nobody wrote."""
    quarantined: int = 0
    gaps: int = 0
    """Offices whose sequence is not 1, 2, 3 … up to what is given out, or not projected to its end."""
    heads: int = 0
    """Chains whose end is not their author's."""
    lists: int = 0
    """Offices whose list of open applications differs."""
    open_applications: int = 0
    """How many are open; no fault."""

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not (
            self.lost
            or self.doubled
            or self.foreign
            or self.quarantined
            or self.gaps
            or self.heads
            or self.lists
        )


def check(work: Statements, offices: Sequence[Office]) -> Findings:
    """Compare the centre's tables with what the offices wrote, office by office."""
    found = Findings()
    for row in work.rows("SELECT COUNT(*) FROM quarantine"):
        found.quarantined = row[0]
    chains = work.rows("SELECT office, device, epoch, seq, hash FROM head")
    ends = {one[:3]: one[3:] for one in chains}
    for office in offices:
        _check_events(work, office, found)
        _check_sequence(work, office, found)
        for terminal in office.terminals:
            who = terminal.who
            last = digest(terminal.lines(terminal.events - 1, 1)[0])
            found.heads += ends.pop((who.office, who.device, who.epoch), None) != (terminal.events, last)
        listed = _open_list(work, office.name)
        found.open_applications += sum(listed.values())
        found.lists += listed != office.expected
    found.heads += len(ends)
    return found


def _check_events(work: Statements, office: Office, found: Findings) -> None:
    written = {
        match[1].decode()
        for terminal in office.terminals
        for lines in terminal.pages(1000)
        for line in lines
        if (match := _ID.search(line))
    }
    held = Counter(row[0] for row in work.rows("SELECT id FROM event WHERE office = ?", (office.name,)))
    found.lost += len(written - held.keys())
    found.foreign += len(held.keys() - written)
    found.doubled += held.total() - len(held)


def _check_sequence(work: Statements, office: Office, found: Findings) -> None:
    numbers = [
        row[0]
        for row in work.rows(
            "SELECT office_seq FROM event WHERE office = ? ORDER BY office_seq", (office.name,)
        )
    ]
    ((ingested, projected),) = work.rows(
        "SELECT ingested, projected FROM office_sequence s JOIN projector_cursor c ON c.office = s.office"
        " WHERE s.office = ?",
        (office.name,),
    )
    whole = numbers == list(range(1, office.events + 1))
    found.gaps += not (whole and ingested == projected == office.events)


def _open_list(work: Statements, office: str) -> Counter[Place]:
    rows = work.rows(
        "SELECT t.business_day, t.state, a.state FROM application a"
        " LEFT JOIN ticket t ON t.office = a.office AND t.id = a.ticket WHERE a.office = ? AND a.open",
        (office,),
    )
    return Counter(_place(day, json.loads(ticket or "{}"), json.loads(state)) for day, ticket, state in rows)


def _place(day: str, ticket: dict[str, Any], application: dict[str, Any]) -> Place:
    stages = [*chain(*ticket.get("route", [])), *application.get("back_office", [])]
    done = application.get("stages", {})
    left = [stage for stage in stages if stage not in done]
    return day, left[0] if left else HANDOVER, application.get("product", "")
