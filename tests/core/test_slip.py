"""A slip's token is small, the same on every copy, and worthless when one bit of it changes."""

import uuid

import pytest
import qrcode
from base45 import b45decode
from cbor2 import CBORTag, dumps, loads
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core.slip import MAX_BYTES, Reason, Verdict, expiry, key_id, make_token, verify_token
from tests.core.slip_mutations import wrapped

SECRET, OTHER_SECRET = bytes(range(32)), bytes(range(32, 64))
PUBLIC, OTHER_PUBLIC = (
    Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    for secret in (SECRET, OTHER_SECRET)
)
APPLICATION = "0191ed9a-7c00-7abc-8def-0123456789ab"
ISSUED_MS = 1_726_279_200_000
NOW = ISSUED_MS // 1000 + 5 * 86_400
TOKEN = make_token(APPLICATION, "PLBG", expiry(ISSUED_MS), SECRET)
BYTES: bytes = b45decode(TOKEN[4:])


def verify(text: str, now: int = NOW) -> Verdict:
    return verify_token(text, "PLBG", [OTHER_PUBLIC, PUBLIC], now)


def test_a_genuine_slip_names_its_application() -> None:
    assert verify(TOKEN) == Verdict(
        Reason.VALID, APPLICATION, "PLBG", expiry(ISSUED_MS), key_id(PUBLIC).hex(), PUBLIC
    )


def test_every_copy_bears_the_same_token() -> None:
    assert make_token(APPLICATION, "PLBG", expiry(ISSUED_MS), SECRET) == TOKEN


def test_a_token_fits_qr_version_9_at_ecc_q() -> None:
    assert len(BYTES) <= MAX_BYTES
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q)
    code.add_data(TOKEN)
    code.make(fit=True)
    assert code.version is not None
    assert code.version <= 9


def test_even_the_longest_token_allowed_fits_qr_version_9_at_ecc_q() -> None:
    code = qrcode.QRCode(version=9, error_correction=qrcode.constants.ERROR_CORRECT_Q)
    code.add_data(wrapped(bytes(range(MAX_BYTES))))
    code.make(fit=False)
    assert code.modules_count == 53


def test_a_token_says_nothing_but_office_application_and_expiry() -> None:
    claims = loads(loads(BYTES).value[2])
    assert claims == {1: "PLBG", 4: expiry(ISSUED_MS), 7: uuid.UUID(APPLICATION).bytes}


def test_the_signature_holds_under_plain_ed25519() -> None:
    protected, _unprotected, payload, signature = loads(BYTES).value
    message = dumps(["Signature1", protected, b"", payload])
    Ed25519PrivateKey.from_private_bytes(SECRET).public_key().verify(signature, message)


def test_small_letters_and_a_line_end_do_not_matter() -> None:
    assert verify(TOKEN.lower() + "\r\n").valid


def test_a_slip_is_expired_from_the_second_of_its_expiry_on() -> None:
    assert verify(TOKEN, expiry(ISSUED_MS) - 1).reason is Reason.VALID
    late = verify(TOKEN, expiry(ISSUED_MS))
    assert (late.reason, late.application) == (Reason.EXPIRED, APPLICATION)


def test_a_clock_that_runs_behind_does_not_refuse_a_slip() -> None:
    assert verify(TOKEN, 0).valid


def test_a_slip_of_another_office_is_told_apart() -> None:
    foreign = make_token(APPLICATION, "MEM", expiry(ISSUED_MS), SECRET)
    assert verify(foreign).reason is Reason.OTHER_OFFICE


def test_a_slip_under_a_key_that_is_not_known_here_is_told_apart() -> None:
    assert verify_token(TOKEN, "PLBG", [OTHER_PUBLIC], NOW).reason is Reason.UNKNOWN_KEY


def test_a_slip_signed_by_another_key_of_the_same_id_is_forged() -> None:
    twin = next(
        seed
        for seed in (n.to_bytes(32, "big") for n in range(1, 5000))
        if key_id(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())
        == key_id(PUBLIC)
    )
    forged = make_token(APPLICATION, "PLBG", expiry(ISSUED_MS), twin)
    assert verify(forged).reason is Reason.FORGED
    twin_public = Ed25519PrivateKey.from_private_bytes(twin).public_key().public_bytes_raw()
    assert verify_token(forged, "PLBG", [PUBLIC, twin_public], NOW).valid


@pytest.mark.parametrize(
    "text", ["", "MP822869813", "https://example.org", "PS2:" + TOKEN[4:], "ps1", "ＰＳ１:" + TOKEN[4:]]
)
def test_other_text_is_no_slip(text: str) -> None:
    assert verify(text).reason is Reason.NOT_A_SLIP


def test_no_single_flipped_bit_is_believed() -> None:
    for bit in range(len(BYTES) * 8):
        changed = bytearray(BYTES)
        changed[bit // 8] ^= 1 << bit % 8
        assert not verify(wrapped(bytes(changed))).valid, bit


def test_no_truncated_or_lengthened_token_is_believed() -> None:
    for cut in range(len(BYTES)):
        assert not verify(wrapped(BYTES[:cut])).valid
    assert verify(wrapped(BYTES + b"\0")).reason is Reason.DAMAGED
    assert verify(TOKEN + "0").reason is Reason.DAMAGED
    assert verify(TOKEN + " ").reason is Reason.DAMAGED


def test_no_other_spelling_of_the_same_claims_is_believed() -> None:
    protected, unprotected, payload, signature = loads(BYTES).value
    spellings = [
        dumps([protected, unprotected, payload, signature]),
        dumps(CBORTag(61, CBORTag(18, [protected, unprotected, payload, signature]))),
        dumps(CBORTag(18, [protected, {**unprotected, 5: b""}, payload, signature])),
        dumps(CBORTag(18, [protected, {}, payload, signature])),
        BYTES.replace(b"\x41" + key_id(PUBLIC), b"\x58\x01" + key_id(PUBLIC), 1),
    ]
    for spelling in spellings:
        assert verify(wrapped(spelling)).reason is Reason.DAMAGED


def test_parts_of_two_genuine_slips_make_no_third() -> None:
    other = b45decode(make_token(str(uuid.UUID(int=7)), "PLBG", expiry(ISSUED_MS), SECRET)[4:])
    assert verify(wrapped(other[:-64] + BYTES[-64:])).reason is Reason.FORGED


def test_letters_whose_upper_case_is_plain_are_not_believed() -> None:
    assert verify(TOKEN.replace("S", "ſ")).reason is Reason.NOT_A_SLIP


@given(st.integers(4, len(TOKEN) - 1), st.characters(codec="utf-8"))
def test_no_changed_letter_is_believed(place: int, letter: str) -> None:
    changed = TOKEN[:place] + letter + TOKEN[place + 1 :]
    assert verify(changed).valid == (changed.upper() == TOKEN and changed.isascii())


@given(st.binary(max_size=130))
def test_no_bytes_make_the_check_fail(noise: bytes) -> None:
    assert verify(wrapped(noise)).reason is Reason.DAMAGED


@given(st.text(max_size=60))
def test_no_text_makes_the_check_fail(noise: str) -> None:
    assert not verify("PS1:" + noise).valid


@pytest.mark.parametrize(
    ("application", "office"), [(APPLICATION, "PLBGX"), (APPLICATION, ""), ("A-007", "PLBG")]
)
def test_what_does_not_fit_a_slip_is_refused_when_it_is_made(application: str, office: str) -> None:
    with pytest.raises(ValueError, match=r"office code|UUID"):
        make_token(application, office, expiry(ISSUED_MS), SECRET)
