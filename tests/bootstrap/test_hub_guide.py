"""A terminal follows its site's hub to a promoted one, and to none that it knows to be revoked."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from counter_tui.bootstrap.hub_guide import HubGuide
from counter_tui.config import Home
from counter_tui.core import device_certificate, hub_announcement
from counter_tui.core.device_certificate import DeviceCertificate
from counter_tui.core.record import Record, Standing
from counter_tui.server import certificates
from counter_tui.server.hub import announcing
from counter_tui.server.hub.opening import opened
from counter_tui.store import queries, records
from counter_tui.store.hub import standing
from counter_tui.store.store import Store
from counter_tui.sync import adoption
from counter_tui.sync.peer import Peer
from counter_tui.sync.signing import DeviceKey
from tests.server.two_hubs import KEY, NEW, OLD, enrolled, home, running

CENTRE = DeviceKey(bytes([5]) * 32)


class Site(NamedTuple):
    """A terminal's store, its hub until then, the record of another's promotion, and where it was led."""

    store: Store
    before: Peer
    told: Record
    led: list[str]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with running(home(tmp_path / "old", "d1", "1", "1"), OLD) as old:
        before, third = enrolled(old, "d2"), enrolled(old, "d3")
    at = home(tmp_path / "new", "d3", "3", "3")
    with opened(at) as found, found.store.write() as transaction:
        standing.promote(transaction, third.hub_epoch + 1, before=third.dump(), promoter="dewi")
    with running(at, NEW) as (later, _central):
        record = hub_announcement.as_record(announcing.told(later.store), "utama", 2, "d3")
    led: list[str] = []

    def join(hub: hub_announcement.HubAnnouncement, *_given: object) -> Peer:
        led.append(hub.device)
        return msgspec.structs.replace(before, address=hub.address, hub_epoch=hub.epoch)

    monkeypatch.setattr(adoption, "join", join)
    with closing(Store.open(home(tmp_path / "two", "d2", "2", "2").store, KEY)) as store:
        yield Site(store, before, record, led)


def keep(store: Store, record: Record) -> None:
    """Keep a record as sync would."""
    with store.write() as transaction:
        records.merge(transaction.connection, "PLG", record, pending=False)


def elsewhere(site: Site) -> Peer | None:
    keep(site.store, site.told)
    guide = HubGuide(site.store, Home(site.store.path.parent), lambda _known: [])
    return guide.elsewhere(site.before, unreachable=True)


def test_a_terminal_follows_a_promoted_hub(site: Site) -> None:
    found = elsewhere(site)
    assert found is not None
    assert (found.address, site.led) == (NEW, ["d3"])


def test_a_terminal_that_was_led_by_the_network_keeps_what_led_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adoption, "announced_at", lambda _url: site.told.data)
    guide = HubGuide(site.store, Home(site.store.path.parent), lambda _known: [])
    assert guide.moved(site.before) is not None
    with site.store.read() as connection:
        assert queries.record(connection, hub_announcement.KIND, "utama") == site.told.data


@pytest.mark.parametrize("by", ["centre", "hub"])
def test_a_terminal_follows_no_hub_that_it_knows_to_be_revoked(site: Site, by: str) -> None:
    gone = DeviceCertificate(office="PLG", device="d3", key="x", site="utama", tag="3", revoked=1)
    data = msgspec.to_builtins(certificates.sign(CENTRE, gone))
    word = {
        "centre": Record(kind=device_certificate.KEPT, id="d3", rev=1, hlc=1, device="d1", data=data),
        "hub": Record(
            kind=device_certificate.KIND, id="d3", rev=1, hlc=1, device="d1", standing=Standing.REVOKED
        ),
    }
    keep(site.store, word[by])
    assert elsewhere(site) is None
    assert site.led == []
