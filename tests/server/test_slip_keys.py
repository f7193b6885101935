"""The centre certifies the keys that devices sign slips with, and signs the list of them."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from msgspec.structs import replace

from counter_tui.core import slip_key_list, slip_key_record
from counter_tui.core.record import Record
from counter_tui.core.refusal import Refused
from counter_tui.core.slip_key_list import DAY_MS, LISTED_DAYS, KeyList, SignedKeyList
from counter_tui.server import devices, slip_keys
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.store.central import records
from counter_tui.sync.signing import DeviceKey
from tests.server.conftest import Enrol
from tests.server.published_key import key_of
from tests.server.terminal import NOW, Terminal

Lists = Callable[[Terminal], Awaitable[KeyList]]


@pytest.fixture
def listed(central: Central) -> Lists:
    """Return what a device is given as its office's list, its signature checked."""

    async def read(reader: Terminal) -> KeyList:
        (record,) = [one for one in (await reader.records())[1] if one.kind == slip_key_list.KIND]
        assert slip_key_list.believable(record, signer=central.identity.key.public, office=reader.office)
        signed = slip_key_list.of_record(record)
        return slip_key_list.read(signed, signer=central.identity.key.public, office=reader.office)

    return read


def raw(record: Record) -> bytes:
    public = slip_key_record.public_of(record.data)
    assert public is not None
    return public


async def test_a_key_is_certified_by_the_request_that_publishes_it(enrol: Enrol, listed: Lists) -> None:
    issuer, reader = await enrol(), await enrol()
    mine = key_of(issuer)
    await issuer.put(mine)
    (entry,) = (await listed(reader)).keys
    assert (entry.raw, entry.device, entry.revoked) == (raw(mine), issuer.device, None)
    assert (entry.made, entry.certified, entry.until) == (NOW - DAY_MS, NOW, NOW + LISTED_DAYS * DAY_MS)


async def test_the_list_is_signed_anew_only_when_its_keys_change(enrol: Enrol, listed: Lists) -> None:
    first, second = await enrol(), await enrol()
    mine = key_of(first)
    await first.put(mine)
    before = await listed(second)
    await first.put(replace(mine, rev=2, data=mine.data | {"note": "x"}))
    assert await listed(second) == before
    await second.put(key_of(second))
    after = await listed(first)
    assert after.revision > before.revision
    assert len(after.keys) == 2


async def test_no_device_writes_the_list_whatever_it_may_write_else(enrol: Enrol, listed: Lists) -> None:
    first, second = await enrol(), await enrol(authorise=("officer", "setting", "device"))
    await first.put(key_of(first))
    genuine = await listed(first)
    forger = DeviceKey.generate()
    for terminal in (first, second):
        text = slip_key_list.write(replace(genuine, revision=genuine.revision + 1, keys=()))
        for signer in (forger.public, terminal.key.public):
            signature = forger.sign(slip_key_list.message(text))
            made = SignedKeyList(text=text, signer=signer, signature=signature)
            answer = await terminal.put(slip_key_list.as_record(made, genuine.revision + 1, terminal.device))
            assert [refused.reason for refused in answer.refused] == ["unauthorised"]
    assert await listed(second) == genuine


@pytest.mark.parametrize("kind", [slip_key_list.KIND, slip_key_record.KIND])
def test_a_code_lets_nobody_write_the_list_or_others_keys(central: Central, kind: str) -> None:
    with pytest.raises(Refused) as refused:
        devices.enrol(
            central.database, central.identity, office="PLG", name="x", address="http://x", authorise=[kind]
        )
    assert refused.value.code == "kind"


async def test_a_device_whose_name_begins_another_s_publishes_no_key_for_it(enrol: Enrol) -> None:
    short, long = await enrol(device="d"), await enrol(device="d-1")
    answer = await short.put(key_of(long))
    assert [refused.reason for refused in answer.refused] == ["unauthorised"]


@pytest.mark.parametrize("data", [{"public": "AAAA"}, {"public": 7}, {"public": "é" * 43}])
async def test_what_is_no_key_is_not_taken(enrol: Enrol, data: dict[str, Any]) -> None:
    terminal = await enrol()
    answer = await terminal.put(key_of(terminal, changes=data))
    assert [refused.reason for refused in answer.refused] == ["malformed"]


@pytest.mark.parametrize("made", [2**70, -1, True, "yesterday", 1.5])
async def test_a_foolish_date_of_a_key_spoils_no_list(enrol: Enrol, listed: Lists, made: object) -> None:
    terminal = await enrol()
    await terminal.put(key_of(terminal, changes={"made": made}))
    assert [entry.made for entry in (await listed(terminal)).keys] == [0]


async def test_another_s_key_published_again_stays_the_first_one_s(enrol: Enrol, listed: Lists) -> None:
    first, second = await enrol(), await enrol()
    mine = key_of(first)
    await first.put(mine)
    await second.put(key_of(second, raw(mine)))
    assert [entry.device for entry in (await listed(second)).keys] == [first.device]


async def test_each_office_has_its_own_list(enrol: Enrol, listed: Lists) -> None:
    here, elsewhere = await enrol(), await enrol("JKT")
    await here.put(key_of(here))
    await elsewhere.put(key_of(elsewhere))
    assert [entry.device for entry in (await listed(elsewhere)).keys] == [elsewhere.device]


async def test_revoking_a_device_revokes_its_keys_as_of_then(
    enrol: Enrol, listed: Lists, central: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, reader = await enrol(), await enrol()
    await lost.put(key_of(lost))
    await reader.put(key_of(reader))
    monkeypatch.setattr(devices, "wall_ms", lambda: NOW + DAY_MS)
    devices.revoke(central.database, central.identity, lost.device)
    assert {entry.device: entry.revoked for entry in (await listed(reader)).keys} == {
        lost.device: NOW + DAY_MS,
        reader.device: None,
    }


async def test_a_key_s_revocation_is_for_good_and_moves_only_back(
    enrol: Enrol, listed: Lists, central: Central
) -> None:
    terminal = await enrol()
    mine = key_of(terminal)
    await terminal.put(mine)
    for since in (NOW - 5 * DAY_MS, NOW, NOW - 9 * DAY_MS):
        with central.database.write() as work:
            slip_keys.revoke(work, "PLG", central.identity, {raw(mine).hex(): since}, NOW)
    await terminal.put(key_of(terminal))
    assert [entry.revoked for entry in (await listed(terminal)).keys if entry.raw == raw(mine)] == [
        NOW - 9 * DAY_MS
    ]


async def test_an_old_key_drops_off_the_list_and_is_not_certified_again(
    enrol: Enrol, central: Central
) -> None:
    terminal = await enrol()
    mine = key_of(terminal)
    await terminal.put(mine)
    for later in (LISTED_DAYS * DAY_MS - 1, LISTED_DAYS * DAY_MS, LISTED_DAYS * DAY_MS + DAY_MS):
        slip_keys.certify_all(central.database, central.identity, NOW + later)
        with central.database.read() as work:
            signed = slip_keys.signed(work, "PLG", central.identity)
        assert signed is not None
        keys = slip_key_list.read(signed, signer=central.identity.key.public, office="PLG").keys
        assert len(keys) == (later < LISTED_DAYS * DAY_MS)


async def test_a_centre_certifies_at_its_start_what_an_older_one_took_in(
    enrol: Enrol, listed: Lists, central: Central
) -> None:
    terminal = await enrol()
    with central.database.write() as work:
        records.put(work, "PLG", [key_of(terminal)])
    slip_keys.certify_all(central.database, central.identity, NOW)
    assert [entry.device for entry in (await listed(terminal)).keys] == [terminal.device]


async def test_a_centre_looks_at_its_lists_whenever_it_starts(
    enrol: Enrol, listed: Lists, central: Central
) -> None:
    terminal = await enrol()
    with central.database.write() as work:
        records.put(work, "PLG", [key_of(terminal)])
    app = build(central)
    async with app.router.lifespan_context(app):
        assert [entry.device for entry in (await listed(terminal)).keys] == [terminal.device]


async def test_a_list_that_was_changed_in_the_database_is_never_signed_again(
    enrol: Enrol, central: Central
) -> None:
    terminal = await enrol()
    await terminal.put(key_of(terminal))
    with central.database.write() as work:
        ((text,),) = work.rows("SELECT data FROM record WHERE kind = 'slip_key_list'")
        work.run(
            "UPDATE record SET data = ? WHERE kind = 'slip_key_list'",
            (text.replace("certified", "Certified"),),
        )
    assert (await terminal.put(key_of(terminal))).refused == []
    (record,) = [one for one in (await terminal.records())[1] if one.kind == slip_key_list.KIND]
    assert not slip_key_list.believable(record, signer=central.identity.key.public, office="PLG")
    assert "Certified" in record.data["text"]
