from typing import Any

import httpx
import msgspec
import pytest

from counter_tui.core.refusal import Refused
from counter_tui.server import devices
from counter_tui.server.central import Central
from counter_tui.store.central.database import Database
from counter_tui.sync import wire
from counter_tui.sync.enrolment_code import parse_code
from counter_tui.sync.grant import EnrolAnswer, Grant
from counter_tui.sync.server_clock import wall_ms
from counter_tui.sync.signing import verify
from tests.server.conftest import Enrol, ask_in
from tests.server.terminal import Terminal, code_of


def a_code(central: Central, office: str = "PLG") -> str:
    return devices.enrol(
        central.database, central.identity, office=office, name="Loket 1", address="http://pusat.test"
    )


async def test_a_device_is_granted_what_it_needs_by_the_server_that_the_code_names(
    central: Central, client: httpx.AsyncClient
) -> None:
    text = a_code(central)
    terminal = Terminal(client)
    answer = msgspec.json.decode((await ask_in(terminal, text)).content, type=EnrolAnswer)
    grant = msgspec.json.decode(answer.grant, type=Grant)
    assert parse_code(text).vouches_for(grant.server_key)
    assert verify(grant.server_key, answer.signature, answer.grant.encode())
    assert (grant.office, grant.device, grant.key) == ("PLG", terminal.device, terminal.key.public)
    assert (grant.server, grant.server_epoch) == (central.identity.id, central.identity.epoch)


async def test_tags_are_unique_in_the_office_and_the_first_of_a_site_is_plain(enrol: Enrol) -> None:
    grants = [
        (await enrol()).grant,
        (await enrol()).grant,
        (await enrol(site="unit")).grant,
        (await enrol("JKT")).grant,
    ]
    found = [(grant.tag, grant.plain) for grant in grants if grant]
    assert found == [("1", True), ("2", False), ("3", True), ("1", True)]


async def test_only_the_first_device_of_an_office_may_write_officers_and_settings(enrol: Enrol) -> None:
    first, second = await enrol(), await enrol()
    third = await enrol(authorise=("officer",))
    authorised = [set(terminal.grant.authorised) for terminal in (first, second, third) if terminal.grant]
    assert authorised == [{"officer", "setting", "slip_key"}, {"slip_key"}, {"officer", "slip_key"}]


async def test_a_code_lets_one_device_in_and_no_second(central: Central, enrol: Enrol) -> None:
    first = await enrol()
    text = a_code(central)
    again = [await ask_in(Terminal(first.client), text) for _ in range(2)]
    assert [answer.status_code for answer in again] == [200, 403]
    assert code_of(again[1]) == "used"


async def test_a_device_whose_answer_was_lost_may_repeat_its_request(central: Central, enrol: Enrol) -> None:
    text = a_code(central)
    terminal = Terminal((await enrol()).client)
    grants = [
        msgspec.json.decode((await ask_in(terminal, text)).content, type=EnrolAnswer).grant for _ in range(2)
    ]
    assert grants[0] == grants[1]


@pytest.mark.parametrize(
    "changes",
    [{"code": "0" * 16}, {"device": "d-other"}, {"site": "lain"}, {"office": "JKT"}, {"proof": "0" * 64}],
    ids=["code", "device", "site", "office", "proof"],
)
async def test_a_request_that_the_secret_does_not_prove_is_refused_alike(
    central: Central, enrol: Enrol, changes: dict[str, str]
) -> None:
    await enrol("JKT")
    answer = await ask_in(Terminal((await enrol()).client), a_code(central), **changes)
    assert (answer.status_code, code_of(answer)) == (403, "code")


async def test_a_code_expires_after_a_day(central: Central, enrol: Enrol) -> None:
    client = (await enrol()).client
    text = a_code(central)
    # The code is made by the wall clock, and the centre of these tests asks its own.
    central.now = lambda: wall_ms() + devices.VALID_MS + 1000
    answer = await ask_in(Terminal(client), text)
    assert (answer.status_code, code_of(answer)) == (403, "expired")


async def test_a_device_that_is_enrolled_elsewhere_is_not_taken_in_again(
    central: Central, enrol: Enrol
) -> None:
    known = await enrol()
    stranger = Terminal(known.client, office="JKT", device=known.device)
    answer = await ask_in(stranger, a_code(central, "JKT"))
    assert (answer.status_code, code_of(answer)) == (403, "known")


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"x" * 20_000], ids=["empty", "list", "object", "large"])
async def test_a_foreign_enrolment_body_is_refused_clearly(enrol: Enrol, body: bytes) -> None:
    answer = await (await enrol()).client.post("/v1/devices", content=body)
    assert answer.status_code in (400, 413)
    assert msgspec.json.decode(answer.content, type=wire.Problem).sentence


async def test_a_revocation_is_for_good_and_keeps_its_first_date(enrol: Enrol, central: Central) -> None:
    terminal = await enrol()
    first = devices.revoke(central.database, central.identity, terminal.device).revoked_at
    assert first
    assert devices.revoke(central.database, central.identity, terminal.device).revoked_at == first


async def test_devices_are_listed_by_office(enrol: Enrol, database: Database) -> None:
    mine, other = await enrol(), await enrol("JKT")
    assert [row.device for row in devices.listed(database, "JKT")] == [other.device]
    assert {row.device for row in devices.listed(database)} == {mine.device, other.device}


async def test_of_two_devices_with_one_name_none_is_revoked_by_it(enrol: Enrol, central: Central) -> None:
    await enrol()
    await enrol()
    with pytest.raises(Refused) as refused:
        devices.revoke(central.database, central.identity, "Loket")
    assert refused.value.code == "ambiguous"
    assert [row.revoked_at for row in devices.listed(central.database)] == [None, None]


@pytest.mark.parametrize(
    "wrong",
    [{"office": "TERLALU"}, {"office": ""}, {"name": ""}, {"authorise": ("applicant",)}],
    ids=["long", "empty", "nameless", "kind"],
)
def test_a_code_for_nonsense_is_refused(central: Central, wrong: dict[str, Any]) -> None:
    asked = {"office": "PLG", "name": "Loket", "address": "http://x"} | wrong
    with pytest.raises(Refused):
        devices.enrol(central.database, central.identity, **asked)
