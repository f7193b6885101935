"""A hub is lost: what it, its terminals and the next hub wrote reaches the centre once, without new codes."""

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from counter_tui import config
from counter_tui.core import hub_announcement
from counter_tui.core.device_certificate import KEPT, DeviceCertificate
from counter_tui.core.hub_announcement import HubAnnouncement, SignedAnnouncement
from counter_tui.core.record import Record
from counter_tui.server import certificates, site_hubs, succession
from counter_tui.server import devices as admin
from counter_tui.server.app import build
from counter_tui.server.hub import announcing, centres
from counter_tui.server.hub.opening import Opened
from counter_tui.server.hub.stepping_down import SteppingDown
from counter_tui.store.central.devices import Known, known
from counter_tui.store.hub import relay, standing
from counter_tui.store.syncing import MET
from counter_tui.sync import adoption
from counter_tui.sync.enrol import Newcomer
from counter_tui.sync.peer import META_KEY, Peer, load
from counter_tui.sync.signing import DeviceKey
from tests.server.restored import Backup
from tests.sync.conftest import MakeHome, MakeSite
from tests.sync.hub import Site, exchange, take_in
from tests.sync.town import OFFICE, Home, Town


@pytest.fixture
def make_site(make_site: MakeSite) -> MakeSite:
    """Return what makes a home a hub that has announced itself."""

    def make(home: Home) -> Site:
        site = make_site(home)
        announce(site)
        return site

    return make


def announce(site: Site) -> None:
    opened = Opened(site.home.store, site.database, site.server)
    announcing.announce(opened, site.address, "PEM")


def hub_peer(home: Home) -> Peer:
    """Return the hub of a terminal, known by its certificate as any hub."""
    assert home.peer is not None
    return replace(home.peer, certificate="PEM")


def promote(home: Home, make_site: MakeSite) -> Site:
    """Make a terminal the hub of the next epoch, and go on with the centre of the one before."""
    before = hub_peer(home)
    with home.store.write() as transaction:
        standing.promote(transaction, before.hub_epoch + 1, before=before.dump(), promoter="dewi")
        centres.go_on_with(transaction, before)
        home.peer = load(transaction.meta(META_KEY))
    later = make_site(home)
    later.central.predecessors = before.trusted_keys
    with home.store.read() as connection:
        succession.inherit(later.central, relay.kept(connection))
    return later


def follow(home: Home, later: Site) -> None:
    """Let a terminal of the hub before be taken in by the next one."""
    before = hub_peer(home)
    found = msgspec.json.decode(announcing.told(later.home.store)[-1].text, type=HubAnnouncement)
    me = home.store.identity
    assert before.vouched is not None
    with TestClient(build(later.central)) as client:
        newcomer = Newcomer(me.office, me.site, me.device, "Loket")
        joined = adoption.join(found, newcomer, home.key, before.vouched, client)
    home.peer = replace(joined, certificate="PEM")
    with home.store.write() as transaction:
        transaction.set_meta(META_KEY, home.peer.dump())


async def test_a_promoted_terminal_relays_to_the_centre_without_a_new_code(
    centre: Town, site: Site, new: MakeHome, make_site: MakeSite
) -> None:
    second, third = new("d2"), new("d3")
    for home in (second, third):
        take_in(site, home)
        await exchange(home, site)
    await site.relay(centre)
    # The hub is lost with what the centre does not have; each terminal pulled another part of it.
    by_hub = site.home.issue("t1")
    await exchange(second, site)
    own = second.issue("t2", "A-002")
    later = promote(third, make_site)
    follow(second, later)
    await exchange(second, later)
    await later.relay(centre)
    third.issue("t3", "A-003")
    await later.relay(centre)
    await exchange(second, later)
    journal = centre.journal()
    assert len(journal) == len(dict(journal)) == 3
    assert {by_hub.id, own.id} <= set(dict(journal))
    assert second.events() == third.events() == dict(journal)
    assert second.sync.unsynced() == third.sync.unsynced() == (0, None)
    assert centre.quarantined() == second.quarantined() == third.quarantined() == []
    assert third.problems() == second.problems() == []


async def test_a_fresh_hub_and_the_centre_get_from_terminals_what_a_lost_hub_wrote(
    centre: Town, site: Site, new: MakeHome, make_site: MakeSite
) -> None:
    counter = new("d2")
    take_in(site, counter)
    await site.relay(centre)
    issued = site.home.issue("t1")
    await exchange(counter, site)
    own = counter.issue("t2", "A-002")
    successor = new("hub2")
    take_in(centre, successor, hub=True)
    fresh = make_site(successor)
    await fresh.relay(centre)
    take_in(fresh, counter)
    await exchange(counter, fresh)
    await fresh.relay(centre)
    assert {issued.id, own.id} == set(dict(centre.journal())) == set(successor.events())
    assert centre.quarantined() == successor.quarantined() == []
    assert successor.problems() == []


async def test_a_promoted_hub_without_a_centre_gets_from_terminals_what_the_lost_one_wrote(
    new: MakeHome, make_site: MakeSite
) -> None:
    site, second, third = make_site(new("hub")), new("d2"), new("d3")
    for home in (second, third):
        take_in(site, home)
    await exchange(third, site)
    issued = site.home.issue("t1")
    await exchange(second, site)
    later = promote(third, make_site)
    follow(second, later)
    await exchange(second, later)
    assert issued.id in third.events()
    fourth = new("d4")
    take_in(later, fourth)
    await exchange(fourth, later)
    assert issued.id in fourth.events()
    assert third.quarantined() == fourth.quarantined() == []


async def test_a_promoted_hub_takes_new_terminals_in_and_the_centre_hears_of_them_once_it_has_a_code(
    centre: Town, site: Site, new: MakeHome, make_site: MakeSite
) -> None:
    second, third, fourth = new("d2"), new("d3"), new("d4")
    for home in (second, third):
        take_in(site, home)
        await exchange(home, site)
    await site.relay(centre)
    later = promote(third, make_site)
    follow(second, later)
    take_in(later, fourth)
    fourth.peer = hub_peer(fourth)
    written = fourth.issue("t4", "A-004")
    await exchange(fourth, later)
    await exchange(second, later)
    await later.relay(centre)
    assert written.id in second.events()
    assert written.id not in dict(centre.journal())
    assert "d4" not in {device.device for device in admin.listed(centre.database)}
    # What the admin of the centre allows with a code: devices enrol --hub, and setup --central with it.
    take_in(centre, third, hub=True)
    with third.store.write() as transaction:
        transaction.set_meta(MET, "")
    await later.relay(centre)
    await later.relay(centre)
    assert written.id in dict(centre.journal())
    assert centre.quarantined() == []


async def test_a_hub_that_is_back_hears_from_its_centre_that_another_was_promoted(
    centre: Town, site: Site, new: MakeHome, make_site: MakeSite, tmp_path: Path
) -> None:
    third = new("d3")
    take_in(site, third)
    await exchange(third, site)
    await site.relay(centre)
    later = promote(third, make_site)
    await later.relay(centre)
    opened = Opened(site.home.store, site.database, site.server)
    ear = SteppingDown(opened, config.Home(tmp_path), lambda _peer: None)
    ear._look_at_own_record()
    assert is_hub(site.home)
    await site.relay(centre)
    ear._look_at_own_record()
    assert not is_hub(site.home)


def is_hub(home: Home) -> bool:
    with home.store.read() as connection:
        return standing.authority(connection, home.store.identity.device) is not None


@pytest.mark.parametrize("changes", [{"site": "lain"}, {"device": "d2"}, {"office": "PLG"}, {"epoch": 9}])
async def test_the_centre_takes_no_announcement_but_a_devices_own_of_its_own_site(
    centre: Town, new: MakeHome, changes: dict[str, object]
) -> None:
    home = new("d3")
    take_in(centre, home)
    mine = HubAnnouncement(
        office=OFFICE, site="utama", device="d3", epoch=2, server="s", key="k", address="a", certificate="c"
    )
    for announced, reason in ((replace(mine, **changes), True), (mine, False)):
        text = hub_announcement.write(announced)
        signed = SignedAnnouncement(text=text, signer="k", signature="s")
        record = hub_announcement.as_record([signed], "utama", 2, "d3")
        assert bool(site_hubs.objection(centre.database, _known(centre, "d3"), record)) is reason


def _known(centre: Town, device: str) -> Known:
    found = known(centre.database, device)
    assert found is not None
    return found


async def test_a_hub_shows_a_restored_centre_whom_it_had_revoked_since(
    centre: Town, site: Site, new: MakeHome
) -> None:
    direct, other = new("d5"), new("d6")
    for home in (direct, other):
        take_in(centre, home)
    backup = Backup(centre.database)
    admin.revoke(centre.database, centre.central.identity, "d5")
    await site.relay(centre)
    backup.restore(centre.database)
    assert revoked(centre) == []
    await site.relay(centre)
    assert revoked(centre) == ["d5"]
    await site.relay(centre)
    with site.home.store.read() as connection:
        pending = connection.execute("SELECT count(*) FROM record WHERE pending").fetchone()
    assert (revoked(centre), pending) == (["d5"], (0,))


def revoked(centre: Town) -> list[str]:
    return [one.device for one in admin.listed(centre.database) if one.revoked_at is not None]


def test_the_centre_takes_back_no_word_but_its_own_and_no_other_than_a_revocation(
    centre: Town, new: MakeHome
) -> None:
    own, foreign = centre.central.identity.key, DeviceKey.generate()
    gone = DeviceCertificate(office=OFFICE, device="d5", key="k", site="utama", tag="5", revoked=1)
    for key, says, taken in (
        (own, gone, True),
        (foreign, gone, False),
        (own, replace(gone, revoked=None), False),
        (own, replace(gone, device="d6"), False),
        (own, replace(gone, office="PLG"), False),
    ):
        data = msgspec.to_builtins(certificates.sign(key, says))
        record = Record(kind=KEPT, id="d5", rev=1, hlc=1, device="hub", data=data)
        assert (certificates.objection_to_own(own.public, OFFICE, record) == "") is taken
