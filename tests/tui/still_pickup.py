"""Penyerahan at the drawings' moment, with invented names: its cards, its lists and its piles."""

from msgspec.structs import replace

from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.handovers import (
    BookPage,
    BookRow,
    HandoverRow,
    ReadyView,
    UncollectedPage,
    UncollectedRow,
)
from counter_tui.desk.views.partner import PartnerListView, PartnerRow
from counter_tui.desk.views.pickup import (
    CollectorChoice,
    HandoverView,
    PaperView,
    PickupCard,
    PickupView,
)
from counter_tui.desk.views.tone import Tone
from counter_tui.desk.views.trail import TrailView
from counter_tui.desk.views.waiting import WaitingRow
from tests.tui.still import NOW, at

DAY = 86_400_000


def _pickup_row(number: str, clock: str) -> WaitingRow:
    return WaitingRow(
        id=number.lower(),
        number=number,
        service="pengambilan",
        service_name="Pengambilan",
        visit=1,
        stage="handover",
        note=f"Datang {clock}",
        priority=None,
        waiting_since=at(clock),
        call_by=None,
        tone=Tone.IDLE,
        here=True,
    )


def _handed(clock: str, number: str, service: str, owner: str, kind: str, officer: str) -> HandoverRow:
    return HandoverRow(
        at=at(clock),
        number=number,
        collector=kind,
        application=f"app-{number}",
        service_name=service,
        masked_name=owner,
        counter="Loket 7",
        officer=officer,
        signed=number not in {"B-009", "C-001"},
    )


HANDED_OVER = (
    _handed("09.12", "B-009", "Penggantian", "Ratna K.", "Pemilik", "Dewi A."),
    _handed("09.08", "A-011", "Paspor baru", "Wahyu M.", "Keluarga satu KK", "Dewi A."),
    _handed("09.05", "A-010", "Paspor baru", "Siti M.", "Pemilik", "Dewi A."),
    _handed("09.01", "C-001", "Hilang atau rusak", "Joko S.", "Penerima kuasa", "Dewi A."),
    _handed("08.57", "B-007", "Penggantian", "Agus W.", "Pemilik", "Rudi H."),
)
PICKUP = PickupView(
    waiting=tuple(_pickup_row(*row) for row in (("P-014", "09.10"), ("P-015", "09.12"), ("P-016", "09.13"))),
    handed_over=HANDED_OVER,
    today=41,
    ready=186,
    overdue=12,
    expired=2,
    trail=TrailView(at("09.12.51"), "B-009 diserahkan kepada pemilik", at("09.17.51")),
    unsigned=(HANDED_OVER[0], HANDED_OVER[3]),
)
COLLECTORS = (
    CollectorChoice("self", "Pemilik", (PaperView("ktp", "KTP asli"), PaperView("payment", "Bukti bayar"))),
    CollectorChoice(
        "family",
        "Keluarga satu KK",
        (
            PaperView("ktp", "KTP pengambil"),
            PaperView("kk", "KK dan salinannya"),
            PaperView("payment", "Bukti bayar"),
        ),
    ),
    CollectorChoice(
        "proxy",
        "Penerima kuasa",
        (PaperView("ktp", "KTP pengambil"), PaperView("letter", "Surat kuasa bermeterai")),
    ),
)
READY = PickupCard(
    answer="ready",
    headline="SIAP",
    sentence="Paspor siap diserahkan.",
    slip_note="Resi sah, diperiksa di komputer ini.",
    application="app-27",
    number="A-027",
    service_name="Paspor baru",
    masked_name="Hartini P.",
    shelf="C-14",
    ready_text="sejak Rabu 18 Sep, 4 hari",
    slip_text="dicetak 14 Sep, Loket 3",
    collectors=COLLECTORS,
    allowed=True,
)
NOT_READY = replace(
    READY,
    answer="not_ready",
    headline="BELUM",
    sentence="Paspor ini masih dicetak. Perkiraan siap Kamis 19 Sep. Minta pemohon kembali pada tanggal itu.",
    shelf="",
    ready_text="",
    collectors=(),
    allowed=False,
)
UNKNOWN = replace(
    READY,
    answer="unknown",
    headline="BELUM PASTI",
    sentence="Data di sini sampai 09.02. Bila paspornya di tangan, boleh diserahkan; akan diperiksa.",
    shelf="",
    ready_text="",
)
USED = replace(
    NOT_READY,
    answer="used",
    headline="SUDAH",
    slip_note="",
    sentence="Resi ini sudah dipakai 18 Sep 10.02 di Loket 7. Tidak ada yang berubah. Jangan serahkan.",
    handover=HANDED_OVER[1],
)
REFUSED = replace(
    USED,
    answer="refused",
    headline="TOLAK",
    handover=None,
    application="",
    sentence="Tanda tangan resi tidak sah. Tidak ada yang tercatat. Jangan serahkan; cari dengan /.",
    number="",
    service_name="",
    masked_name="",
    slip_text="",
)
LONG = replace(
    READY,
    answer="unknown",
    headline="BELUM PASTI",
    sentence=UNKNOWN.sentence,
    number="PLM3-A-1027",
    service_name="Penggantian paspor hilang atau rusak karena keadaan kahar [SPLP]",
    masked_name="Muhammad [A.",
    shelf="LT2 B.14",
    late="lewat batas 14 Agu",
    one_by_one=True,
)
CARDS = {card.answer: card for card in (READY, NOT_READY, UNKNOWN, USED, REFUSED)} | {
    "long": LONG,
    "one_by_one": replace(READY, one_by_one=True),
    "doubted": replace(
        READY, warning="Jam komputer ini diragukan. Resi diterima; cocokkan tanggal pada kertasnya."
    ),
    "receipt": replace(READY, receipt=True, application="app-B-009"),
}

HANDED = HandoverView("app-B-009", "B-009", "handed_over", "ready", "event-1", "job-1", signed=False)
REPORTS = (
    Choice("slip", "resi meragukan"),
    Choice("collector", "pengambil meragukan"),
    Choice("other", "lain-lain"),
)


def _uncollected(place: int) -> UncollectedRow:
    names = ("Hartini P.", "Slamet S.", "Dian P.", "Teguh P.", "Fitri H.", "Rina M.", "Bambang H.")
    days = 44 - place * 2
    return UncollectedRow(
        application=f"app-u{place}",
        number=f"{'ABC'[place % 3]}-{20 + place * 3:03d}",
        service_name=("Paspor baru", "Penggantian", "Hilang atau rusak")[place % 3],
        masked_name=names[place % len(names)],
        shelf=f"C-{place + 1}" if place != 4 else "",
        ready_at=NOW - days * DAY,
        days=days,
        last_day="2024-09-01",
        expired=days > 30,
        status="siap diambil",
    )


UNCOLLECTED = UncollectedPage(tuple(_uncollected(place) for place in range(12)), 1, True, 20)


def _book_row(row: HandoverRow) -> BookRow:
    other = row.collector != "Pemilik"
    return BookRow(
        event=f"event-{row.number}",
        at=row.at,
        application=row.application,
        number=row.number,
        service="paspor_baru",
        service_name=row.service_name,
        owner=row.masked_name,
        kind="family" if other else "self",
        kind_name=row.collector,
        collector="Siti R." if other else "",
        relation="istri" if other else "",
        institution="",
        id_reference="3171…" if other else "",
        officer=row.officer,
        counter=row.counter,
        device="loket7",
        signed=row.signed,
        readiness="ready",
        list="",
    )


BOOK = BookPage(tuple(_book_row(row) for row in HANDED_OVER[1:]), 1, False, "", "")
ENTRY = replace(
    _book_row(HANDED_OVER[3]),
    owner="Joko Susilo",
    collector="Siti Rahayu",
    id_reference="KTP 3171234567890123",
    flags=("Paspor diserahkan dua kali",),
)
PARTNER = PartnerListView(
    (
        PartnerRow("A-027", "ready", "siap", "p1", "A-027", "Paspor baru", "Hartini P.", "C-14"),
        PartnerRow("A-028", "ready", "siap", "p2", "A-028", "Paspor baru", "Slamet S.", "C-14"),
        PartnerRow("A-029", "unknown", "belum pasti", "p3", "A-029", "Paspor baru", "Dian P."),
        PartnerRow("B-031", "not_ready", "belum siap", "p4", "B-031", "Penggantian", "Agus W."),
        PartnerRow("B-002", "used", "sudah diserahkan", "p5", "B-002", "Penggantian", "Joko S."),
        PartnerRow("PS1:6BFS80H1…", "not_found", "tidak ditemukan"),
        PartnerRow("A-030", "ready", "siap", "p6", "A-030", "Paspor baru", "Yuni S.", "C-15"),
    )
)
PILE = {
    "A-027": ReadyView("p1", "A-027", "Paspor baru", "Hartini P.", "C-14", "ready"),
    "A-028": ReadyView("p2", "A-028", "Paspor baru", "Slamet S.", "C-14", "moved"),
    "A-029": ReadyView("p3", "A-029", "Penggantian", "Dian P.", "C-14", "already"),
}
