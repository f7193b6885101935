"""What is known of one contradiction: its records, side by side where there are two, and the question."""

from collections.abc import Iterator

from textual.content import Content

from counter_tui.desk.views.checks import CheckAnswer, CheckRecord, CheckRow
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import BLANK, KEY, QUIET, STRONG, fit, quiet, say, strong
from counter_tui.tui.widgets.marks import CURSOR

INDENT = 3
RECORD = 31
"""Columns of one record of a pair; the wide window has room for more."""
ROOMY = 100
WIDE_RECORD = 42
ANSWER = 23
MOST_RECORDS = 4
"""Of more than two records, how many stand there; the newest matter most."""


def lines(row: CheckRow, chosen: CheckAnswer | None, width: int, *, now: int, zone: str) -> list[Content]:
    """Return the detail from its heading to the answers."""
    head = _head(row, width, now=now, zone=zone)
    records = _pair(row, width, now, zone) if row.paired else _listed(row, width, now, zone)
    question = _question(row, chosen, width)
    return [*head, BLANK, *records, *([BLANK] if records else []), *question]


def clock(ms: int, now: int, zone: str) -> str:
    """Return `10.05`, with the day before it where that is not today."""
    return _dated(times.clock(ms, zone), ms, now, zone)


def _moment(ms: int, now: int, zone: str) -> str:
    return _dated(times.clock_seconds(ms, zone), ms, now, zone)


def _dated(text: str, ms: int, now: int, zone: str) -> str:
    day = times.short_date(ms, zone)
    return text if day == times.short_date(now, zone) else f"{day} {text}"


def _head(row: CheckRow, width: int, *, now: int, zone: str) -> list[Content]:
    about = say((row.subject, STRONG), "  ", row.about) if row.about else strong(row.subject)
    sentence = quiet(row.sentence)
    one = say(about, "   ", sentence)
    found = [one] if one.cell_length <= width else [fit(about, width), *sentence.wrap(max(1, width))]
    if row.passed_on is not None:
        passed = _("Diteruskan ke kepala kantor {time} oleh {officer}").format(
            time=clock(row.passed_on.at, now, zone), officer=row.passed_on.officer
        )
        found.append(say(("▲ ", "$warning"), passed))
    return found


def _pair(row: CheckRow, width: int, now: int, zone: str) -> list[Content]:
    wide = WIDE_RECORD if width >= ROOMY else min(RECORD, (width - INDENT) // 2)
    titles = (_("Catatan pertama"), _("Catatan kedua"))
    columns = [
        [quiet(title), *_record(record, now, zone)] for title, record in zip(titles, row.records, strict=True)
    ]
    deep = max(len(column) for column in columns)
    padded = [[*column, *[BLANK] * (deep - len(column))] for column in columns]
    return [say(" " * INDENT, *(fit(cell, wide) for cell in cells)) for cells in zip(*padded, strict=True)]


def _record(record: CheckRecord, now: int, zone: str) -> Iterator[Content]:
    yield say(f"{record.place}, {record.officer}")
    yield say(_moment(record.at, now, zone))
    yield say(record.text)
    if record.who:
        yield quiet(record.who)


def _listed(row: CheckRow, width: int, now: int, zone: str) -> list[Content]:
    """Return records one below the other: they do not exclude each other, or there are more than two."""
    room = max(1, width - INDENT)
    found = []
    for record in row.records[-MOST_RECORDS:]:
        said = ", ".join(part for part in (record.text, record.who) if part)
        line = say((f"{_moment(record.at, now, zone)}  ", QUIET), f"{record.place}, {record.officer}: {said}")
        found += [say(" " * INDENT, part) for part in line.wrap(room)]
    return found


def _question(row: CheckRow, chosen: CheckAnswer | None, width: int) -> list[Content]:
    if not row.answers:
        return list(quiet(row.refusal).wrap(max(1, width)))
    cells = [_answer(answer, here=answer == chosen) for answer in row.answers]
    rows = [cells[place : place + 2] for place in range(0, len(cells), 2)]
    asked = _("Mana yang benar?") if row.paired else _("Sudah jelas?")
    return [
        strong(asked),
        *(fit(say(" ", *(fit(cell, ANSWER) for cell in pair[:-1]), pair[-1]), width) for pair in rows),
    ]


def _answer(answer: CheckAnswer, *, here: bool) -> Content:
    mark = (f"{CURSOR} ", KEY) if here else "  "
    return say(mark, (answer.key, KEY), " ", (answer.label, STRONG if here else "$foreground"))
