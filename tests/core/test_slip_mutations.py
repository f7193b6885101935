"""Ten thousand spoiled slips among a thousand genuine ones: all of these are believed, none of those."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core.slip import Reason, Verdict, verify_token
from tests.core.slip_mutations import (
    CLASSES,
    KEYS,
    NOW,
    OFFICE,
    Genuine,
    all_mutations,
    as_scanned,
    genuine,
    wrapped,
)

SEED = 20240914
GENUINE = 1000

Case = tuple[str, str, str]
"""Class of mutation, text, application; the class is empty for a genuine slip, its application else."""


def verify(text: str) -> Verdict:
    return verify_token(text, OFFICE, KEYS, NOW)


def cases() -> list[Case]:
    random = Random(SEED)
    slips = [genuine(random) for _number in range(GENUINE)]
    found = [(kind, text, "") for kind, text in all_mutations(slips, random)]
    found += [("", as_scanned(slip.text, random), slip.application) for slip in slips]
    random.shuffle(found)
    return found


def test_of_ten_thousand_spoiled_slips_none_is_believed_and_of_a_thousand_genuine_all_are() -> None:
    seen: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {}
    wrong: list[Case] = []
    for kind, text, application in cases():
        verdict = verify(text)
        seen[kind] += 1
        reasons.setdefault(kind, Counter())[verdict.reason] += 1
        right = not verdict.valid if kind else (verdict.valid and verdict.application == application)
        if not right:
            wrong.append((kind, text, application))

    assert wrong == []
    assert seen == Counter({mutation.__name__: count for mutation, count in CLASSES.items()} | {"": GENUINE})
    assert sum(CLASSES.values()) == 10_000
    assert set(reasons["re_encoded"]) == {Reason.DAMAGED}
    assert set(reasons["swapped_parts"]) == set(reasons["malleated"]) == {Reason.FORGED}
    assert set(reasons["other_keys"]) == {Reason.UNKNOWN_KEY, Reason.FORGED, Reason.OTHER_OFFICE}
    assert set(reasons["truncated"]) == {Reason.DAMAGED, Reason.NOT_A_SLIP}


SLIP: Genuine = genuine(Random(SEED))


@given(st.integers(0, len(SLIP.signed)), st.integers(0, len(SLIP.signed)), st.binary(max_size=12))
def test_no_spliced_bytes_are_believed(start: int, end: int, more: bytes) -> None:
    changed = SLIP.signed[:start] + more + SLIP.signed[end:]
    assert verify(wrapped(changed)).valid == (changed == SLIP.signed)


@given(st.integers(0, len(SLIP.text)), st.integers(0, len(SLIP.text)), st.text(max_size=6))
def test_no_spliced_text_is_believed_unless_it_reads_the_same(start: int, end: int, more: str) -> None:
    changed = SLIP.text[:start] + more + SLIP.text[end:]
    same = changed.isascii() and changed.strip("\r\n").upper() == SLIP.text
    assert verify(changed).valid == same


@given(st.binary(min_size=64, max_size=64))
def test_no_other_signature_is_believed(signature: bytes) -> None:
    changed = SLIP.signed[:-64] + signature
    assert verify(wrapped(changed)).valid == (changed == SLIP.signed)
