"""The demo's morning: sample bookings moved to today, and what happened at this counter before now."""

import csv
import io
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from counter_tui.desk.desk import Desk

SAMPLE = Path(__file__).parent / "sample_bookings.csv"
MORNING = timedelta(minutes=75)
"""How long the demo's office has been open when it starts."""
QUARTER = timedelta(minutes=15)
SERVED = 7
WALK_INS = (
    ("paspor_baru", "lansia"),
    ("paspor_hilang_rusak", None),
    ("paspor_baru", None),
    ("itas_perpanjangan", None),
)


class Moment:
    """A clock that the morning sets; it follows the real one from `release` on."""

    def __init__(self, real: Callable[[], int]) -> None:
        self._real = real
        self._set: int | None = None

    def __call__(self) -> int:
        """Return UTC milliseconds."""
        return self._real() if self._set is None else self._set

    def set(self, at: datetime) -> None:
        """Stand at this moment."""
        self._set = int(at.timestamp() * 1000)

    def pass_seconds(self, seconds: int) -> None:
        """Let time pass."""
        self._set = self() + seconds * 1000

    def release(self) -> None:
        """Follow the real clock again."""
        self._set = None


def opening_time(now_ms: int, zone: str) -> datetime:
    """Return when the demo's office opened today: a quarter of an hour, never on another day than now."""
    now = datetime.fromtimestamp(now_ms / 1000, ZoneInfo(zone))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    quarters = int((now - MORNING - midnight) / QUARTER)
    return midnight + max(quarters, 0) * QUARTER


def bookings(opened_at: datetime) -> str:
    """Return the sample bookings as CSV, its first slot moved to the opening."""
    rows = list(csv.DictReader(SAMPLE.read_text("utf-8").splitlines()))
    first = min(_slot(row) for row in rows)
    last_slot = opened_at.replace(hour=23, minute=45)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    for row in rows:
        slot = min(opened_at + (_slot(row) - first), last_slot)
        writer.writerow(row | {"tanggal": slot.date().isoformat(), "jam": f"{slot:%H:%M}"})
    return out.getvalue()


def live_through(desk: Desk, moment: Moment, opened_at: datetime, until_ms: int) -> None:
    """Check in who came, serve the first few, and leave the rest waiting for the officer."""
    chance = random.Random(14)  # noqa: S311 - the same morning at every start
    moment.set(opened_at)
    desk.open_day("leave")
    _arrivals(desk, moment, chance, until_ms)
    moment.set(opened_at + QUARTER)
    for turn in range(SERVED):
        _serve(desk, moment, chance, hold=turn == SERVED // 2)
    moment.release()


def _arrivals(desk: Desk, moment: Moment, chance: random.Random, until_ms: int) -> None:
    walk_ins = list(WALK_INS)
    for booking in desk.reception_view().bookings:
        if booking.slot > until_ms or chance.random() < 0.4:
            continue
        if moment() + 90_000 > until_ms:
            break
        moment.pass_seconds(chance.randrange(40, 110))
        desk.check_in(booking.code)
        if walk_ins and chance.random() < 0.2:
            service, priority = walk_ins.pop()
            desk.issue(service, priority)


def _serve(desk: Desk, moment: Moment, chance: random.Random, *, hold: bool) -> None:
    desk.call_next()
    moment.pass_seconds(chance.randrange(15, 40))
    desk.start()
    moment.pass_seconds(chance.randrange(120, 420))
    if hold:
        desk.hold("documents")
        return
    desk.done()


def _slot(row: dict[str, str]) -> datetime:
    return datetime.fromisoformat(f"{row['tanggal']}T{row['jam']}").replace(tzinfo=ZoneInfo("UTC"))
