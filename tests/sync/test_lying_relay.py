"""A hub that lies to its terminals is caught: what its author did not sign is kept apart as `head`."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.core.chain import Feed, SignedHead
from counter_tui.core.device_certificate import DeviceCertificate, believed
from counter_tui.core.event import decode, digest, encode
from counter_tui.server.certificates import sign
from counter_tui.store.signed_heads import forged
from counter_tui.sync.signing import DeviceKey, verify
from tests.sync.conftest import MakeHome, MakeSite
from tests.sync.hub import Site, exchange, take_in
from tests.sync.town import Home, Town


@pytest.fixture
async def story(
    centre: Town,
    new: MakeHome,
    make_site: MakeSite,
) -> tuple[Site, Home, Home]:
    """Return a hub behind a centre, who wrote one event there, and a terminal that has not pulled it."""
    hub, author, reader = new("hub"), new("d2"), new("d3")
    take_in(centre, hub, hub=True)
    site = make_site(hub)
    take_in(site, author)
    take_in(site, reader)
    author.issue("t1")
    await exchange(author, site)
    await site.relay(centre)
    return site, author, reader


def tamper(site: Site, line: bytes, key: DeviceKey) -> None:
    """Put another line in the place of the author's, below a head of the same place by this key."""
    event = decode(line)
    head = key.sign_head(
        SignedHead(
            office=event.office, device=event.device, epoch=event.epoch, seq=event.seq, hash=digest(line)
        )
    )
    with site.database.write() as work:
        where = "WHERE device = ? AND epoch = ?"
        chain = (event.device, event.epoch)
        work.run(f"UPDATE event SET body = ?, hash = ? {where}", (line.decode(), head.hash, *chain))
        work.run(
            f"UPDATE signed_head SET hash = ?, signature = ? {where}", (head.hash, head.signature, *chain)
        )


def altered(author: Home) -> bytes:
    """Return the author's line as somebody else would have it."""
    (line,) = author.sync.lines(author.store.identity.epoch, 0, 9)
    return encode(replace(decode(line), actor="somebody"))


async def test_the_truth_is_taken(story: tuple[Site, Home, Home]) -> None:
    site, author, reader = story
    await exchange(reader, site)
    assert (reader.events(), reader.quarantined()) == (author.events(), [])


async def test_an_altered_event_is_kept_apart_though_the_hub_signed_for_it(
    story: tuple[Site, Home, Home],
) -> None:
    site, author, reader = story
    tamper(site, altered(author), site.home.key)
    await exchange(reader, site)
    assert (reader.events(), reader.quarantined()) == ({}, ["head"])


async def test_what_was_kept_apart_without_proof_lies_there_no_more_once_it_is_proven(
    story: tuple[Site, Home, Home],
) -> None:
    site, author, reader = story
    line = author.events().values()
    feed = Feed(server="s", server_epoch="e", kind="events")
    reader.sync.take_events([one.encode() for one in line], [], feed, "", strict=True)
    assert (reader.events(), reader.quarantined()) == ({}, ["head"])
    await exchange(reader, site)
    assert (reader.events(), reader.quarantined()) == (author.events(), [])


async def test_a_hub_cannot_swap_the_key_of_a_device_that_the_centre_knows(
    story: tuple[Site, Home, Home],
) -> None:
    site, author, reader = story
    thief = DeviceKey.generate()
    with site.database.write() as work:
        work.run("UPDATE device SET public_key = ? WHERE device = 'd2'", (thief.public,))
    tamper(site, altered(author), thief)
    await exchange(reader, site)
    assert (reader.events(), reader.quarantined()) == ({}, ["head"])


async def test_a_hub_that_gives_no_proofs_is_not_taken_for_an_old_one(
    story: tuple[Site, Home, Home], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, _author, reader = story
    monkeypatch.setattr(site.central.journal, "_vouching", None)
    await exchange(reader, site)
    assert (reader.events(), reader.quarantined()) == ({}, ["head"])


def test_a_line_needs_a_head_above_it_and_must_lead_to_it(new: MakeHome, tmp_path: Path) -> None:
    author = new("author")
    for number in range(3):
        author.issue(f"t{number}", f"A-00{number}")
    epoch = author.store.identity.epoch
    lines = author.sync.lines(epoch, 0, 9)
    head = SignedHead(office="JKS", device="author", epoch=epoch, seq=2, hash=digest(lines[1]))
    assert forged(lines[:2], [head]) == frozenset()
    assert forged(lines, [head]) == {digest(lines[2])}
    assert forged(lines, []) == {digest(line) for line in lines}
    other = encode(replace(decode(lines[0]), actor="somebody"))
    assert digest(other) in forged([other, lines[1]], [head])


def test_a_relays_word_counts_only_for_devices_that_the_centre_does_not_know() -> None:
    root, relay, thief = DeviceKey.generate(), DeviceKey.generate(), DeviceKey.generate()
    hub = sign(root, named("hub", relay.public, relay=True))
    known = sign(root, named("d2", "true key"))
    found = [sign(relay, named("d2", "false key")), sign(relay, named("d3", "new key")), hub, known]
    found += [sign(thief, named("d4", "nobody's"))]
    kept = believed(found, root=root.public, office="JKS", verify=verify)
    assert {device: one.key for device, (one, _signed) in kept.items() if device != "hub"} == {
        "d2": "true key",
        "d3": "new key",
    }


def named(device: str, key: str, *, relay: bool = False) -> DeviceCertificate:
    """Return a certificate of a device's key."""
    return DeviceCertificate(office="JKS", device=device, key=key, site="utama", tag="1", relay=relay)
