"""A NIK that does not agree warns; only what has no 16 digits is no NIK."""

from datetime import date

import pytest

from counter_tui.core.nik import Doubt, Sex, doubts, normalise

HARTINI = "1671024911941647"


def test_a_womans_birth_day_is_written_with_forty_added() -> None:
    assert doubts(HARTINI, date(1994, 11, 9), "P") == ()


def test_a_mans_birth_date_stands_as_it_is() -> None:
    assert doubts("1671070211126498", date(2012, 11, 2), "L") == ()


@pytest.mark.parametrize(
    ("nik", "born", "sex", "expected"),
    [
        (HARTINI, date(1994, 11, 10), "P", (Doubt.BIRTH_DATE,)),
        (HARTINI, date(1994, 11, 9), "L", (Doubt.SEX,)),
        (HARTINI, date(2094, 11, 9), "P", ()),
        ("1671023113941647", None, None, (Doubt.NO_DATE,)),
        ("1671022902231647", None, "L", (Doubt.NO_DATE,)),
        ("1671022902241647", None, "L", ()),
        ("1671024911940000", None, None, (Doubt.SERIAL,)),
        ("1671024011941647", None, None, (Doubt.NO_DATE,)),
        ("1671020000940001", date(1994, 1, 1), "P", (Doubt.NO_DATE, Doubt.SEX)),
    ],
)
def test_what_does_not_agree_is_named(
    nik: str, born: date | None, sex: Sex | None, expected: tuple[Doubt, ...]
) -> None:
    assert doubts(nik, born, sex) == expected


@pytest.mark.parametrize("typed", ["1671024911941647", " 1671 0249 1194 1647 ", "16.7102.491194-1647"])
def test_spaces_dots_and_hyphens_do_not_matter(typed: str) -> None:
    assert normalise(typed) == HARTINI


@pytest.mark.parametrize(
    "typed", ["", "167102491194164", "16710249119416470", "167102491194164O", "١٦٧١٠٢٤٩١١٩٤١٦٤٧"]
)
def test_what_has_no_sixteen_digits_is_no_nik(typed: str) -> None:
    assert normalise(typed) is None
