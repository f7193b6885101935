"""Opening a terminal's home as a hub: its store, the same file as the routes' database, and who it is."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from counter_tui.config import Home
from counter_tui.core.numbering import tags_of_hub
from counter_tui.core.refusal import Refused
from counter_tui.desk.slip_keys import SIGNER
from counter_tui.language import _
from counter_tui.server import identity, slip_keys
from counter_tui.server.central import Central
from counter_tui.server.hub import certificate as certificates
from counter_tui.server.hub import description, desk_routes
from counter_tui.server.hub.commands import Commands
from counter_tui.server.hub.evidence import Evidence
from counter_tui.server.hub.journal import HubJournal
from counter_tui.server.hub.numberer import Numberer
from counter_tui.server.hub.precedence import Precedence
from counter_tui.server.hub.vouching import Vouching, device_key
from counter_tui.server.identity import ServerIdentity
from counter_tui.server.limits import Limits
from counter_tui.server.rate import Rate
from counter_tui.store import keys, purging, queries
from counter_tui.store.central.database import Database, open_sqlite
from counter_tui.store.central.devices import Tags
from counter_tui.store.central.tables import Device, Office, OfficeSequence
from counter_tui.store.hub import standing
from counter_tui.store.purger import Purger
from counter_tui.store.store import Store
from counter_tui.sync import peer

DEFAULT_ADDRESS = "https://127.0.0.1:8441"

COMMANDS = Rate(500, 5000)
"""Requests of one terminal: its hub is all there is for a few counters, and every call is a request."""


class Opened(NamedTuple):
    """An opened hub."""

    store: Store
    database: Database
    identity: ServerIdentity


def stands(home: Home) -> bool:
    """Return whether a hub has run on this home."""
    return home.exists and (home.folder / certificates.CERTIFICATE).exists()


@contextmanager
def opened(
    home: Home, first: Callable[[Opened], None] | None = None, *, key: bytes | None = None
) -> Iterator[Opened]:
    """Open a terminal's home as a hub for a while; its own screen and commands may have it open too.

    `first` makes a hub of the terminal of another one; `key` is the store's, where it is unlocked already.
    Raises Refused where there is no terminal's data, and for the terminal of a hub.
    """
    if not home.exists or home.settings().role != "terminal":
        sentence = _("{folder} tidak berisi data loket. Hub berjalan di atasnya. Jalankan setup dulu.")
        raise Refused(sentence.format(folder=home.folder), code="not_terminal")
    key = key or keys.unlock(home.keys)
    store = Store.open(home.store, key)
    with closing(store), closing(open_sqlite(home.store, key)) as database:
        found = Opened(store, database, identity.load(database, key))
        if first is not None:
            first(found)
        _refuse_terminal(store)
        _begin(database, store, found.identity)
        yield found


def hub(opened: Opened, certificate: str) -> Central:
    """Return the running parts of a hub: the centre's routes over the store of its home."""
    with opened.store.read() as connection:
        behind = peer.load(queries.meta(connection, peer.META_KEY))
        before = peer.load(queries.meta(connection, standing.BEFORE))
        authority = standing.authority(connection, opened.store.identity.device)
    signer = behind.list_signer if behind is not None else ""
    tags = Tags(tags_of_hub(opened.store.identity.tag), plain=behind is None)
    central = Central(
        opened.database, opened.identity, certificate=certificate, slip_signer=signer, tags=tags
    )
    central.limits = Limits(devices=COMMANDS)
    precedence = Precedence()
    central.pulling = precedence.pull
    central.hub = authority
    office = opened.store.identity.office

    def certify(now: int) -> None:
        if behind is None:
            slip_keys.certify_new(opened.database, office, opened.identity, now)

    def news() -> None:
        certify(central.now())
        central.watch.changed(office)

    # What a promoted hub holds is not durable where its predecessor had a centre that does not know it yet.
    final = behind is None and not (before is not None and before.slip_signer)
    vouching = Vouching(opened.store, opened.database, opened.identity, behind)
    central.journal = HubJournal(opened.store, certify, final=final, vouching=vouching)
    central.follower = Numberer(opened.store, news, vouching.tell, vouching.untold)
    evidence = Evidence(vouching, lambda: central.identity)
    commands = Commands(opened.store, lambda: central.watch.changed(office), evidence)
    central.workers += [commands, Purger(lambda: purging.purge(opened.store, central.now()).count)]
    central.routers.append(desk_routes.routes(central, commands, precedence))
    central.described.append(description.HUB)
    return central


def _begin(database: Database, store: Store, server: ServerIdentity) -> None:
    """Enter this home's office and device, so that no terminal gets its tag or plain numbers.

    Without a centre the hub's own signature is what this home, too, believes on lists of slip keys.
    """
    me = store.identity
    with store.write() as transaction:
        behind = peer.load(transaction.meta(peer.META_KEY))
        own = device_key(server, behind, peer.load(transaction.meta(standing.BEFORE)))
        standing.begin(transaction)
        if transaction.meta(SIGNER) is None:
            transaction.set_meta(SIGNER, server.key.public)
    with database.write() as work:
        if work.session.get(Office, me.office) is None:
            work.session.add(Office(office=me.office, name=me.office_name, zone=me.zone))
        if work.session.get(OfficeSequence, me.office) is None:
            work.session.add(OfficeSequence(office=me.office))
        mine = work.session.get(Device, (me.office, me.device)) or Device(
            office=me.office,
            device=me.device,
            name=f"hub {me.counter}",
            site=me.site,
            tag=me.tag,
            public_key="",
            enrolled_at=time.time_ns() // 1_000_000,
        )
        # A home that has a centre now is known there by another key and tag.
        mine.tag, mine.plain, mine.public_key = me.tag, me.plain, own.public
        work.session.add(mine)


def _refuse_terminal(store: Store) -> None:
    """Refuse to run a second hub beside one; one that gave way may still serve until that takes it in."""
    with store.read() as connection:
        hub = peer.load(queries.meta(connection, peer.META_KEY))
        gave_way = standing.successor(connection)
    if hub is None or not hub.is_hub:
        return
    if gave_way:
        sentence = _(
            "Hub sudah pindah ke {address}; komputer ini loketnya. Tidak ada yang berubah. "
            "Untuk menjadikannya hub lagi: counter-tui hub --take-over."
        )
        raise Refused(sentence.format(address=hub.address), code="stepped_down")
    sentence = _(
        "Komputer ini loket dari hub {address}. Tidak ada yang berubah. Untuk menjadikannya hub: "
        "counter-tui hub --take-over, atau --promote bila hub itu mati."
    )
    raise Refused(sentence.format(address=hub.address), code="has_hub")
