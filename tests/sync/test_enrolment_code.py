import pytest

from counter_tui.sync.enrolment_code import (
    BadCode,
    fingerprint,
    format_code,
    is_fingerprint,
    new_code,
    parse_code,
    proof,
    proof_key,
)
from counter_tui.sync.signing import DeviceKey

SERVER = DeviceKey.generate()
CODE = new_code(SERVER.public, "https://pusat.example:8443", bytes(range(10)))


def test_a_code_survives_being_typed_by_a_human() -> None:
    text = format_code(CODE)
    assert parse_code(text) == CODE
    groups, address = text.split("@")
    typed = groups.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert parse_code(f" {typed}@{address} ") == CODE


def test_a_typing_mistake_is_noticed() -> None:
    text = format_code(CODE)
    for place in (0, 17, 34, len(text) - 1):
        wrong = "A" if text[place] != "A" else "C"
        with pytest.raises(BadCode):
            parse_code(text[:place] + wrong + text[place + 1 :])
    with pytest.raises(BadCode):
        parse_code("hello")
    with pytest.raises(BadCode):
        parse_code("!" * 36 + "@x")


@pytest.mark.parametrize("place", [0, 43])
def test_a_character_that_no_code_has_is_a_typing_mistake_wherever_it_stands(place: int) -> None:
    text = format_code(CODE)
    with pytest.raises(BadCode):
        parse_code(text[:place] + "É" + text[place + 1 :])


def test_a_code_is_read_with_the_hyphens_that_a_text_program_made_of_its_own() -> None:
    groups, address = format_code(CODE).split("@")
    assert parse_code(f"{groups.replace('-', chr(0x2013))}@{address}") == CODE


def test_a_code_knows_its_server_by_80_bits_of_its_key() -> None:
    assert CODE.vouches_for(SERVER.public)
    assert not CODE.vouches_for(DeviceKey.generate().public)
    assert len(CODE.server) * 8 == 80
    assert len(CODE.secret) * 8 == 80


def test_the_id_and_the_proof_do_not_give_the_secret_away_and_hold_for_one_device() -> None:
    key = proof_key(CODE.secret)
    mine = proof(key, device="d1", public="p", office="JKS", site="utama")
    assert CODE.secret.hex() not in CODE.id + mine + key.hex()
    assert mine != proof(key, device="d2", public="p", office="JKS", site="utama")
    assert mine != proof(proof_key(bytes(10)), device="d1", public="p", office="JKS", site="utama")


def test_a_fingerprint_is_what_a_code_begins_with_and_survives_being_typed() -> None:
    shown = fingerprint(SERVER.public)
    assert format_code(CODE).startswith(f"{shown}-")
    typed = shown.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert is_fingerprint(typed, SERVER.public)
    assert not is_fingerprint(shown, DeviceKey.generate().public)
    for part in ("", shown[:9], shown + "A"):
        assert not is_fingerprint(part, SERVER.public)
