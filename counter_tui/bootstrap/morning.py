"""The demo's morning: sample bookings moved to today, and what happened at this counter before now."""

import csv
import io
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from counter_tui.desk.desk import Desk
from counter_tui.desk.views.applicant import ApplicantDraft

SAMPLE = Path(__file__).parent / "sample_bookings.csv"
MORNING = timedelta(minutes=45)
"""How long the demo's office has been open when it starts, at least."""
QUARTER = timedelta(minutes=15)
SERVED = 16
EARLIER_DAYS = 4
COLLECTING = ("Ratna Kusumawati", "Bambang Hidayat", "Nurul Fitriani")
"""Invented people whose passports lie ready, and who may come for them."""
PRESENT = 0.5
ARRIVAL_MS = 60_000
FIRST_CALL_MS = 240_000
VISIT_MS = 150_000
"""The longest visit of the morning; none ends after now."""
WALK_INS = (
    ("paspor_baru", "lansia"),
    ("paspor_hilang_rusak", None),
    ("paspor_baru", None),
    ("itas_perpanjangan", None),
    ("pengambilan", None),
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

    def set_ms(self, at: int) -> None:
        """Stand at this moment, UTC milliseconds."""
        self._set = at

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


def leave_passports_ready(desk: Desk, moment: Moment, opened_at: datetime) -> None:
    """Serve a few people four days earlier to their slip, and put their passports on the shelf since."""
    moment.set(opened_at - timedelta(days=EARLIER_DAYS))
    desk.open_day("leave")
    done = [_served_whole(desk, moment, name) for name in COLLECTING]
    desk.close_day()
    moment.set(opened_at - timedelta(days=1))
    for place, application in enumerate(done, start=12):
        desk.mark_ready(application, f"C-{place}")


def _served_whole(desk: Desk, moment: Moment, name: str) -> str:
    ticket = desk.issue("paspor_baru", applicants=[ApplicantDraft(full_name=name)])
    for _visit in range(2):
        desk.call(ticket.id)
        moment.pass_seconds(300)
        desk.done()
    return desk.slip(ticket=ticket.id).application


def live_through(desk: Desk, moment: Moment, opened_at: datetime, until_ms: int) -> None:
    """Let people come and be served at this counter until now; who came last still waits."""
    chance = random.Random(14)  # noqa: S311 - the same morning at every start
    moment.set(opened_at)
    desk.open_day("leave")
    coming = _arrivals(desk, chance, moment() + ARRIVAL_MS, until_ms)
    free_at, turns = moment() + FIRST_CALL_MS, 0
    while coming or turns < SERVED:
        over = turns == SERVED or free_at + VISIT_MS > until_ms
        if coming and (coming[0][0] <= free_at or over):
            at, arrive = coming.pop(0)
            moment.set_ms(min(at, until_ms))
            arrive()
            continue
        visits = {row.visit for row in desk.queue().waiting}
        if over or not (coming or visits):
            # Just after midnight the morning is short.
            break
        if not visits:
            free_at = coming[0][0]
            continue
        wanted = 1 if turns % 3 != 2 else 2
        moment.set_ms(free_at)
        _serve(desk, moment, chance, wanted if wanted in visits else None, hold=turns == SERVED - 2)
        free_at, turns = moment() + chance.randrange(5, 15) * 1000, turns + 1
    moment.release()


def _arrivals(
    desk: Desk, chance: random.Random, first_ms: int, until_ms: int
) -> list[tuple[int, Callable[[], object]]]:
    """Return who comes when: bookings around their slot, and a few walk-ins between them."""
    coming: list[tuple[int, Callable[[], object]]] = []
    for booking in desk.reception_view().bookings:
        at = max(first_ms, booking.slot + chance.randrange(-6, 14) * 60_000 + chance.randrange(60_000))
        if at < until_ms and chance.random() < PRESENT:
            coming.append((at, partial(desk.check_in, booking.code)))
    for place, (service, priority) in enumerate(WALK_INS, start=1):
        at = first_ms + (until_ms - first_ms) * place // (len(WALK_INS) + 1)
        coming.append((at, partial(desk.issue, service, priority)))
    return sorted(coming, key=lambda arrival: arrival[0])


def _serve(desk: Desk, moment: Moment, chance: random.Random, visit: int | None, *, hold: bool) -> None:
    desk.call_next(visit)
    moment.pass_seconds(chance.randrange(8, 20))
    desk.start()
    moment.pass_seconds(chance.randrange(50, 130))
    if hold:
        desk.hold("photocopy")
    else:
        desk.done()


def _slot(row: dict[str, str]) -> datetime:
    return datetime.fromisoformat(f"{row['tanggal']}T{row['jam']}").replace(tzinfo=ZoneInfo("UTC"))
