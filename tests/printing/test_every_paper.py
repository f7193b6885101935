"""Every document on every kind of printer: bytes → our decoder's picture of the paper → zxing-cpp."""

import uuid
from dataclasses import replace

import msgspec
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_tui.core import slip
from counter_tui.core.base45 import BASE45
from counter_tui.printing.blocks import Qr, Row
from counter_tui.printing.delivery import render
from counter_tui.printing.documents.paper import Paper
from counter_tui.printing.documents.self_test import SelfTestPaper
from counter_tui.printing.profile import Cutter, Drawer, Profile, QrMode
from counter_tui.printing.profile_files import profile_named
from tests.printing import second_cose
from tests.printing.decoder import Page, decode
from tests.printing.samples import EVERY, RECEIPT, SLIP, TICKET, job

NARROW, WIDE = profile_named("generic58"), profile_named("generic80")
PRINTERS = {
    "58 mm, native": NARROW,
    "58 mm, raster": replace(NARROW, qr=QrMode.RASTER, qr_module_dots=4),
    "80 mm, native": WIDE,
    "80 mm, raster": replace(WIDE, qr=QrMode.RASTER, qr_module_dots=4),
}
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = SECRET.public_key().public_bytes_raw()
APPLICATION = uuid.UUID("01920000-0000-7000-8000-00000000002a")
EXPIRES = slip.expiry(1_726_275_600_000)

printers = pytest.mark.parametrize("profile", [pytest.param(one, id=name) for name, one in PRINTERS.items()])


def printed(paper: Paper, profile: Profile, copy: int = 0) -> Page:
    return decode(render(job(paper=paper, copy=copy), profile).data)


@printers
@pytest.mark.parametrize("paper", [pytest.param(paper, id=name) for name, paper in EVERY.items()])
def test_the_paper_bears_the_words_and_the_code_that_were_laid_out(paper: Paper, profile: Profile) -> None:
    if isinstance(paper, SelfTestPaper):
        paper = msgspec.structs.replace(paper, columns=profile.columns)
    sheet = render(job(paper=paper, copy=2), profile)
    page = decode(sheet.data)
    assert page.texts == [row.text for row in sheet.laid if isinstance(row, Row)]
    assert page.texts.index("SALINAN 2") <= 4, "whatever it is good for comes after the mark"
    assert page.scanned(profile.dots) == [row.text for row in sheet.laid if isinstance(row, Qr)]


@printers
def test_a_slip_scanned_from_paper_holds_under_a_second_reading_of_cose(profile: Profile) -> None:
    token = slip.make_token(str(APPLICATION), "PLG", EXPIRES, SECRET.private_bytes_raw())
    paper = msgspec.structs.replace(SLIP, qr=token)
    (scanned,) = printed(paper, profile).scanned(profile.dots)
    assert second_cose.read(scanned, PUBLIC) == second_cose.Claims("PLG", EXPIRES, APPLICATION.bytes)


def test_the_second_reading_refuses_another_offices_key() -> None:
    token = slip.make_token(str(APPLICATION), "PLG", EXPIRES, SECRET.private_bytes_raw())
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    with pytest.raises(InvalidSignature):
        second_cose.read(token, other)


@printers
def test_the_self_test_page_bears_every_character_that_a_slip_may_have(profile: Profile) -> None:
    paper = SelfTestPaper(office="Kanim", printer="file:uji.bin", columns=profile.columns)
    assert printed(paper, profile).scanned(profile.dots) == [BASE45]


def test_a_printer_without_codes_of_its_own_is_sent_a_picture_and_no_qr_command() -> None:
    page = printed(SLIP, PRINTERS["58 mm, raster"])
    assert (len(page.rasters), page.codes) == (1, [])


def test_a_code_has_its_light_margin_of_four_modules_above_and_below() -> None:
    rows = printed(SLIP, NARROW).rows
    place = next(place for place, row in enumerate(rows) if row in printed(SLIP, NARROW).codes)
    assert (rows[place - 1], rows[place + 1]) == (1, 1)
    assert 4 * NARROW.qr_module_dots <= 30


@pytest.mark.parametrize(("cutter", "sent"), [(Cutter.FULL, [65]), (Cutter.PARTIAL, [66]), (Cutter.NONE, [])])
def test_paper_is_cut_as_the_profile_says(cutter: Cutter, sent: list[int]) -> None:
    assert printed(TICKET, replace(NARROW, cutter=cutter)).cut_kinds == sent


def test_the_profiles_code_page_is_chosen() -> None:
    assert printed(TICKET, replace(NARROW, code_page=16)).code_pages == [16]


def test_a_drawer_opens_only_with_the_originals_of_the_documents_that_its_profile_names() -> None:
    drawer = Drawer(documents=("receipt",), pin=5, milliseconds=120)
    profile = replace(NARROW, drawer=drawer)
    assert printed(RECEIPT, profile).pulses == [(5, 120)]
    assert not printed(RECEIPT, profile, copy=1).pulses
    assert not printed(SLIP, profile).pulses
    assert not printed(RECEIPT, NARROW).pulses


def test_a_bilingual_slip_says_service_date_and_place_in_english_too() -> None:
    texts = printed(EVERY["bilingual slip"], NARROW).texts
    assert {"Change of status", "Ready 28 Oct 2024", "Pickup counter"} <= {*texts}
