"""What an officer writes to search the register: part of a number or name, and days in any order."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2}))?")


@dataclass(frozen=True, slots=True)
class Search:
    """What the register is searched for: part of a number or name, and days (ISO) from and to.

    `words` is what the officer wrote.
    """

    words: str = ""
    text: str = ""
    day_from: str = ""
    day_to: str = ""


def read(words: str, today: date) -> Search:
    """Return the search: one day is that day, two are from and to; what is no day is looked for as it stands.

    A day without a year is the last one that has been, `14-9` on 1 March being that of the year before.
    """
    days, text = [], []
    for word in words.split():
        day = _day(word, today)
        if day is None:
            text.append(word)
        else:
            days.append(day)
    first, last = (min(days).isoformat(), max(days).isoformat()) if days else ("", "")
    return Search(" ".join(words.split()), " ".join(text), first, last)


def _day(word: str, today: date) -> date | None:
    """Return the day of `14-9`, `14/9/24`, `14-9-2024` or `2024-09-14`; None for any other word."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
            return date.fromisoformat(word)
        found = DAY.fullmatch(word)
        if found is None:
            return None
        day, month, year = (int(part) if part else 0 for part in found.groups())
        if year:
            return date(year + 2000 if year < 100 else year, month, day)
        guess = date(today.year, month, day)
        return guess if guess <= today + timedelta(days=1) else guess.replace(year=today.year - 1)
    except ValueError:
        return None
