"""Paper: how many bytes a slip and a ticket are, how long a slow line needs for them, and their signature."""

import os
import uuid

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_tui.core import slip
from counter_tui.core.print_job import Job, PrinterRole
from counter_tui.desk.slips import wire_bytes
from counter_tui.printing.documents.paper import Paper
from counter_tui.printing.documents.slip import SlipPaper
from counter_tui.printing.documents.ticket import TicketPaper
from scripts.measure.table import Row
from scripts.measure.timing import medians

BYTES_A_SECOND = 960
"""9600 baud: ten bits a byte, with its start and stop bit."""
MOST_BYTES = 560
OFFICE = "UKUR"
NOW = 1_790_000_000_000
PROFILE = "generic58"


def measure(rounds: int) -> list[Row]:
    """Return the rows of `slip`."""
    pair = Ed25519PrivateKey.generate()
    secret, public = pair.private_bytes_raw(), pair.public_key().public_bytes_raw()
    application = str(uuid.UUID(bytes=os.urandom(16), version=4))

    def sign() -> str:
        return slip.make_token(application, OFFICE, slip.expiry(NOW), secret)

    token = sign()

    def verify() -> slip.Verdict:
        return slip.verify_token(token, OFFICE, [public], NOW // 1000)

    signing, verifying, bare_sign = medians(rounds, sign, verify, lambda: pair.sign(token.encode()))
    slip_bytes, ticket_bytes = _bytes("slip", _slip(token)), _bytes("ticket", _ticket())
    return [
        Row("slip on the wire", slip_bytes, "bytes", aim=MOST_BYTES),
        Row("slip at 9600 baud", slip_bytes / BYTES_A_SECOND, "s"),
        Row("ticket on the wire", ticket_bytes, "bytes"),
        Row("ticket at 9600 baud", ticket_bytes / BYTES_A_SECOND, "s"),
        Row("slip signed, against the bare signature", signing, "ms", bare_sign),
        Row("slip verified", verifying, "ms"),
    ]


def _bytes(document: str, paper: Paper) -> int:
    job = Job(id="1", at=NOW, document=document, data=paper.data(), subject="A-007", role=PrinterRole.SLIP)
    return wire_bytes(job, PROFILE)


def _slip(token: str) -> SlipPaper:
    return SlipPaper(
        office="Kantor Imigrasi Kelas I TPI Palembang",
        number="A-007",
        service="Paspor penggantian",
        name="Hartini P.",
        promised="2026-12-18",
        place="Loket pengambilan",
        hours="Senin-Jumat 08.00-16.00",
        qr=token,
    )


def _ticket() -> TicketPaper:
    return TicketPaper(
        office="Kantor Imigrasi Kelas I TPI Palembang",
        number="A-007",
        service="Paspor penggantian",
        day="2026-11-23",
        time="08.12",
        ahead=12,
        priority="Lansia",
    )
