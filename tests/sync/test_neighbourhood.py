"""A hub's sign on the network is found by its terminals while it runs: real multicast on loopback."""

import threading

import pytest

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


def test_a_hub_is_found_by_its_server_id_with_site_epoch_and_port() -> None:
    sign = Sign(neighbour("found1", 3), LOOPBACK)
    sign.start()
    try:
        assert seen("found1") == [neighbour("found1", 3)]
    finally:
        sign.stop()


def test_a_sign_is_taken_down_when_its_hub_ends() -> None:
    sign = Sign(neighbour("ended1"), LOOPBACK)
    sign.start()
    assert seen("ended1")
    sign.stop()
    assert "ended1" not in {one.server for one in look(seconds=1.0, interfaces=LOOPBACK)}


def test_the_later_of_two_hubs_comes_first() -> None:
    signs = [Sign(neighbour("old1", 1), LOOPBACK), Sign(neighbour("new1", 2), LOOPBACK)]
    for sign in signs:
        sign.start()
    try:
        found: list[str] = []

        def both() -> bool:
            found[:] = _which("old1", "new1")
            return len(found) == 2

        until(both)
        assert found == ["new1", "old1"]
    finally:
        for sign in signs:
            sign.stop()


@pytest.mark.parametrize(
    ("address", "url"), [("10.0.0.7", "https://10.0.0.7:8441"), ("fd00::7", "https://[fd00::7]:8441")]
)
def test_a_neighbour_is_asked_over_tls(address: str, url: str) -> None:
    assert Neighbour("s", "utama", 1, address, 8441).url == url


def test_a_machine_without_that_network_has_no_neighbours_and_no_sign() -> None:
    nowhere = ("203.0.113.9",)
    assert look(seconds=0.1, interfaces=nowhere) == []
    sign = Sign(neighbour("none1"), nowhere)
    sign.start()
    sign.stop()
    assert "sign" not in {thread.name for thread in threading.enumerate()}
