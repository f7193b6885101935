"""Paper: bytes and seconds at 9600 baud of every document on every kind of printer; signing and verifying."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import replace

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_tui.core import slip
from counter_tui.printing.delivery import render
from counter_tui.printing.documents.paper import Paper
from counter_tui.printing.documents.self_test import SelfTestPaper
from counter_tui.printing.documents.slip import SlipPaper
from counter_tui.printing.profile import Profile, QrMode
from counter_tui.printing.profile_files import profile_named
from scripts.measure.table import Row
from scripts.measure.timing import medians
from tests.printing.samples import EVERY, job

BYTES_A_SECOND = 960
"""9600 baud: ten bits a byte, with its start and stop bit."""
MOST_BYTES = 560
"""What a slip in Indonesian on 58 mm may take, where the printer draws the code."""
OFFICE = "UKUR"
NOW = 1_790_000_000_000
NARROW, WIDE = profile_named("generic58"), profile_named("generic80")
MODES = {
    "58 mm": NARROW,
    "58 mm raster": replace(NARROW, qr=QrMode.RASTER, qr_module_dots=4),
    "80 mm": WIDE,
}
WITH_CODE = (SlipPaper, SelfTestPaper)
"""Only these are other bytes where we draw the code."""


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
    return [
        *_papers(token),
        Row("slip signed, against the bare signature", signing, "ms", bare_sign),
        Row("slip verified", verifying, "ms"),
    ]


def _papers(token: str) -> Iterator[Row]:
    for name, sample in EVERY.items():
        for mode, profile in MODES.items():
            if profile.qr is QrMode.RASTER and not isinstance(sample, WITH_CODE):
                continue
            count = len(render(job(paper=_filled(sample, token, profile)), profile).data)
            aim = MOST_BYTES if (name, mode) == ("slip", "58 mm") else None
            yield Row(f"{name} on the wire, {mode}", count, "bytes", aim=aim)
            yield Row(f"{name} at 9600 baud, {mode}", count / BYTES_A_SECOND, "s")


def _filled(paper: Paper, token: str, profile: Profile) -> Paper:
    """Return the paper as its printer gets it: with a real token, and with a ruler as wide as the paper."""
    if isinstance(paper, SlipPaper):
        return msgspec.structs.replace(paper, qr=token)
    if isinstance(paper, SelfTestPaper):
        return msgspec.structs.replace(paper, columns=profile.columns)
    return paper
