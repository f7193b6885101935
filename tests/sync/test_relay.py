"""A hub between its terminals and the centre: everything arrives once, and nobody is simply believed."""

import msgspec
import pytest
from msgspec.structs import replace

from counter_tui.core.chain import SignedHead
from counter_tui.core.event import digest
from counter_tui.server import devices as admin
from counter_tui.sync.protocol import Step
from counter_tui.sync.signing import DeviceKey
from tests.sync.conftest import Copy, MakeHome, MakeSite
from tests.sync.hub import Site, exchange, own_head, take_in
from tests.sync.town import Home, Line, Talk, Town


@pytest.fixture
def counter(new: MakeHome, site: Site) -> Home:
    """Return a terminal of the hub."""
    home = new("d2")
    take_in(site, home)
    return home


async def test_what_a_terminal_wrote_reaches_the_centre_through_its_hub_byte_for_byte(
    centre: Town, site: Site, counter: Home
) -> None:
    counter.issue("t1")
    counter.note("n1", "hello")
    site.home.issue("t2", "A-002")
    await exchange(counter, site)
    await site.relay(centre)
    assert dict(centre.journal()) == counter.events() | site.home.events()
    assert centre.rows("SELECT id FROM record WHERE office = ? AND kind = 'note'") == [("n1",)]
    assert centre.quarantined() == []
    assert site.home.problems() == counter.problems() == []


async def test_only_what_the_centre_has_is_durable_and_an_idle_terminal_hears_of_it(
    centre: Town, site: Site, counter: Home
) -> None:
    counter.issue("t1")
    await exchange(counter, site)
    assert (counter.sync.unsynced()[0], counter.sync.at_hub()) == (1, 1)
    assert site.home.sync.others.unsent() == 1
    await site.relay(centre)
    assert site.home.sync.others.unsent() == 0
    assert counter.sync.unsynced()[0] == 1
    talk = Talk(counter, Line(site))
    talk.exchange._server = (site.server.id, site.server.epoch)
    await talk.exchange._pull(wait=0)
    assert (counter.sync.unsynced(), counter.sync.at_hub()) == ((0, None), 0)


async def test_heads_are_kept_until_the_centre_has_their_chains(
    centre: Town, site: Site, counter: Home
) -> None:
    for number in range(3):
        counter.issue(f"t{number}")
        await exchange(counter, site)
    heads = "SELECT seq FROM relayed_head"
    with site.home.store.read() as connection:
        assert connection.execute(heads).fetchall()[-1] == (3,)
    await site.relay(centre)
    with site.home.store.read() as connection:
        assert connection.execute(heads).fetchall() == []


async def test_the_centre_learns_of_a_hubs_devices_and_can_revoke_them(
    centre: Town, site: Site, counter: Home
) -> None:
    counter.issue("t1")
    await exchange(counter, site)
    await site.relay(centre)
    listed = {device.device: device for device in admin.listed(centre.database)}
    assert listed["d2"].public_key == counter.key.public
    assert listed["d2"].tag == counter.store.identity.tag
    admin.revoke(centre.database, centre.central.identity, "d2")
    counter.issue("t2", "A-002")
    await exchange(counter, site)
    await site.relay(centre)
    assert [id_ for id_, _body in centre.journal()] == list(counter.events())[:1]
    assert centre.quarantined() == ["revoked"]
    assert await Talk(counter, Line(site)).settle() is Step.WAIT


async def test_a_device_that_its_hub_revoked_is_revoked_at_the_centre(
    centre: Town, site: Site, counter: Home
) -> None:
    await site.relay(centre)
    admin.revoke(site.database, site.server, "d2")
    await site.relay(centre)
    assert [device.device for device in admin.listed(centre.database) if device.revoked_at] == ["d2"]


async def test_nobody_but_a_relay_of_the_office_may_push_anothers_chain(
    centre: Town, new: MakeHome, counter: Home
) -> None:
    other = new("d3")
    take_in(centre, other)
    counter.issue("t1")
    mine = counter.key.sign_head(
        SignedHead(
            office="JKS",
            device="d2",
            epoch=counter.store.identity.epoch,
            seq=1,
            hash=own_head(counter).hash,
        )
    )
    talk = Talk(other, Line(centre))
    lines = counter.sync.lines(counter.store.identity.epoch, 0, 9)
    with pytest.raises(Exception, match="refused scope"):
        await talk.link.push_signed(mine, lines)
    assert centre.journal() == []


async def test_a_relay_cannot_write_on_anothers_chain(centre: Town, site: Site, counter: Home) -> None:
    counter.issue("t1")
    await exchange(counter, site)
    await site.relay(centre)
    counter.issue("t2", "A-002")
    epoch = counter.store.identity.epoch
    (line,) = counter.sync.lines(epoch, 1, 9)
    head = SignedHead(office="JKS", device="d2", epoch=epoch, seq=2, hash=digest(line))
    talk = Talk(site.home, Line(centre))
    for forged in (site.home.key.sign_head(head), replace(counter.key.sign_head(head), seq=3)):
        with pytest.raises(Exception, match="refused forged"):
            await talk.link.push_signed(forged, [line])
    assert len(centre.journal()) == 1


async def test_a_relay_may_not_vouch_for_a_key_of_its_own_in_anothers_name(
    centre: Town, site: Site, counter: Home, new: MakeHome
) -> None:
    direct = new("d3")
    take_in(centre, direct)
    with site.database.write() as work:
        work.run(
            "INSERT INTO device (office, device, name, site, tag, plain, public_key, authorised, enrolled_at)"
            " VALUES ('JKS', 'd3', 'x', 'utama', '79', 0, ?, '', 1)",
            (DeviceKey.generate().public,),
        )
    await site.relay(centre)
    found = {device.device: device.public_key for device in admin.listed(centre.database)}
    assert found["d3"] == direct.key.public


async def test_a_clone_behind_a_hub_is_noticed_and_told(
    centre: Town, site: Site, counter: Home, copy: Copy
) -> None:
    counter.issue("t1")
    await exchange(counter, site)
    await site.relay(centre)
    twin = copy(counter)
    take_in(centre, twin)
    twin.issue("theirs")
    await exchange(twin, centre)
    epoch = counter.sync.current_epoch()
    counter.issue("mine", "A-002")
    await exchange(counter, site)
    await site.relay(centre)
    assert centre.quarantined() == ["clone"]
    assert [device.device for device in admin.listed(centre.database) if device.alarm_at] == ["d2"]
    await exchange(counter, site)
    assert counter.sync.current_epoch() != epoch
    after = counter.issue("after", "A-003")
    await exchange(counter, site)
    await site.relay(centre)
    assert after.id in dict(centre.journal())


async def test_a_terminal_moves_to_a_hub_and_back_and_loses_and_doubles_nothing(
    centre: Town, site: Site, new: MakeHome
) -> None:
    home, other = new("d5"), new("d6")
    at_centre = take_in(centre, home)
    take_in(centre, other)
    home.issue("t1")
    await exchange(home, centre)
    await site.relay(centre)
    at_hub = take_in(site, home)
    home.issue("t2", "A-002")
    home.note("n1", "for the hub")
    await exchange(home, site)
    home.peer = at_centre
    home.issue("t3", "A-003")
    other.issue("t9", "A-009")
    await exchange(other, centre)
    await exchange(home, centre)
    await site.relay(centre)
    home.peer = at_hub
    home.issue("t4", "A-004")
    await exchange(home, site)
    await site.relay(centre)
    await exchange(home, site)
    journal = centre.journal()
    assert len(journal) == len(dict(journal)) == 5
    assert home.events() == dict(journal) == site.home.events()
    assert centre.rows("SELECT id FROM record WHERE office = ? AND kind = 'note'") == [("n1",)]
    assert centre.quarantined() == home.quarantined() == site.home.quarantined() == []
    assert home.problems() == site.home.problems() == []
    assert home.sync.unsynced() == (0, None)


async def test_a_cursor_belongs_to_its_server_and_is_there_after_a_time_with_another(
    centre: Town, site: Site, new: MakeHome
) -> None:
    home = new("d5")
    at_centre = take_in(centre, home)
    site.home.issue("t1")
    await site.relay(centre)
    await exchange(home, centre)
    feed = (await exchange(home, centre)).exchange._feed("events")
    before = home.sync.cursor(feed)
    take_in(site, home)
    await exchange(home, site)
    assert home.sync.cursor(feed) == before != ""
    home.peer = at_centre
    assert (await exchange(home, centre)).exchange.tally.pulled == 0


async def test_a_new_terminal_gets_its_first_picture_from_the_hub(
    centre: Town, site: Site, counter: Home, new: MakeHome
) -> None:
    direct = new("d3")
    take_in(centre, direct)
    direct.issue("t3", "A-003")
    await exchange(direct, centre)
    counter.issue("t1")
    site.home.issue("t2", "A-002")
    await exchange(counter, site)
    await site.relay(centre)
    newcomer = new("d4")
    take_in(site, newcomer)
    await exchange(newcomer, site)
    assert newcomer.events() == dict(centre.journal())
    assert newcomer.quarantined() == []


async def test_after_a_hubs_disk_is_lost_terminals_bring_everything_above_durable(
    centre: Town, site: Site, counter: Home, new: MakeHome, make_site: MakeSite
) -> None:
    counter.issue("t1")
    await exchange(counter, site)
    await site.relay(centre)
    await exchange(counter, site)
    counter.issue("t2", "A-002")
    counter.note("n1", "only the lost hub knew")
    await exchange(counter, site)
    with counter.store.write() as transaction:
        transaction.connection.execute("DELETE FROM event WHERE seq = 1")
        transaction.connection.execute(
            "INSERT INTO pruned (office, device, epoch, seq, hash) SELECT office, device, epoch, 1, "
            "durable_hash FROM watermark"
        )
    successor = new("hub2")
    take_in(centre, successor, hub=True)
    fresh = make_site(successor)
    take_in(fresh, counter)
    await exchange(counter, fresh)
    assert counter.sync.unsynced()[0] == 1
    await fresh.relay(centre)
    await exchange(counter, fresh)
    assert len(centre.journal()) == 2
    assert set(counter.events()) <= {id_ for id_, _body in centre.journal()}
    assert centre.rows("SELECT id FROM record WHERE office = ? AND kind = 'note'") == [("n1",)]
    assert counter.sync.unsynced() == (0, None)
    assert successor.problems() == []


async def test_no_two_devices_of_an_office_get_one_tag_wherever_they_enrol(
    centre: Town, site: Site, counter: Home, new: MakeHome, make_site: MakeSite
) -> None:
    direct, second_hub, behind = new("d3"), new("hub2"), new("d4")
    take_in(centre, direct)
    take_in(centre, second_hub, hub=True)
    take_in(make_site(second_hub), behind)
    homes = (site.home, counter, direct, second_hub, behind)
    tags = [home.store.identity.tag for home in homes]
    assert tags == ["1", "41", "2", "3", "121"]
    assert [home.store.identity.plain for home in homes] == [True, False, False, False, False]


async def test_a_hub_without_a_centre_has_tags_of_its_own(new: MakeHome, make_site: MakeSite) -> None:
    site, first, second = make_site(new("hub")), new("d2"), new("d3")
    for home in (first, second):
        take_in(site, home)
    assert [home.store.identity.tag for home in (first, second)] == ["41", "42"]
    first.issue("t1")
    await exchange(first, site)
    await exchange(second, site)
    assert (second.events(), second.quarantined()) == (first.events(), [])
    assert first.sync.unsynced() == (0, None)


async def test_terminals_of_the_time_without_a_centre_are_known_to_the_centre_that_comes_later(
    centre: Town, new: MakeHome, make_site: MakeSite
) -> None:
    home, counter, other = new("hub"), new("d2"), new("d3")
    alone = make_site(home)
    for terminal in (counter, other):
        take_in(alone, terminal)
    counter.issue("t1")
    await exchange(counter, alone)
    take_in(centre, home, hub=True)
    site = make_site(home)
    await site.relay(centre)
    assert dict(centre.journal()) == counter.events()
    await exchange(other, site)
    assert (other.events(), other.quarantined()) == (counter.events(), [])


def test_a_peer_of_the_time_before_certificates_is_read(counter: Home) -> None:
    assert counter.peer is not None
    old = msgspec.to_builtins(counter.peer)
    del old["devices"]
    assert msgspec.convert(old, type(counter.peer)).devices is None


async def test_a_chain_with_more_lines_below_a_head_than_a_push_takes_holds_up_no_other(
    site: Site, counter: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.issue("t1")
    others = counter.sync.others
    monkeypatch.setattr(type(others), "waiting", lambda _self: [("d9", 1, 0)])
    far = counter.key.sign_head(SignedHead(office="PLG", device="d9", epoch=1, seq=501, hash="0" * 64))
    monkeypatch.setattr(type(others), "page", lambda *_place: (far, [b"{}"] * 501))
    await exchange(counter, site)
    assert counter.sync.at_hub() == 1
