"""Jobs as the desk orders them."""

from typing import Any

from counter_tui.core.print_job import Job, JobState
from counter_tui.printing.documents.kinds import KINDS
from counter_tui.printing.documents.paper import Paper
from counter_tui.printing.documents.self_test import SelfTestPaper
from counter_tui.printing.documents.slip import SlipPaper
from counter_tui.printing.documents.ticket import TicketPaper

TOKEN = "PS1:" + ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" * 4)[:174]
"""As long as a slip's text may be: 116 bytes in Base45 behind the mark."""

TICKET = TicketPaper(
    office="Kanim Palembang",
    number="A-007",
    service="Paspor baru",
    day="2024-09-14",
    time="08.12",
    ahead=5,
    priority="Lansia",
)
SLIP = SlipPaper(
    office="Kanim Palembang",
    number="A-027",
    service="Penggantian paspor",
    name="Hartini P.",
    promised="2024-09-18",
    place="Loket pengambilan, lantai 1",
    hours="Senin-Jumat 08.00-16.00",
    qr=TOKEN,
)
SELF_TEST = SelfTestPaper(office="Kanim Palembang", printer="serial:/dev/ttyUSB0?baud=9600", columns=32)


def job(number: int = 1, paper: Paper = SLIP, **changes: Any) -> Job:
    """Return a queued job; `number` gives its id and its place in the queue."""
    kind = next(kind for kind in KINDS.values() if kind.paper is type(paper))
    fields: dict[str, Any] = {
        "id": f"job-{number:04d}",
        "at": 1_726_275_600_000 + number,
        "document": kind.code,
        "data": paper.data(),
        "subject": getattr(paper, "number", ""),
        "role": kind.role,
        "state": JobState.QUEUED,
    }
    return Job(**(fields | changes))
