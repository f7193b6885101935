"""The side pane of Loket: who waits for this counter, and how many wait elsewhere (SCREENS §3)."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.counter import CounterView
from counter_tui.desk.views.tone import Tone
from counter_tui.desk.views.waiting import QueueCount, WaitingRow
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import BLANK, QUIET, STRONG, fit, quiet, right, say, spread, strong
from counter_tui.tui.widgets.marks import CURSOR, MARKS, STYLES

AGE = 8
SERVICE = 14
LEAST_ROWS = 4
HEAD = 3
"""Rows of a further list's heading with the space above it."""


def side_lines(
    view: CounterView, width: int, height: int, *, now: int, wide: bool, tall: bool, top: int = 0
) -> list[Content]:
    """Return the pane's lines, the own list from row `top` on; tall, the other queues' rows stand below."""
    others = _others(view) if tall else []
    own, *rooms = _rooms(view, height, tall=tall)
    heading = _heading(view, own, top, width)
    lines = [heading, *_rows(view.waiting[top : top + own], width, now, view.next, wide=wide)]
    for queue, room in zip(others, rooms, strict=True):
        lines += [BLANK, BLANK, _title(queue.name, str(queue.waiting), width)]
        lines += _rows(queue.rows[:room], width, now, None, wide=wide)
    if tall:
        return lines[:height]
    lines += [BLANK] * (height - 1 - len(lines))
    return [*lines, _counts(view.others, width)]


def last_top(view: CounterView, height: int, *, tall: bool) -> int:
    """Return the furthest row from which the own list can begin so that its end is in sight."""
    return max(0, len(view.waiting) - _rooms(view, height, tall=tall)[0])


def _others(view: CounterView) -> list[QueueCount]:
    return [queue for queue in view.others if queue.waiting]


def _rooms(view: CounterView, height: int, *, tall: bool) -> list[int]:
    """Return how many rows the own list gets, then each of the other queues."""
    if not tall:
        return [max(1, height - 2)]
    others = _others(view)
    wanted = [len(view.waiting), *(len(queue.rows) for queue in others)]
    return _share(wanted, height - 1 - HEAD * len(others))


def _share(wanted: Sequence[int], room: int) -> list[int]:
    """Return how many rows each list gets: a few for each, then what is left in their order."""
    given = [min(rows, LEAST_ROWS) for rows in wanted]
    left = room - sum(given)
    for place, rows in enumerate(wanted):
        more = max(0, min(rows - given[place], left))
        given[place] += more
        left -= more
    return given


def _heading(view: CounterView, room: int, top: int, width: int) -> Content:
    count = len(view.waiting)
    if not top:
        return _title(view.heading, str(count), width)
    last = min(top + room, count)
    return _title(
        view.heading, _("{first}–{last} dari {count}").format(first=top + 1, last=last, count=count), width
    )


def _title(name: str, count: str, width: int) -> Content:
    return spread(say((name, STRONG), " ", (_("menunggu"), QUIET)), strong(count), width)


def _rows(
    rows: Sequence[WaitingRow], width: int, now: int, following: WaitingRow | None, *, wide: bool
) -> list[Content]:
    next_id = following.id if following is not None else None
    return [_row(row, width, now, following=row.id == next_id, wide=wide) for row in rows]


def _row(row: WaitingRow, width: int, now: int, *, following: bool, wide: bool) -> Content:
    mark = (f"{CURSOR} ", "bold $primary") if following else "  "
    number_style = (STRONG if following else "$foreground") if row.here else QUIET
    number = (f"{row.number} ".ljust(7), number_style)
    service = (_whole_words(row.service_name, SERVICE - 1).ljust(SERVICE), QUIET) if wide else ""
    left = say(mark, number, service, _note(row))
    return say(fit(left, width - AGE), right(_age(row, now), AGE))


def _whole_words(name: str, room: int) -> str:
    """Return as many words of a name as fit: a name cut in the middle of a word looks like a fault."""
    if len(name) <= room:
        return name
    return name[: room + 1].rpartition(" ")[0] or name[:room]


def _note(row: WaitingRow) -> Content:
    if row.missed:
        return quiet(_("tidak hadir"))
    if row.priority is not None:
        return say((f"◆ {row.note}", STRONG if row.here else QUIET))
    return quiet(row.note)


def _age(row: WaitingRow, now: int) -> Content:
    words = _("{number} mnt").format(number=times.minutes(now - row.waiting_since))
    if row.here and row.tone in {Tone.SOON, Tone.LATE}:
        return say((f"{MARKS[row.tone]} {words}", f"bold {STYLES[row.tone]}"))
    return quiet(words)


def _counts(others: Sequence[QueueCount], width: int) -> Content:
    words = [f"{queue.name} {queue.waiting}" for queue in others]
    for gap in ("  ", " "):
        line = gap.join(words)
        if len(line) <= width:
            return quiet(line)
    return quiet(line) if words else BLANK
