import pytest

from counter_tui.core.refusal import Refused
from counter_tui.sync.enrol import Newcomer, enrol
from counter_tui.sync.enrolment_code import format_code, new_code, parse_code
from counter_tui.sync.peer import Peer, checked_address, is_near, load
from counter_tui.sync.signing import DeviceKey
from counter_tui.sync.trust import trusted
from tests.sync.town import OFFICE, Town

ME = Newcomer(OFFICE, "utama", "d1", "Loket 1")


def refusal(code: str) -> str:
    with pytest.raises(Refused) as caught:
        enrol(code, ME)
    return caught.value.code


def test_the_code_alone_brings_a_terminal_in(town: Town) -> None:
    peer, grant = enrol(town.code(), ME)
    assert peer.address == town.address
    assert (grant.office, grant.device, grant.plain) == (OFFICE, "d1", True)
    assert load(peer.dump()) == peer


def test_each_terminal_of_an_office_has_its_own_tag_and_one_is_plain(town: Town) -> None:
    grants = [
        enrol(town.code(), Newcomer(OFFICE, "utama", device, "Loket"))[1] for device in ("d1", "d2", "d3")
    ]
    assert len({grant.tag for grant in grants}) == 3
    assert [grant.plain for grant in grants] == [True, False, False]


def test_a_code_admits_one_device_and_the_same_one_again_after_a_lost_answer(town: Town) -> None:
    code, key = town.code(), DeviceKey.generate()
    first = enrol(code, ME, key=key)
    assert enrol(code, ME, key=key) == first
    assert refusal(code) == "used"


def test_a_mistyped_code_is_noticed_before_anybody_is_asked() -> None:
    assert refusal("ABCD") == "bad_code"


def test_the_secret_of_a_code_is_needed(town: Town) -> None:
    genuine = parse_code(town.code())
    guessed = new_code(town.central.identity.key.public, town.address, bytes(10))
    assert guessed.server == genuine.server
    assert refusal(format_code(guessed)) == "code"


def test_a_server_that_the_code_does_not_mean_is_noticed(town: Town) -> None:
    other = format_code(new_code(DeviceKey.generate().public, town.address, parse_code(town.code()).secret))
    assert refusal(other) == "stranger"


def test_a_dead_server_is_told_in_one_sentence(town: Town) -> None:
    code = town.code()
    town.die()
    assert refusal(code) == "unreachable"


def test_an_address_beyond_this_machine_needs_tls() -> None:
    assert checked_address("https://pusat.example/") == "https://pusat.example"
    assert checked_address("http://127.0.0.1:8080") == "http://127.0.0.1:8080"
    for address in ("http://pusat.example", "http://192.168.1.4:80", "pusat.example", "ftp://127.0.0.1"):
        with pytest.raises(Refused):
            checked_address(address)


@pytest.mark.parametrize(
    "address",
    ["https://[pusat", "https://pusat:99999", "https://", "https://:8443", "https://pusat..example"],
)
def test_an_address_that_leads_nowhere_is_refused_in_one_sentence(address: str) -> None:
    with pytest.raises(Refused, match="tidak dikenali"):
        checked_address(address)


def test_a_centre_in_capitals_must_show_its_certificate_too() -> None:
    address = checked_address("HTTPS://pusat.example")
    assert address == "https://pusat.example"
    peer = Peer(address=address, server="", server_key="", office="PLG", device="d", key="")
    assert trusted(peer)


def test_nobody_is_asked_through_a_proxy_within_the_own_network() -> None:
    assert is_near("https://192.168.1.5:8441")
    assert is_near("https://localhost:8441")
    assert not is_near("https://pusat.example")
