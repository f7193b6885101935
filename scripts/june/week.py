"""What one office lives through from 20 to 26 June 2024 without the centre (DOMAIN §9), event by event."""

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from counter_tui.core.catalogue import builtin
from counter_tui.core.ids import uuid7
from counter_tui.core.numbering import label
from counter_tui.core.zones import moment
from scripts.june.backlog import Application

DAYS = ("2024-06-20", "2024-06-21", "2024-06-24", "2024-06-25", "2024-06-26")
"""The working days; the 22nd and 23rd were a weekend."""
PRINTING_AGAIN = DAYS[-1]
WORKED_OFF = {"2024-06-20": 9, "2024-06-21": 9, "2024-06-24": 2}
"""Of each day's ordinary passports, how many back-office stages are done once printing is back."""
HANDED_OVER_SHARE = 0.5
"""Of those of the first day that became ready on the last."""

EVENTS_EACH = 14.5
"""How many events an applicant of this week leaves on average."""

_KINDS = (
    ("paspor_baru", "biasa_48", 30),
    ("paspor_baru", "elektronik_48", 16),
    ("paspor_baru", "paspor_24_halaman", 4),
    ("paspor_penggantian", "biasa_48", 24),
    ("paspor_penggantian", "elektronik_48", 14),
    ("paspor_hilang_rusak", "biasa_48", 4),
    ("itas_perpanjangan", "itas", 4),
    ("itk_perpanjangan", "itk", 4),
)
_ORDINARY = "biasa_48"
_MINUTE = 60_000


class Fact(NamedTuple):
    """One event to be: when, at which of the office's devices, about which stream, and what."""

    at: int
    device: int
    stream: str
    type: str
    data: dict[str, Any]


class OfficeWeek:
    """One office's week; `applications` is the drill's own account of it, complete when `days` is through."""

    def __init__(self, zone: str, devices: list[str], site: str, random: Random) -> None:
        self._zone = zone
        self._devices = devices
        self._site = site
        self._random = random
        self.applications: list[Application] = []

    def days(self, applicants: int) -> Iterator[list[Fact]]:
        """Yield each day's facts in the order of their time; `applicants` come each day."""
        for day in DAYS:
            opening = moment(day, "08:00", self._zone)
            facts = list(self._open(day, opening))
            if day == PRINTING_AGAIN:
                facts += self._work_off(opening + 5 * _MINUTE)
            pace = 7 * 60 * _MINUTE // applicants
            for number in range(1, applicants + 1):
                facts += self._visit(day, number, opening + 10 * _MINUTE + (number - 1) * pace)
            facts.append(Fact(opening + 9 * 60 * _MINUTE, 0, f"day/{self._site}/{day}", "day.closed", {}))
            yield sorted(facts, key=lambda fact: fact.at)

    def _open(self, day: str, opening: int) -> Iterator[Fact]:
        about = {"business_day": day, "zone": self._zone}
        yield Fact(opening, 0, f"day/{self._site}/{day}", "day.opened", about)
        for place, device in enumerate(self._devices):
            opened = {"counter": str(place + 1), "serves": []}
            yield Fact(opening + place + 1, place, f"counter/{device}", "counter.opened", opened)

    def _visit(self, day: str, number: int, at: int) -> Iterator[Fact]:
        """One applicant: a number at the reception, documents there, the interview at another counter."""
        one = self._arrive(day, number, at)
        yield from self._issue(one, at)
        fate = self._random.random()
        at += 5 * _MINUTE
        if fate < 0.04:
            yield self._ticket(one, at, 0, "called", counter="1", visit=1, reason="arrival")
            yield self._ticket(one, at + _MINUTE, 0, "missed", counter="1", rule="end", n=0, pause_ms=0)
            return
        if fate < 0.08:
            yield from self._send_home(one, at, "incomplete" if fate < 0.07 else "withdrawn")
            return
        yield from self._serve(one, at, 0, 1)
        if fate < 0.12:  # the day ended before the interview
            return
        yield from self._interview(one, at + 40 * _MINUTE, refused=fate > 0.99)

    def _arrive(self, day: str, number: int, at: int) -> Application:
        weights = [weight for _service, _product, weight in _KINDS]
        ((code, product, _weight),) = self._random.choices(_KINDS, weights)
        service = builtin().service(code)
        ticket, id_ = (uuid7(at, self._random.randbytes(10)) for _ in range(2))
        one = Application(id_, ticket, label(service.letter, number), day, service, product)
        self.applications.append(one)
        return one

    def _issue(self, one: Application, at: int) -> Iterator[Fact]:
        about = {
            "number": one.number,
            "service": one.service.code,
            "product": one.product,
            "channel": "walk_in",
        }
        yield self._ticket(
            one, at, 0, "issued",
            **about,
            series=one.service.letter,
            route=[list(visit) for visit in one.service.route],
            business_day=one.day,
            authority={"kind": "device", "id": self._devices[0], "epoch": 0},
            applications=[one.id],
            priority=None,
            slot=None,
        )  # fmt: skip
        yield self._application(
            one, at, 0, "opened", **about, ticket=one.ticket, back_office=list(one.service.back_office)
        )

    def _send_home(self, one: Application, at: int, outcome: str) -> Iterator[Fact]:
        reason = "berkas_kurang" if outcome == "incomplete" else "permintaan_pemohon"
        yield self._ticket(one, at, 0, "called", counter="1", visit=1, reason="arrival")
        yield self._ticket(one, at + 2000, 0, "started", counter="1", implied=False)
        at += 6 * _MINUTE
        yield self._ticket(one, at, 0, "concluded", outcome=outcome, reason=reason, counter="1")
        yield self._end(one, at + 1, 0, outcome, reason)

    def _serve(self, one: Application, at: int, device: int, visit: int) -> Iterator[Fact]:
        counter = str(device + 1)
        yield self._ticket(one, at, device, "called", counter=counter, visit=visit, reason="arrival")
        yield self._ticket(one, at + 30_000, device, "started", counter=counter, implied=False)
        for place, stage in enumerate(one.service.route[visit - 1], start=1):
            done = at + place * 4 * _MINUTE
            yield self._ticket(
                one, done, device, "stage_completed", counter=counter, stage=stage, visit=visit
            )
            yield self._stage(one, done + 1, device, stage)

    def _interview(self, one: Application, at: int, *, refused: bool) -> Iterator[Fact]:
        device = self._random.randrange(1, len(self._devices)) if len(self._devices) > 1 else 0
        yield from self._serve(one, at, device, 2)
        at += 10 * _MINUTE
        if refused:
            yield self._end(one, at, device, "refused", "data_ganda")
            return
        yield self._application(one, at, device, "paid")
        yield self._application(
            one,
            at + 1000,
            device,
            "slip_printed",
            copy=0,
            kid="1",
            exp=at // 1000 + 7_776_000,
            counter=str(device + 1),
        )

    def _work_off(self, at: int) -> Iterator[Fact]:
        """Printing is back: ordinary books of the first days go on; e-paspor and 24-page books wait."""
        interviewed = {"adjudication"}
        for one in self.applications:
            if one.closed or one.product != _ORDINARY or one.waits_for not in interviewed:
                continue
            at += 1000
            yield from self._make(one, at, WORKED_OFF.get(one.day, 0))
            if not one.left and one.day == DAYS[0] and self._random.random() < HANDED_OVER_SHARE:
                yield self._hand_over(one, at + 3 * 60 * _MINUTE)

    def _make(self, one: Application, at: int, stages: int) -> Iterator[Fact]:
        for stage in one.left[:stages]:
            at += 20_000
            yield self._stage(one, at, 0, stage)
        if not one.left:
            yield self._application(one, at + 1000, 0, "ready", shelf="A1")

    def _hand_over(self, one: Application, at: int) -> Fact:
        one.closed = True
        last = len(self._devices) - 1
        data = {"collector": "self", "readiness": "ready", "signed": True, "counter": str(last + 1)}
        return self._application(one, at, last, "handed_over", **data)

    def _end(self, one: Application, at: int, device: int, outcome: str, reason: str) -> Fact:
        one.closed = outcome in ("refused", "withdrawn")
        return self._application(one, at, device, "outcome", outcome=outcome, reason=reason)

    def _stage(self, one: Application, at: int, device: int, stage: str) -> Fact:
        one.left.remove(stage)
        return self._application(one, at, device, "stage_completed", stage=stage, ticket=one.ticket)

    def _ticket(self, one: Application, at: int, device: int, what: str, **data: Any) -> Fact:
        return Fact(at, device, f"ticket/{one.ticket}", f"ticket.{what}", data)

    def _application(self, one: Application, at: int, device: int, what: str, **data: Any) -> Fact:
        return Fact(at, device, f"application/{one.id}", f"application.{what}", data)
