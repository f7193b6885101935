"""Which centre a terminal goes on with that takes its hub's place."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from counter_tui.core import hub_announcement
from counter_tui.core.hub_announcement import HubAnnouncement, SignedAnnouncement
from counter_tui.server.hub import centres
from counter_tui.store import records
from counter_tui.store.create import create
from counter_tui.store.store import Store
from counter_tui.sync.peer import Peer
from counter_tui.sync.signing import DeviceKey
from tests.server.hub_office import KEY, ME

HUB = DeviceKey(bytes([7]) * 32)
CENTRE = "https://pusat.example"
PEER = Peer(
    address="https://10.0.0.1:8441",
    server="s1",
    server_key=HUB.public,
    office=ME.office,
    device=ME.device,
    key="k",
    certificate="PEM",
    slip_signer="centre's key",
    hub_epoch=1,
)


def announced(epoch: int, server: str, centre: str) -> SignedAnnouncement:
    """Return an announcement that the first hub signed."""
    text = hub_announcement.write(
        HubAnnouncement(
            office=ME.office, site=ME.site, device=f"d{epoch}", epoch=epoch, server=server,
            key=HUB.public, address=PEER.address, certificate="PEM", centre=centre,
        )
    )  # fmt: skip
    return SignedAnnouncement(
        text=text, signer=HUB.public, signature=HUB.sign(hub_announcement.message(text))
    )


def centre_of(store: Store, chain: list[SignedAnnouncement], hub: Peer = PEER) -> str:
    """Return the address of the centre with which the terminal goes on that knows these announcements."""
    record = hub_announcement.as_record(chain, ME.site, len(chain), "d1")
    with store.write() as transaction:
        records.merge(transaction.connection, ME.office, record, pending=False)
        found = centres.centre_of(transaction.connection, ME, hub)
    return found.address if found is not None else ""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create(tmp_path / "journal.db", KEY, ME)) as opened:
        yield opened


@pytest.mark.parametrize("own", [False, True], ids=["not announced yet", "announced"])
def test_a_terminal_goes_on_with_the_centre_behind_the_hub_whose_place_it_takes(
    store: Store, own: bool
) -> None:
    chain = [announced(1, "s1", CENTRE), *([announced(2, "s2", "")] if own else [])]
    assert centre_of(store, chain) == CENTRE


def test_a_terminal_goes_on_without_a_centre_where_its_hub_named_none(store: Store) -> None:
    alone = msgspec.structs.replace(PEER, slip_signer="")
    assert centre_of(store, [announced(1, "s1", "")]) == ""
    assert centre_of(store, [announced(1, "s1", CENTRE)], alone) == ""
