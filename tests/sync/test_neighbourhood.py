"""A hub's sign on the network is found by its terminals while it runs: real multicast on loopback."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from counter_tui.sync import neighbourhood
from counter_tui.sync.neighbourhood import LOOPBACK, Neighbour, Sign, look
from tests.patience import GIVE_UP_SECONDS, until


def neighbour(server: str, epoch: int = 1) -> Neighbour:
    return Neighbour(server, "utama", epoch, "127.0.0.1", 8441)


def seen(server: str) -> list[Neighbour]:
    """Look until a server's sign is up, which others may have theirs beside."""
    return [
        one
        for one in look(seconds=GIVE_UP_SECONDS, interfaces=LOOPBACK, enough=server)
        if one.server == server
    ]


def _which(*servers: str) -> list[str]:
    """Return which of these servers one look finds, in its order."""
    return [one.server for one in look(interfaces=LOOPBACK) if one.server in servers]


@contextmanager
def standing(*now: Callable[[], Neighbour | None]) -> Iterator[None]:
    """Put signs up, and take them down at the end."""
    signs = [Sign(one, again_s=0.01) for one in now]
    for sign in signs:
        sign.start()
    try:
        yield
    finally:
        for sign in signs:
            sign.stop()


def test_a_hub_is_found_by_its_server_id_with_site_epoch_and_port() -> None:
    with standing(lambda: neighbour("found1", 3)):
        assert seen("found1") == [neighbour("found1", 3)]


def test_a_sign_is_taken_down_when_its_hub_ends() -> None:
    with standing(lambda: neighbour("ended1")):
        assert seen("ended1")
    assert "ended1" not in {one.server for one in look(seconds=1.0, interfaces=LOOPBACK)}


def test_a_sign_follows_its_hub_to_another_address() -> None:
    places = [neighbour("moved1")]
    with standing(lambda: places[-1]):
        assert seen("moved1") == places
        places.append(replace(places[0], port=8442))
        until(lambda: seen("moved1") == [places[-1]])


def test_a_sign_goes_up_when_the_network_comes() -> None:
    places: list[Neighbour | None] = [None, replace(neighbour("late1"), address="203.0.113.9")]
    looked = iter([*places, *places])
    with standing(lambda: next(looked, neighbour("late1"))):
        assert seen("late1") == [neighbour("late1")]


def test_the_later_of_two_hubs_comes_first() -> None:
    with standing(lambda: neighbour("old1", 1), lambda: neighbour("new1", 2)):
        found: list[str] = []

        def both() -> bool:
            found[:] = _which("old1", "new1")
            return len(found) == 2

        until(both)
        assert found == ["new1", "old1"]


@pytest.mark.parametrize(
    ("address", "url"), [("10.0.0.7", "https://10.0.0.7:8441"), ("fd00::7", "https://[fd00::7]:8441")]
)
def test_a_neighbour_is_asked_over_tls(address: str, url: str) -> None:
    assert Neighbour("s", "utama", 1, address, 8441).url == url


def test_a_machine_without_that_network_has_no_neighbours() -> None:
    assert look(seconds=0.1, interfaces=("203.0.113.9",)) == []


def test_after_the_look_nobody_is_waited_for_any_more() -> None:
    heard = neighbourhood._Heard("")
    heard.complete.set()
    heard.changed(zeroconf=None, service_type="", name="slow", state_change=None)
    assert heard.found == {}
