"""Keys of slips between real homes and a real centre: after one exchange of each all verify offline."""

from collections.abc import Callable

import httpx
import msgspec
import pytest

from counter_tui.core import slip_key_list
from counter_tui.core.record import Record, erased
from counter_tui.core.slip import expiry, key_id, make_token, verify_token
from counter_tui.core.slip_key_list import DAY_MS, SignedKeyList
from counter_tui.core.slip_keyring import Keyring, Trust
from counter_tui.desk import slip_keys as desk_keys
from counter_tui.server import devices, slip_keys
from counter_tui.store import records
from counter_tui.sync import packing, peer, wire
from counter_tui.sync.server_clock import wall_ms
from counter_tui.sync.signing import DeviceKey
from tests.sync.conftest import Copy, MakeHome
from tests.sync.town import OFFICE, Home, Line, Talk, Town

APPLICATION = "0198f000-0000-7000-8000-00000000000a"


@pytest.fixture
def joined(enrolled: MakeHome) -> MakeHome:
    """Return what makes a home that is enrolled and keeps its centre's identity, as set-up does."""

    def make(device: str) -> Home:
        return remember_centre(enrolled(device))

    return make


def remember_centre(home: Home) -> Home:
    assert home.peer is not None
    with home.store.write() as tx:
        tx.set_meta(peer.META_KEY, home.peer.dump())
    return home


def print_slip(home: Home) -> str:
    """Make a slip as the desk does and return its text; its key is published with it."""
    with home.store.write() as tx:
        secret = desk_keys.secret(tx)
    return make_token(APPLICATION, OFFICE, expiry(wall_ms()), secret)


def ring(home: Home) -> Keyring:
    with home.store.read() as conn:
        return desk_keys.known(conn, home.store.identity.device)


def trust(home: Home, text: str) -> str:
    """Return how far a home trusts the key that signed a slip; empty for one that it does not know."""
    known = ring(home)
    verdict = verify_token(text, OFFICE, known.publics, wall_ms() // 1000)
    return str(known.of(verdict.key).trust) if verdict.key is not None else ""


def listed(home: Home) -> Record:
    with home.store.read() as conn:
        found = f"SELECT {records.COLUMNS} FROM record WHERE kind = ?"
        return records.parse(conn.execute(found, (slip_key_list.KIND,)).fetchone())


class Meddler(httpx.AsyncBaseTransport):
    """Stands between a home and its centre and replaces the key lists in what the centre tells."""

    def __init__(self, town: Town, replace: Callable[[Record], Record]) -> None:
        self._line = Line(town)
        self._replace = replace
        self.replaced = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._line.handle_async_request(request)
        if (request.method, request.url.path) != ("GET", "/v1/records"):
            return answer
        head, lines = packing.unpack(await answer.aread(), wire.RecordsHead)
        told = [msgspec.json.decode(line, type=Record) for line in lines]
        changed = [self._replace(one) if one.kind == slip_key_list.KIND else one for one in told]
        self.replaced += changed != told
        body = packing.pack(head, [msgspec.json.encode(one) for one in changed])
        headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
        return httpx.Response(answer.status_code, headers=headers, content=body)


async def test_a_slip_is_believed_elsewhere_after_one_exchange_of_each(joined: MakeHome, town: Town) -> None:
    issuer, other = joined("d1"), joined("d2")
    text = print_slip(issuer)
    assert (trust(issuer, text), trust(other, text)) == (Trust.TRUSTED, "")
    line = Line(town)
    await Talk(issuer, line).settle()
    await Talk(other, line).settle()
    assert trust(other, text) == Trust.TRUSTED
    assert ring(issuer).entry(ring(issuer).publics[0]) is not None


async def test_slips_from_before_the_enrolment_are_believed_too(
    new: MakeHome, joined: MakeHome, town: Town
) -> None:
    issuer, other = new("d1"), joined("d2")
    text = print_slip(issuer)
    town.enrol(issuer)
    remember_centre(issuer)
    line = Line(town)
    for home in (issuer, other):
        await Talk(home, line).settle()
    assert trust(other, text) == Trust.TRUSTED


async def test_a_device_s_revocation_reaches_the_others_with_its_time(
    joined: MakeHome, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, other = joined("d1"), joined("d2")
    text = print_slip(lost)
    line = Line(town)
    for home in (lost, other):
        await Talk(home, line).settle()
    monkeypatch.setattr(devices, "wall_ms", lambda: 1_700_000_000_000)
    devices.revoke(town.database, town.central.identity, "d1")
    await Talk(other, line).settle()
    assert trust(other, text) == Trust.REVOKED
    (entry,) = [key for key in ring(other).keys if key.device == "d1"]
    assert entry.revoked == 1_700_000_000_000


async def test_a_revoked_key_s_device_signs_with_a_new_one_that_all_believe(
    joined: MakeHome, town: Town
) -> None:
    issuer, other = joined("d1"), joined("d2")
    old = print_slip(issuer)
    line = Line(town)
    await Talk(issuer, line).settle()
    with town.database.write() as work:
        gone = {ring(issuer).publics[0].hex(): wall_ms()}
        slip_keys.revoke(work, OFFICE, town.central.identity, gone, wall_ms())
    await Talk(issuer, line).settle()
    new = print_slip(issuer)
    for home in (issuer, other):
        await Talk(home, line).settle()
    assert (trust(other, old), trust(other, new)) == (Trust.REVOKED, Trust.TRUSTED)


async def test_rotated_keys_are_both_believed_everywhere(joined: MakeHome, town: Town) -> None:
    issuer, other = joined("d1"), joined("d2")
    old = print_slip(issuer)
    with issuer.store.write() as tx:
        aged = msgspec.json.decode(tx.meta(desk_keys.OWN) or "", type=list[desk_keys.OwnKey])
        year_ago = [msgspec.structs.replace(key, made=key.made - 365 * DAY_MS) for key in aged]
        tx.set_meta(desk_keys.OWN, msgspec.json.encode(year_ago).decode())
    new = print_slip(issuer)
    line = Line(town)
    for home in (issuer, other):
        await Talk(home, line).settle()
    assert [trust(other, text) for text in (old, new)] == [Trust.TRUSTED] * 2
    assert len(ring(other).keys) == 2


async def test_an_older_list_does_not_replace_a_newer_one(joined: MakeHome, town: Town) -> None:
    lost, other = joined("d1"), joined("d2")
    text = print_slip(lost)
    line = Line(town)
    for home in (lost, other):
        await Talk(home, line).settle()
    genuine_but_old = listed(other)
    devices.revoke(town.database, town.central.identity, "d1")
    await Talk(other, line).settle()
    newest = listed(other)
    assert newest.rev > genuine_but_old.rev

    newcomer = Meddler(town, lambda _told: genuine_but_old)
    other.sync.forget_cursors()
    await Talk(other, newcomer).settle()

    assert newcomer.replaced == 1
    assert listed(other) == newest
    assert trust(other, text) == Trust.REVOKED


def resigned(told: Record, text: str, key: DeviceKey) -> Record:
    made = SignedKeyList(text=text, signer=key.public, signature=key.sign(slip_key_list.message(text)))
    return slip_key_list.as_record(made, told.rev, told.device)


def changed(told: Record, **fields: str) -> Record:
    signed = msgspec.structs.replace(slip_key_list.of_record(told), **fields)
    return slip_key_list.as_record(signed, told.rev, told.device)


Trick = Callable[[Record, str, DeviceKey], Record]
TRICKS: dict[str, Trick] = {
    "signed_by_another": lambda told, _old, _key: resigned(
        told, slip_key_list.of_record(told).text.replace(',"revoked"', ',"Revoked"'), DeviceKey.generate()
    ),
    "changed_text": lambda told, _old, _key: changed(
        told, text=slip_key_list.of_record(told).text.replace(',"revoked"', ',"Revoked"')
    ),
    "old_list_as_new": resigned,
    "foreign_office": lambda told, _old, key: resigned(
        told, slip_key_list.of_record(told).text.replace(OFFICE, "UJI"), key
    ),
    "erased": lambda told, _old, _key: erased(told, hlc=told.hlc, device=told.device),
}
"""What somebody on the line makes of the list that revokes a key, its old text and the centre's key."""


@pytest.mark.parametrize("trick", TRICKS)
async def test_a_list_that_the_centre_did_not_sign_so_is_left_out(
    joined: MakeHome, town: Town, trick: str
) -> None:
    lost, other = joined("d1"), joined("d2")
    text = print_slip(lost)
    line = Line(town)
    for home in (lost, other):
        await Talk(home, line).settle()
    old = listed(other)
    devices.revoke(town.database, town.central.identity, "d1")
    before, key = slip_key_list.of_record(old).text, town.central.identity.key
    meddler = Meddler(town, lambda told: TRICKS[trick](told, before, key))

    await Talk(other, meddler).settle()

    assert meddler.replaced == 1
    assert listed(other) == old
    assert trust(other, text) == Trust.TRUSTED


async def test_behind_a_hub_the_centre_s_list_is_believed_and_not_the_hub_s_own(
    joined: MakeHome, town: Town
) -> None:
    centre = DeviceKey.generate()
    town.central.slip_signer = centre.public
    issuer, other = joined("d1"), joined("d2")
    text = print_slip(issuer)
    line = Line(town)
    for home in (issuer, other):
        await Talk(home, line).settle()
    assert trust(other, text) == Trust.UNCERTIFIED

    other.sync.forget_cursors()
    relay = Meddler(town, lambda told: resigned(told, slip_key_list.of_record(told).text, centre))
    await Talk(other, relay).settle()

    assert trust(other, text) == Trust.TRUSTED


async def test_a_terminal_forges_no_list_through_the_centre(joined: MakeHome, town: Town) -> None:
    forger, other = joined("d1"), joined("d2")
    line = Line(town)
    print_slip(forger)
    await Talk(forger, line).settle()
    text = slip_key_list.write(slip_key_list.KeyList(office=OFFICE, revision=2**50))
    made = SignedKeyList(
        text=text, signer=forger.key.public, signature=forger.key.sign(slip_key_list.message(text))
    )
    with forger.store.write() as tx:
        forged = slip_key_list.as_record(made, 2**50, "d1")
        tx.connection.execute(
            "UPDATE record SET rev = ?, data = ?, device = 'd1', pending = 1 WHERE kind = 'slip_key_list'",
            (forged.rev, msgspec.json.encode(forged.data).decode()),
        )
    await Talk(forger, line).settle()
    await Talk(other, line).settle()
    assert listed(other).rev < 2**50
    assert len(ring(other).keys) == 1


async def test_a_copied_home_signs_with_the_same_key_and_both_copies_slips_are_believed(
    joined: MakeHome, town: Town, copy: Copy
) -> None:
    first, other = joined("d1"), joined("d2")
    one = print_slip(first)
    restored = copy(first)
    two = print_slip(restored)
    line = Line(town)
    for home in (restored, other):
        await Talk(home, line).settle()
    assert [trust(other, text) for text in (one, two)] == [Trust.TRUSTED] * 2
    assert key_id(ring(first).publics[0]) == key_id(ring(restored).publics[0])
