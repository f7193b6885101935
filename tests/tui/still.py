"""The office of the drawings, invented and standing still: Saturday 14 September 2024, 09.14, Palembang."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from counter_tui.desk.views.counter import CounterView, Figures, HeldRow
from counter_tui.desk.views.officer import OfficerView
from counter_tui.desk.views.state import PrinterView, StatusView, SyncView
from counter_tui.desk.views.ticket import StageView, TicketView
from counter_tui.desk.views.tone import Tone
from counter_tui.desk.views.trail import TrailView
from counter_tui.desk.views.waiting import QueueCount, WaitingRow

ZONE = "Asia/Jakarta"
MINUTE = 60_000


def at(clock: str) -> int:
    """Return a moment of that day, `09.14` or `09.14.22`, in UTC milliseconds."""
    hour, minute, second = (*(int(part) for part in clock.split(".")), 0)[:3]
    return int(datetime(2024, 9, 14, hour, minute, second, tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)


NOW = at("09.14.22")

STAGES = (
    StageView("document_check", "Berkas", done=True, current=False),
    StageView("interview", "Wawancara", done=False, current=True),
    StageView("biometrics", "Biometrik", done=False, current=False),
)

SERVING = TicketView(
    id="a027",
    number="A-027",
    service="paspor_baru",
    service_name="Paspor baru",
    product_name="48 halaman",
    status="serving",
    visit=2,
    stages=STAGES,
    counter="3",
    priority=None,
    priority_name="",
    full_name="Hartini Purnomo",
    masked_name="Hartini P.",
    origin="M-Paspor 09.00, lunas",
    reason="janji 09.00",
    calls=1,
    called_at=at("09.11.50"),
    started_at=at("09.12.10"),
    finished_at=None,
    standard_minutes=15,
    applications=("x",),
    slip_copies=0,
    paid=True,
    attention="",
)

CALLED = replace(
    SERVING,
    id="a031",
    number="A-031",
    status="called",
    full_name="Yusuf Widodo",
    masked_name="Yusuf W.",
    origin="datang langsung, belum bayar",
    priority="lansia",
    priority_name="Lansia",
    reason="rentan (lansia), 18 menit",
    calls=2,
    called_at=at("09.13.44"),
    started_at=None,
    paid=False,
)

FINISHED = replace(SERVING, status="finished", finished_at=at("09.13.02"), slip_copies=1)


def row(
    number: str, note: str, minutes: int, service: str = "Paspor baru", priority: str | None = None
) -> WaitingRow:
    """Return one waiting number; who waits 18 minutes is late soon."""
    return WaitingRow(
        id=number.lower(),
        number=number,
        service="paspor_baru",
        service_name=service,
        visit=2,
        stage="interview",
        note=note,
        priority=priority,
        waiting_since=NOW - minutes * MINUTE,
        call_by=None,
        tone=Tone.SOON if minutes >= 18 else Tone.IDLE,
        here=True,
    )


WAITING = (
    row("A-031", "Lansia", 18, priority="lansia"),
    row("A-028", "Janji 09.00", 14),
    row("B-014", "Janji 09.00", 13, "Penggantian"),
    row("A-029", "Janji 09.00", 11),
    row("A-032", "Hamil", 9, priority="ibu_hamil"),
    row("A-030", "Janji 09.15", 8),
    row("B-015", "Datang 09.06", 8, "Penggantian"),
    row("C-003", "Datang 09.08", 6, "Hilang/rusak"),
    row("A-033", "Datang 09.09", 5),
    row("A-034", "Datang 09.11", 3),
    row("B-016", "Datang 09.12", 2, "Penggantian"),
    row("A-035", "Datang 09.13", 1),
)

OTHERS = (
    QueueCount(
        "document_check",
        "Berkas",
        5,
        (
            row("B-017", "Hamil", 6, "Penggantian", "ibu_hamil"),
            row("A-036", "Janji 09.30", 5),
            row("A-037", "Janji 09.30", 4),
            row("B-018", "Datang 09.12", 2, "Penggantian"),
            row("A-038", "Datang 09.14", 0),
        ),
    ),
    QueueCount(
        "biometrics", "Biometrik", 2, (row("A-022", "Datang 08.40", 4), row("A-025", "Datang 08.55", 1))
    ),
    QueueCount(
        "payment",
        "Bayar",
        3,
        (
            row("A-024", "Datang 08.51", 7),
            row("C-002", "Datang 08.58", 4, "Hilang/rusak"),
            row("A-026", "Datang 09.01", 2),
        ),
    ),
)

SERVING_VIEW = CounterView(
    counter="3",
    state="open",
    day="2024-09-14",
    current=SERVING,
    last=None,
    heading="Wawancara",
    waiting=WAITING,
    others=OTHERS,
    next=WAITING[0],
    next_reason="kelompok rentan (lansia)",
    held=(HeldRow("a019", "A-019", NOW - 4 * MINUTE, "fotokopi KTP"),),
    trail=TrailView(at("09.12.10"), "A-027 mulai dilayani", at("09.17.10")),
    figures=Figures(served=21, median_minutes=11, p90_minutes=19, on_time=0.96),
)
CALLED_VIEW = replace(
    SERVING_VIEW,
    current=CALLED,
    next=WAITING[1],
    next_reason="janji 09.00",
    trail=TrailView(at("09.13.44"), "A-031 dipanggil ulang", at("09.18.44")),
)
EMPTY_VIEW = replace(
    SERVING_VIEW,
    current=None,
    last=FINISHED,
    trail=TrailView(at("09.13.02"), "A-027 resi tercetak", at("09.18.02")),
)
QUIET_VIEW = replace(
    EMPTY_VIEW,
    last=None,
    waiting=(),
    others=(),
    next=None,
    next_reason="",
    held=(),
    trail=None,
    figures=Figures(0, None, None, None),
)

CONNECTED = SyncView("connected", unsynced=0, since=NOW - 4_000, oldest=None)
OFFLINE = SyncView("offline", unsynced=37, since=NOW - 12 * MINUTE, oldest=NOW - 12 * MINUTE)
STATUS = StatusView(
    officer="Dewi A.",
    officer_full="Dewi Anggraini",
    counter="Loket 3",
    office_name="Kanim Palembang",
    printer=PrinterView("serial:/dev/ttyUSB0", "ready", "Printer siap"),
    sync=CONNECTED,
    checks=0,
    now=NOW,
    zone=ZONE,
)
OFFICERS = (
    OfficerView("o1", "dewi", "Dewi Anggraini", ("officer",), active=True),
    OfficerView("o2", "rudi", "Rudi Hartono", ("officer",), active=True),
)


class StillDesk:
    """A desk of one moment, for pictures: it shows these views whatever happens, and does nothing.

    Behaviour is tested on the real desk; here only what is painted matters.
    """

    def __init__(self, view: CounterView, status: StatusView = STATUS) -> None:
        self.view = view
        self.status = status

    def show(self, view: CounterView) -> None:
        self.view = view

    def counter_view(self) -> CounterView:
        return self.view

    def status_view(self) -> StatusView:
        return self.status

    def officers(self) -> tuple[OfficerView, ...]:
        return OFFICERS

    def officer(self) -> OfficerView | None:
        return OFFICERS[0]

    def lock(self) -> None:
        return None

    def version(self) -> int:
        return 1
