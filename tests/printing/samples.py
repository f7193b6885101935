"""Jobs as the desk orders them."""

from typing import Any

from msgspec.structs import replace

from counter_tui.core.print_job import Job, JobState
from counter_tui.printing.documents.enrolment import EnrolmentPaper
from counter_tui.printing.documents.kinds import KINDS
from counter_tui.printing.documents.paper import Paper
from counter_tui.printing.documents.partner_receipt import PartnerReceiptPaper, PartnerRow
from counter_tui.printing.documents.receipt import ReceiptPaper
from counter_tui.printing.documents.refusal_note import RefusalPaper
from counter_tui.printing.documents.self_test import SelfTestPaper
from counter_tui.printing.documents.shift_report import Count, ShiftReportPaper
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
FOREIGN_TICKET = TicketPaper(
    office="Kanim Palembang",
    number="F-007",
    service="Perpanjangan ITAS",
    service_en="Extension of a limited stay permit (ITAS)",
    language="id+en",
    day="2024-09-14",
    time="08.12",
    ahead=1,
    priority="Ibu hamil",
    priority_en="Pregnant",
)
FOREIGN_SLIP = SlipPaper(
    office="Kanim Palembang",
    number="K-004",
    service="Alih status ITK ke ITAS",
    service_en="Change of status from ITK to ITAS",
    language="id+en",
    name="Maximilian S.",
    promised="2024-10-28",
    place="Loket pengambilan",
    place_en="Pickup counter",
    hours="Senin-Jumat 08.00-16.00",
    qr=TOKEN,
)
REFUSAL = RefusalPaper(
    office="Kantor Imigrasi Kelas I TPI Palembang",
    number="A-027",
    service="Penggantian paspor",
    name="Hartini P.",
    outcome="Berkas kurang",
    reason="ada berkas yang kurang",
    bring="Bawa berkas yang kurang, asli dan salinannya, bersama lembar ini.",
    until="2024-10-14",
    basis="Permenkumham 8/2014 jo. 18/2022",
    day="2024-09-14",
    time="08.40",
    counter="3",
)
FOREIGN_REFUSAL = RefusalPaper(
    office="Kanim Palembang",
    number="F-007",
    service="Perpanjangan ITAS",
    service_en="Extension of a limited stay permit (ITAS)",
    language="id+en",
    name="Maximilian S.",
    outcome="Berkas kurang",
    outcome_en="Documents incomplete",
    reason="bukan berkas asli",
    reason_en="not the original document",
    bring="Bawa berkas asli bersama lembar ini.",
    bring_en="Bring the originals together with this note.",
    until="2024-10-14",
    basis="Permenkumham 8/2014 jo. 18/2022",
    day="2024-09-14",
    time="08.40",
    counter="3",
)
RECEIPT = ReceiptPaper(
    office="Kanim Palembang",
    number="A-027",
    service="Penggantian paspor",
    owner="Hartini P.",
    collector="Penerima kuasa",
    collector_name="Suprapto W.",
    product="Paspor elektronik 48 halaman",
    day="2024-09-18",
    time="10.05",
    counter="Ambil 1",
)
FOREIGN_RECEIPT = ReceiptPaper(
    office="Kanim Palembang",
    number="K-004",
    service="Alih status ITK ke ITAS",
    service_en="Change of status from ITK to ITAS",
    language="id+en",
    owner="Maximilian S.",
    collector="Pemilik",
    collector_en="Owner",
    product="Izin tinggal terbatas (ITAS)",
    product_en="Limited stay permit (ITAS)",
    day="2024-10-28",
    time="10.05",
    counter="Ambil 1",
)
PARTNER_RECEIPT = PartnerReceiptPaper(
    office="Kantor Imigrasi Kelas I TPI Surakarta",
    partner="Kemenag Kabupaten Karanganyar",
    collector_name="Slamet R.",
    day="2024-09-18",
    time="14.30",
    counter="2",
    rows=tuple(
        PartnerRow(number=f"H-{place:03}", name=name)
        for place, name in enumerate(
            ("Sri W.", "Bambang S.", "Muhammad F.", "Siti N.", "Wahyuningsih R.", "Joko P.") * 2, 118
        )
    ),
)
SHIFT_REPORT = ShiftReportPaper(
    office="Kanim Palembang",
    counter="3",
    day="2024-09-14",
    time="15.58",
    served=47,
    median_minutes=12,
    p90_minutes=21,
    on_time_percent=87,
    outcomes=(
        Count(label="Berkas kurang", count=3),
        Count(label="Ditunda", count=1),
        Count(label="Ditolak", count=2),
    ),
    slips=44,
    slip_copies=2,
    handovers=0,
)
ENROLMENT = EnrolmentPaper(
    office="Kanim Palembang",
    name="Loket 3",
    code="QK7M-4TZX-ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23@https://192.168.100.200:8441",
    day="2024-09-15",
    time="08.12",
)
SELF_TEST = SelfTestPaper(office="Kanim Palembang", printer="serial:/dev/ttyUSB0?baud=9600", columns=32)

EVERY = {
    "ticket": TICKET,
    "bilingual ticket": FOREIGN_TICKET,
    "slip": SLIP,
    "bilingual slip": FOREIGN_SLIP,
    "refusal note": REFUSAL,
    "bilingual refusal note": FOREIGN_REFUSAL,
    "receipt": RECEIPT,
    "bilingual receipt": FOREIGN_RECEIPT,
    "partner's receipt": PARTNER_RECEIPT,
    "shift report": SHIFT_REPORT,
    "enrolment code": ENROLMENT,
    "self-test": SELF_TEST,
}
"""Every document, as an office prints it."""


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


def numbered(number: int) -> Job:
    """Return a slip of its own number and its own code."""
    name = f"A-{number:03d}"
    paper = replace(SLIP, number=name, qr=f"PS1:{number:03d}{TOKEN[7:]}")
    return job(number, paper, subject=name)
