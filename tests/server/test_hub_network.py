"""Which of a machine's addresses a hub tells its terminals."""

from pathlib import Path

import pytest

from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.server.hub.network import Adapter, choose, reached_at, url
from counter_tui.server.hub.serve import run

LAN = Adapter("eth0", "192.168.1.5")
WIFI = Adapter("wlan0", "192.168.7.9")


def test_of_two_networks_that_one_is_told_by_which_this_machine_reaches_others() -> None:
    assert choose([LAN, WIFI], WIFI.address) == WIFI.address
    assert choose([WIFI, LAN], LAN.address) == LAN.address


def test_networks_within_the_machine_and_tunnels_are_told_last() -> None:
    inner = [Adapter("docker0", "172.17.0.1"), Adapter("tun0", "10.8.0.2")]
    assert choose([*inner, LAN], "10.8.0.2") == LAN.address
    assert choose(inner, "") in {"172.17.0.1", "10.8.0.2"}


def test_a_private_address_is_told_before_a_public_one() -> None:
    assert choose([Adapter("ppp0", "8.8.4.4"), LAN], "8.8.4.4") == LAN.address


def test_a_machine_without_a_network_has_no_address_to_tell() -> None:
    assert choose([Adapter("lo", "127.0.0.1"), Adapter("eth0", "169.254.3.3")], "") == ""


def test_a_hub_that_listens_on_one_address_tells_that_one() -> None:
    assert reached_at("192.168.1.5") == "192.168.1.5"


def test_a_hub_that_listens_on_all_tells_none_of_those_that_lead_back_to_itself() -> None:
    assert reached_at("0.0.0.0") not in {"0.0.0.0", "127.0.0.1"}


def test_terminals_are_told_a_url_with_the_port_that_was_found_free() -> None:
    assert url("192.168.1.5", 8441) == "https://192.168.1.5:8441"
    assert url("fd00::5", 8441) == "https://[fd00::5]:8441"


def test_an_address_that_leads_nowhere_is_told_to_no_terminal(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="tidak dikenali"):
        run(Home(tmp_path), host="127.0.0.1", port=0, url="loket-3")
    assert list(tmp_path.iterdir()) == []
