"""From the palette this computer becomes its site's hub, after a card that says what must be true for it."""

from dataclasses import dataclass, field
from typing import cast

from textual.pilot import Pilot

from counter_tui.core.refusal import Refused
from counter_tui.tui.app import CounterApp
from counter_tui.tui.commands import commands
from counter_tui.tui.options import Options
from tests.tui.office import AT_ONCE, Office
from tests.tui.waiting import shows, until

NAME = "Jadikan komputer ini hub"


@dataclass
class Role:
    """What a terminal's wiring answers; the real one is tested with real processes."""

    answers: bool
    possible: bool = True
    refusal: Refused | None = None
    taken: list[bool] = field(default_factory=list)

    def hub_answers(self) -> bool:
        if self.refusal is not None:
            raise self.refusal
        return self.answers

    def take(self, *, planned: bool) -> None:
        self.taken.append(planned)


def options(office: Office, role: Role) -> Options:
    return Options(now=office.now, idle_minutes=0, pace=AT_ONCE, hub_role=role)


async def chosen(pilot: Pilot[None]) -> None:
    """Choose the command in the palette."""
    app = cast("CounterApp", pilot.app)
    await shows(pilot, "Loket 3", "#status")
    (command,) = [one for one in commands(app) if one.name == NAME]
    done = command.run(app)
    assert done is not None
    await done


async def test_a_hub_that_answers_is_moved_here_once_that_is_confirmed(office: Office) -> None:
    role = Role(answers=True)
    async with office.app(options=options(office, role)).run_test(size=(80, 24)) as pilot:
        await chosen(pilot)
        await shows(pilot, "Hub yang sekarang menyerahkan antrean dan semua nomornya")
        await pilot.press("enter")
        await until(pilot, lambda: role.taken == [True], "moved")


async def test_a_hub_that_is_silent_is_replaced_only_where_it_is_said_to_be_off(office: Office) -> None:
    role = Role(answers=False)
    async with office.app(options=options(office, role)).run_test(size=(80, 24)) as pilot:
        await chosen(pilot)
        await shows(pilot, "komputer hub lama harus MATI")
        await pilot.press("escape")
        await shows(pilot, "Loket 3", "#status")
        assert role.taken == []
        await chosen(pilot)
        await shows(pilot, "Sudah mati; jadikan hub")
        await pilot.press("enter")
        await until(pilot, lambda: role.taken == [False], "promoted")


async def test_who_may_not_decide_is_refused_before_anything_is_asked(office: Office) -> None:
    role = Role(answers=True, refusal=Refused("Peran Anda tidak mencakup tindakan ini.", code="not_allowed"))
    async with office.app(options=options(office, role)).run_test(size=(80, 24)) as pilot:
        await chosen(pilot)
        await shows(pilot, "Peran Anda tidak mencakup tindakan ini.", "#trail")


async def test_a_computer_without_a_hub_is_offered_nothing(office: Office) -> None:
    role = Role(answers=False, possible=False)
    app = office.app(options=options(office, role))
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Loket 3", "#status")
        assert NAME not in {one.name for one in commands(app)}
