"""Views of the other screens at the drawings' moment, with invented names; see `still.py`."""

from collections.abc import Sequence

from counter_tui.desk.views.checks import CheckAnswer, CheckRecord, CheckRow
from counter_tui.desk.views.choices import Choice, OutcomeChoice
from counter_tui.desk.views.finding import FoundRow
from counter_tui.desk.views.handovers import BookPage, BookRow, ReadyView, UncollectedPage
from counter_tui.desk.views.partner import PartnerListView
from counter_tui.desk.views.pickup import Collector, HandoverView, PickupCard, PickupView
from counter_tui.desk.views.reception import BookingRow, CheckInCard, QuotaRow, ReceptionView, ServiceChoice
from counter_tui.desk.views.state import JobRow, PrinterView, StateView, StatusView
from counter_tui.desk.views.trail import TrailView
from counter_tui.desk.views.waiting import QueueCount
from tests.tui import still, still_pickup
from tests.tui.still import MINUTE, NOW, at

NAMES = (
    ("09.00", "Hartini Purnomo", "Ganti", "B-014", ""),
    ("09.00", "Kartini Rahayu", "Ganti", "B-015", ""),
    ("09.00", "Mulyono Utami", "Baru", "A-029", ""),
    ("09.00", "Yusuf Handayani Wibisono", "Ganti", "", "Lansia"),
    ("09.15", "Agus Wibowo", "Baru", "", ""),
    ("09.15", "Siti Maulana", "Baru", "A-030", ""),
    ("09.15", "Ibrahim Purnomo", "Ganti", "", ""),
    ("09.15", "Yuni Saputra", "Baru", "", ""),
    ("09.30", "Wahyu Maulana", "Baru", "", ""),
    ("09.30", "Ratna Kusumawati", "Baru", "", ""),
    ("09.30", "Bambang Hidayat", "Ganti", "", ""),
    ("09.30", "Nurul Fitriani", "Baru", "", ""),
    ("09.45", "Slamet Santoso", "Ganti", "", ""),
    ("09.45", "Dian Puspita", "Baru", "", ""),
    ("10.00", "Teguh Prasetyo", "Baru", "", ""),
    ("10.00", "Fitri Handayani", "Ganti", "", ""),
    ("10.00", "Joko Susilo", "Baru", "", ""),
    ("10.15", "Rina Marlina", "Baru", "", ""),
)


def booking(place: int, slot: str, name: str, service: str, number: str, group: str) -> BookingRow:
    """Return one appointment; whoever has not come 15 minutes after its slot is late."""
    moment = at(slot)
    late = max(0, (NOW - moment) // MINUTE)
    code = f"MP36{place:07d}"
    return BookingRow(
        application=f"app-{place}",
        code=code,
        slot=moment,
        full_name=name,
        service="paspor_baru" if service == "Baru" else "paspor_penggantian",
        service_short=service,
        priority="lansia" if group else None,
        priority_name=group,
        paid=True,
        number=number,
        late_minutes=0 if number else late,
        due=moment - 2 * MINUTE <= NOW,
        detail=f"{code}, lunas." + (f" ◆ {group} dari data lahir" if group else ""),
    )


RECEPTION = ReceptionView(
    day="2024-09-14",
    session="Laksan Maulid",
    hours="08.00–12.00",
    bookings=tuple(booking(place, *row) for place, row in enumerate(NAMES)),
    present=143,
    absent=57,
    quotas=(
        QuotaRow("M-Paspor", 143, 57),
        QuotaRow("Langsung", 28, 22),
        QuotaRow("Rentan", 27, 3),
        QuotaRow("Percepatan", 4, None),
    ),
    last_number="A-030",
    last_service="Paspor baru",
    last_at=at("09.14.09"),
    ahead=6,
    expected_minutes=25,
    waiting=(
        QueueCount("document_check", "Berkas", 5),
        QueueCount("interview", "Wawancara", 12),
        QueueCount("biometrics", "Biometrik", 2),
        QueueCount("payment", "Bayar", 3),
    ),
    trail=TrailView(at("09.14.09"), "A-030 terbit untuk janji 09.15", at("09.19.09")),
)


PAPER_OUT = PrinterView(
    "serial:/dev/ttyUSB0?baud=9600",
    "problem",
    "Kertas habis",
    "Cetakan aman tersimpan. Pasang gulungan baru; sisanya keluar sendiri.",
)
TWICE = CheckRow(
    "A-003",
    "Paspor diserahkan dua kali",
    at("10.05.40"),
    stream="application/a003",
    flag="handover_twice",
    events=("e1", "e2"),
    about="Paspor baru, Siti M.",
    sentence="Kedua catatan disimpan, tidak dihapus.",
    records=(
        CheckRecord(at("10.02.11"), "Loket 7", "Lia N.", "kepada pemilik"),
        CheckRecord(at("10.05.40"), "Laptop-2", "Bayu K.", "kepada keluarga satu KK", "Rina M."),
    ),
    paired=True,
    answers=(
        CheckAnswer("1", "first", "Catatan pertama"),
        CheckAnswer("2", "second", "Catatan kedua"),
        CheckAnswer("3", "both", "Keduanya"),
        CheckAnswer("4", "passed_on", "Belum tahu, teruskan ke kepala kantor"),
    ),
)
UNREADY = CheckRow(
    "B-009",
    "Diserahkan sebelum tercatat siap",
    at("09.12.51"),
    stream="application/b009",
    flag="handover_unready",
    events=("e3",),
    about="Penggantian, Agus W.",
    sentence="Paspornya keluar sebelum tercatat siap. Cocokkan dengan buku penyerahan.",
    records=(CheckRecord(at("09.12.51"), "Loket 7", "Lia N.", "kepada penerima kuasa", "Dian P."),),
    answers=(CheckAnswer("1", "seen", "Sudah diperiksa"),),
    passed_on=CheckRecord(at("09.13"), "", "Sari W.", "diteruskan ke kepala kantor"),
)
STATE = StateView(
    sync=still.OFFLINE,
    printer=PAPER_OUT,
    jobs=(
        JobRow("j5", at("09.13"), "ticket", "A-038", 0, "queued", "", open=True),
        JobRow("j4", at("09.12"), "ticket", "B-018", 0, "queued", "", open=True),
        JobRow("j3", at("09.11"), "slip", "A-027", 0, "unconfirmed", "no_answer", open=True),
        JobRow("j2", at("09.09"), "slip", "A-024", 0, "confirmed", ""),
        JobRow("j1", at("09.08"), "ticket", "A-037", 1, "confirmed", ""),
    ),
    checks=(
        TWICE,
        UNREADY,
        CheckRow("B-011", "Dipanggil di dua loket", at("09.48"), stream="ticket/b011", flag="called_twice"),
    ),
    store=(("Data", "kantor/journal.db"), ("Ukuran", "4,2 MB"), ("Zona waktu", still.ZONE)),
)

SERVICES = (
    ServiceChoice("paspor_baru", "Paspor baru", "a", last=True),
    ServiceChoice("paspor_penggantian", "Penggantian", "b"),
    ServiceChoice("paspor_hilang_rusak", "Hilang atau rusak", "c"),
    ServiceChoice("abg_affidavit", "ABG / affidavit", "e"),
    ServiceChoice("itas_perpanjangan", "Perpanjangan ITAS", "f"),
    ServiceChoice("pengambilan", "Pengambilan", "p"),
)
GROUPS = tuple(
    Choice(name.lower(), name) for name in ("Lansia", "Balita", "Disabilitas", "Hamil", "Menyusui", "Sakit")
)
OUTCOMES = (
    OutcomeChoice(
        "incomplete", "Berkas kurang", (Choice("missing", "ada yang kurang"), Choice("other", "lain-lain"))
    ),
    OutcomeChoice("deferred", "Ditunda", (Choice("bap", "perlu BAP"), Choice("system", "sistem terganggu"))),
    OutcomeChoice("cancelled", "Nomor batal", (Choice("left", "pemohon pergi"),)),
)
REASONS = (
    Choice("photocopy", "fotokopi KTP"),
    Choice("payment", "membayar dulu"),
    Choice("other", "lain-lain"),
)
FOUND = (
    FoundRow("ticket", "t1", "A-027", "Hartini P.", "Paspor baru", "menunggu", "", "waiting"),
    FoundRow("booking", "app-0", "", "Hartono S.", "Penggantian", "janji 14 Sep 10.15", "MP822869813"),
)
CHECK_IN = CheckInCard(
    application="app-3",
    code="MP361065766",
    full_name="Yusuf Handayani Wibisono",
    service="paspor_penggantian",
    service_name="Penggantian",
    slot=at("09.00"),
    slot_text="09.00",
    day="2024-09-14",
    priority="lansia",
    priority_name="Lansia",
    paid=True,
    number="",
    sentence="",
    allowed=True,
)


class StillOffice(still.StillDesk):
    """A still desk for every screen: what it is asked it answers from here, and it changes nothing."""

    def __init__(
        self,
        *,
        reception: ReceptionView = RECEPTION,
        state: StateView = STATE,
        status: StatusView = still.STATUS,
    ) -> None:
        super().__init__(still.EMPTY_VIEW, status)
        self.reception = reception
        self.state = state

    def reception_view(self) -> ReceptionView:
        return self.reception

    def pickup_view(self) -> PickupView:
        return still_pickup.PICKUP

    def state_view(self) -> StateView:
        return self.state

    def pickup_card(self, text: str) -> PickupCard:
        return still_pickup.CARDS[text.removeprefix("PS1:")]

    def uncollected(self, page: int = 1) -> UncollectedPage:
        return still_pickup.UNCOLLECTED

    def handover_book(self, text: str = "", day_from: str = "", day_to: str = "", page: int = 1) -> BookPage:
        return still_pickup.BOOK

    def handover_entry(self, event: str) -> BookRow:
        return still_pickup.ENTRY

    def partner_list(self, texts: Sequence[str]) -> PartnerListView:
        return still_pickup.PARTNER

    def ready_by_hand(self, text: str, shelf: str = "") -> ReadyView:
        return still_pickup.PILE[text]

    def hand_over(self, application: str, collector: Collector, *, signed: bool = True) -> HandoverView:
        return still_pickup.HANDED

    def report_choices(self) -> tuple[Choice, ...]:
        return still_pickup.REPORTS

    def services(self) -> tuple[ServiceChoice, ...]:
        return SERVICES

    def priorities(self) -> tuple[Choice, ...]:
        return GROUPS

    def check_in_card(self, code: str) -> CheckInCard:
        return CHECK_IN

    def copy_reasons(self) -> tuple[Choice, ...]:
        return REASONS

    def outcome_choices(self) -> tuple[OutcomeChoice, ...]:
        return OUTCOMES

    def find(self, text: str) -> tuple[FoundRow, ...]:
        return FOUND
