"""The NIK (*nomor induk kependudukan*): 6 digits region, DDMMYY of birth (women DD+40), 4 serial.

It has no check digit and the region is where it was issued, so a mismatch warns and never blocks
(DOMAIN §12). No message of this module holds a digit of the number.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Literal

Sex = Literal["L", "P"]
PATTERN = re.compile(r"[0-9]{16}")
WOMEN = 40


class Doubt(StrEnum):
    """What does not agree; the number is taken all the same."""

    NO_DATE = "no_date"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    SERIAL = "serial"


def normalise(text: str) -> str | None:
    """Return the 16 digits of what was typed, without spaces, dots or hyphens; None when it is no NIK."""
    digits = re.sub(r"[\s.-]", "", text)
    return digits if PATTERN.fullmatch(digits) else None


def doubts(nik: str, born: date | None, sex: Sex | None) -> tuple[Doubt, ...]:
    """Return what in a 16-digit NIK does not agree with birth date and sex; `L` is male, `P` female."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    woman = day > WOMEN
    day -= WOMEN if woman else 0
    found: list[Doubt] = []
    if not _is_date(day, month, year):
        found.append(Doubt.NO_DATE)
    elif born is not None and (born.day, born.month, born.year % 100) != (day, month, year):
        found.append(Doubt.BIRTH_DATE)
    if sex is not None and woman != (sex == "P"):
        found.append(Doubt.SEX)
    if nik[12:] == "0000":
        found.append(Doubt.SERIAL)
    return tuple(found)


def _is_date(day: int, month: int, year: int) -> bool:
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
