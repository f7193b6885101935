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
    view: CounterView, width: int, height: int, *, now: int, wide: bool, tall: bool
) -> list[Content]:
    """Return the pane's lines; where the pane is tall the other queues stand below with their rows."""
    if tall:
        return _tall(view, width, height, now, wide=wide)
    top = _queue(view.heading, view.waiting, len(view.waiting), width, height - 2, now, view.next, wide=wide)
    top += [BLANK] * (height - 1 - len(top))
    return [*top, _counts(view.others, width)]


def _tall(view: CounterView, width: int, height: int, now: int, *, wide: bool) -> list[Content]:
    others = [queue for queue in view.others if queue.waiting]
    own, *rooms = _share(
        [len(view.waiting), *(len(queue.rows) for queue in others)], height - 1 - HEAD * len(others)
    )
    lines = _queue(view.heading, view.waiting, len(view.waiting), width, own, now, view.next, wide=wide)
    for queue, room in zip(others, rooms, strict=True):
        lines += [BLANK, BLANK]
        lines += _queue(queue.name, queue.rows, queue.waiting, width, room, now, None, wide=wide)
    return lines[:height]


def _share(wanted: Sequence[int], room: int) -> list[int]:
    """Return how many rows each list gets: a few for each, then what is left in their order."""
    given = [min(rows, LEAST_ROWS) for rows in wanted]
    left = room - sum(given)
    for place, rows in enumerate(wanted):
        more = max(0, min(rows - given[place], left))
        given[place] += more
        left -= more
    return given


def _queue(
    name: str,
    rows: Sequence[WaitingRow],
    count: int,
    width: int,
    room: int,
    now: int,
    following: WaitingRow | None,
    *,
    wide: bool,
) -> list[Content]:
    head = say((name, STRONG), " ", (_("menunggu"), QUIET))
    lines = [spread(head, strong(str(count)), width)]
    for row in rows[: max(0, room)]:
        here = following is not None and row.id == following.id
        lines.append(_row(row, width, now, following=here, wide=wide))
    return lines


def _row(row: WaitingRow, width: int, now: int, *, following: bool, wide: bool) -> Content:
    mark = (f"{CURSOR} ", "bold $primary") if following else "  "
    number_style = (STRONG if following else "$foreground") if row.here else QUIET
    number = (row.number.ljust(7), number_style)
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
