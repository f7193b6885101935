import httpx
import pytest

from counter_tui.server import devices
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.server.limits import Limits
from counter_tui.server.rate import MOST_KEYS, Buckets, Rate
from tests.server.conftest import Enrol, ask_in
from tests.server.terminal import Terminal, code_of

ONCE_A_MINUTE = Rate(1 / 60, 2)


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_burst_and_then_as_much_as_time_brings() -> None:
    clock = Clock()
    buckets = Buckets(Rate(per_s=2, burst=3), clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    clock.now = 0.5
    assert [buckets.take("a") for _ in range(2)] == [0, 0.5]


def test_one_keys_bucket_is_nobody_elses() -> None:
    buckets = Buckets(Rate(per_s=1, burst=1), Clock())
    assert buckets.take("a") == 0
    assert buckets.take("b") == 0
    assert buckets.take("a") > 0


def test_looking_takes_nothing() -> None:
    buckets = Buckets(Rate(per_s=1, burst=1), Clock())
    assert [buckets.wait("a"), buckets.wait("a"), buckets.take("a")] == [0, 0, 0]
    assert buckets.wait("a") == 1


def test_keys_without_end_fill_no_memory() -> None:
    buckets = Buckets(Rate(per_s=1, burst=1), Clock())
    for number in range(MOST_KEYS + 100):
        buckets.take(str(number))
    assert len(buckets._levels) == MOST_KEYS


async def test_wrong_codes_are_soon_not_looked_at_any_more(enrol: Enrol, central: Central) -> None:
    central.limits = Limits(strangers=ONCE_A_MINUTE)
    terminal = await enrol()
    text = a_code(central)
    stranger = Terminal(terminal.client)
    answers = [await ask_in(stranger, text, proof="guess") for _ in range(3)]
    answers.append(await ask_in(stranger, text))
    assert [answer.status_code for answer in answers] == [403, 403, 429, 429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert code_of(answers[-1]) == "too_often"


async def test_forged_words_of_a_hub_are_soon_not_looked_at_any_more(enrol: Enrol, central: Central) -> None:
    terminal = await enrol()
    central.limits = Limits(strangers=ONCE_A_MINUTE)
    forged = {
        "code": "", "device": "d9", "key": "A" * 43, "office": "PLG", "site": "u", "name": "x", "proof": "",
        "vouched": {"text": "{}", "signer": "A" * 43, "signature": "A" * 86},
    }  # fmt: skip
    answers = [await terminal.client.post("/v1/devices", json=forged) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [403, 403, 429, 429]


async def test_right_codes_and_signed_requests_are_no_tries(enrol: Enrol, central: Central) -> None:
    central.limits = Limits(strangers=ONCE_A_MINUTE)
    for _ in range(4):
        terminal = await enrol()
        assert (await terminal.ask("GET", "/v1/head")).status_code == 200


async def test_strangers_who_share_an_address_with_a_device_do_not_shut_it_out(
    enrol: Enrol, central: Central
) -> None:
    terminal = await enrol()
    central.limits = Limits(strangers=ONCE_A_MINUTE)
    unsigned = [await terminal.client.get("/v1/records") for _ in range(3)]
    assert [answer.status_code for answer in unsigned] == [401, 401, 429]
    assert (await Terminal(terminal.client).ask("GET", "/v1/head")).status_code == 429
    assert (await terminal.ask("GET", "/v1/head")).status_code == 200


async def test_a_wrong_clock_is_not_a_strangers_try(enrol: Enrol, central: Central) -> None:
    terminal = await enrol()
    central.limits = Limits(strangers=ONCE_A_MINUTE)
    terminal.now -= 3_600_000
    answers = [await terminal.ask("GET", "/v1/head") for _ in range(4)]
    assert [code_of(answer) for answer in answers] == ["clock"] * 4


async def test_a_device_that_ran_wild_is_told_when_to_come_again(enrol: Enrol, central: Central) -> None:
    terminal, other = await enrol(), await enrol()
    central.limits = Limits(devices=ONCE_A_MINUTE)
    answers = [await terminal.ask("GET", "/v1/head") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (await other.ask("GET", "/v1/head")).status_code == 200


@pytest.mark.parametrize(("address", "statuses"), [("203.0.113.5", [200, 200, 429]), ("::1", [200] * 3)])
async def test_a_flood_of_one_address_is_refused_whatever_it_asks(
    central: Central, address: str, statuses: list[int]
) -> None:
    central.limits = Limits(addresses=ONCE_A_MINUTE)
    transport = httpx.ASGITransport(build(central), client=(address, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://pusat.test") as client:
        assert [(await client.get("/v1/health")).status_code for _ in range(3)] == statuses


def a_code(central: Central) -> str:
    return devices.enrol(
        central.database, central.identity, office="PLG", name="Loket", address="http://pusat.test"
    )
