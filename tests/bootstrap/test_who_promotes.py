"""Only who may decide makes a computer its site's hub, and proves at that computer who they are."""

import pytest

from counter_tui.bootstrap.promotion import promote
from counter_tui.bootstrap.site_line import place_of
from counter_tui.bootstrap.terminal import opened
from tests.bootstrap.hub_site import PIN, Counter
from tests.refusal import refused

OFFICER_PIN = "736251"


@pytest.mark.parametrize(("login", "code"), [("", "locked"), ("agus", "not_allowed")])
def test_nobody_else_makes_a_computer_the_hub_though_the_old_one_is_silent(
    two: Counter, login: str, code: str
) -> None:
    two.desk.add_officer("agus", "Agus Salim", ["officer"], OFFICER_PIN)
    with opened(two.home) as terminal:
        if login:
            terminal.desk.login(login, OFFICER_PIN)
        with refused(code):
            promote(terminal, old_hub_is_off=True)
        assert place_of(terminal.store).hub is None


def test_a_wrong_pin_makes_no_computer_the_hub(two: Counter) -> None:
    with opened(two.home) as terminal:
        with refused("wrong_pin"):
            terminal.desk.login("dewi", PIN[::-1])
        with refused("locked"):
            promote(terminal, old_hub_is_off=True)
        assert place_of(terminal.store).hub is None
