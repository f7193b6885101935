"""Ready-made files that every simulated world begins from: made once a process, then only copied."""

import atexit
import shutil
import tempfile
from base64 import urlsafe_b64encode
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random

import msgspec

from counter_tui.core.catalogue import builtin
from counter_tui.core.chain import SignedHead
from counter_tui.core.device_certificate import RELAY
from counter_tui.desk import slip_keys
from counter_tui.desk.desk import Desk
from counter_tui.desk.slip_keys import OwnKey
from counter_tui.desk.views.state import SyncView
from counter_tui.server.identity import ServerIdentity
from counter_tui.store import chains, driver, migrate, queries, signed_heads
from counter_tui.store import records as record_rows
from counter_tui.store.central import ingest, projecting, records
from counter_tui.store.central.database import Database, Work, open_sqlite
from counter_tui.store.central.ingest import Push
from counter_tui.store.central.tables import Device, Office, OfficeSequence, ProjectorCursor, Server
from counter_tui.store.create import create
from counter_tui.store.driver import Connection
from counter_tui.store.hub import sequence, standing
from counter_tui.store.identity import Identity
from counter_tui.store.store import Store
from counter_tui.sync import peer
from counter_tui.sync.peer import Peer
from tests.simulation import peers
from tests.simulation.disk import simulated
from tests.simulation.peers import HUB, OFFICE, SITE, STOCK, TAGS, TERMINALS, key_of

KEY = bytes(range(32))
NOW = 1_781_830_800_000
"""When every world begins, in UTC milliseconds (2026-06-19 08:00 in Palembang)."""

STOCKED = 6


class Topology(StrEnum):
    """Who speaks with whom."""

    CENTRE = "a centre"
    HUB = "a hub"
    BOTH = "a hub before a centre"

    @property
    def has_centre(self) -> bool:
        """Whether there is a centre."""
        return self is not Topology.HUB

    @property
    def has_hub(self) -> bool:
        """Whether the site has a hub."""
        return self is not Topology.CENTRE


@cache
def _folder() -> Path:
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="simulation-", dir=shared if shared.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def new_folder() -> Path:
    """Return an empty folder on the fastest disk there is."""
    return Path(tempfile.mkdtemp(dir=_folder()))


@cache
def officer() -> str:
    """Return the id of the officer who acts everywhere."""
    _stock()
    store = Store(_stock(), KEY)
    with store.read() as connection:
        (found,) = queries.records(connection, "officer")
    store.close()
    return found[0]


@cache
def home(device: str, topology: Topology) -> Path:
    """Return the store of a device that has done nothing yet."""
    path = _folder() / f"{device} of {topology}.db"
    shutil.copy(_stock(), path)
    store = Store.open(path, KEY)
    mine = msgspec.structs.replace(
        store.identity,
        device=device,
        epoch=int(TAGS[device]),
        counter=TAGS[device],
        tag=TAGS[device],
        plain=device == TERMINALS[0],
    )
    enrolled = _enrolment(device, topology)
    with store.write() as transaction:
        transaction.set_identity(mine)
        _give_slip_key(transaction.set_meta, device)
        head = _head_of_stock(transaction.connection)
        given = {(STOCK, head.epoch): (head.seq, head.hash)}
        signed_heads.keep(transaction.connection, device, [head], given)
        if enrolled is not None:
            transaction.set_meta(peer.META_KEY, enrolled.dump())
        if device == HUB:
            standing.begin(transaction)
    store.close()
    if device == HUB:
        _furnish(path)
    return path


def _enrolment(device: str, topology: Topology) -> Peer | None:
    if topology is Topology.CENTRE:
        return peers.at_centre(device)
    if device != HUB:
        return peers.at_hub(device, with_centre=topology is Topology.BOTH)
    return peers.at_centre(HUB, relay=True) if topology is Topology.BOTH else None


@cache
def centre() -> Path:
    """Return the database of a centre that knows every device and has the stock."""
    path = _folder() / "central.db"
    driver.connect(path, KEY, create=True).close()
    database = open_sqlite(path, KEY)
    migrate.upgrade(database.engine)
    with database.write() as work:
        _enter_devices(work)
        _enter_server(work, peers.CENTRE)
        work.session.add(ProjectorCursor(office=OFFICE))
    _take_stock(database)
    database.close()
    return path


def add_server(path: Path, device: str) -> None:
    """Enter in a home that it runs a hub server, under a key that is the same in every run."""
    database = open_sqlite(path, KEY)
    with database.write() as work:
        if work.first("SELECT 1 FROM server") is None:
            _enter_server(work, peers.server_of(device))
    database.close()


@cache
def make_all() -> None:
    """Make every template that is not made yet."""
    with simulated():
        centre()
        for topology in Topology:
            for device in TERMINALS if topology is Topology.CENTRE else (*TERMINALS, HUB):
                home(device, topology)


def server_identity(database: Database) -> ServerIdentity:
    """Return who the server of a database is, in whatever epoch it is now."""
    with database.read() as work:
        ((id_, epoch),) = work.rows("SELECT id, epoch FROM server")
    return ServerIdentity(id_, epoch, key_of(id_))


@cache
def _stock() -> Path:
    path = _folder() / f"{STOCK}.db"
    me = Identity(office=OFFICE, office_code=OFFICE, device=STOCK, epoch=1, counter="8", plain=False, tag="8")
    create(path, KEY, me).close()
    store = Store.open(path, KEY, now=lambda: NOW - 60_000, random=Random(STOCK).randbytes)
    desk = Desk(
        store,
        builtin(),
        printers=tuple,
        line=lambda: SyncView("alone", 0, None, None),
        now=lambda: NOW - 60_000,
        random=Random("stock desk").randbytes,
    )
    who = desk.add_officer("dewi", "Dewi Anggraini", ["admin", "supervisor", "officer", "pickup"], "123456")
    desk.act_for(who.id)
    desk.open_day()
    for _number in range(STOCKED):
        (application,) = desk.issue("paspor_baru").applications
        desk.mark_ready(application, "C-14")
    with store.write() as transaction:
        transaction.put_record("setting", "lease_days", {"value": 0})  # clocks jump by years here
        for number in range(3):
            transaction.put_record("note", f"n{number}", {"text": f"catatan {number}"})
        transaction.connection.execute("UPDATE record SET pending = 0")
        transaction.connection.execute("DELETE FROM print_job")
    store.close()
    return path


def _give_slip_key(set_meta: "object", device: str) -> None:
    secret = key_of(f"slips of {device}")
    assert callable(set_meta)
    set_meta(slip_keys.SECRET, urlsafe_b64encode(secret.private).decode())
    public = slip_keys._public(secret.private).hex()
    set_meta(slip_keys.OWN, msgspec.json.encode([OwnKey(public, NOW)]).decode())


def _furnish(path: Path) -> None:
    """Enter what a hub needs beside a terminal's store."""
    database = open_sqlite(path, KEY)
    with database.write() as work:
        _enter_devices(work)
        _enter_server(work, peers.server_of(HUB))
    database.close()
    store = Store.open(path, KEY)
    with store.write() as transaction:
        sequence.number_new(transaction.connection)
    store.close()


def _enter_devices(work: Work) -> None:
    work.session.add(Office(office=OFFICE, name="Kanim Palembang"))
    work.session.add(OfficeSequence(office=OFFICE))
    for device in (*TERMINALS, HUB, STOCK):
        work.session.add(
            Device(
                office=OFFICE,
                device=device,
                name=device,
                site=SITE,
                tag=TAGS[device],
                public_key=key_of(device).public,
                authorised=RELAY if device == HUB else "",
                enrolled_at=NOW,
            )
        )


def _enter_server(work: Work, name: str) -> None:
    key = key_of(name)
    work.session.add(Server(id=name, epoch="first", public_key=key.public, sealed_key=b""))


def _take_stock(database: Database) -> None:
    store = Store.open(_stock(), KEY)
    with store.read() as connection:
        head = _head_of_stock(connection)
        lines = chains.lines(connection, (STOCK, head.epoch), 0, 1000)
        rows = connection.execute(f"SELECT {record_rows.COLUMNS} FROM record").fetchall()
    store.close()
    ingest.ingest(database, Push(head, lines, NOW))
    with database.write() as work:
        records.put(work, OFFICE, [record_rows.parse(row) for row in rows])
    while projecting.project(database, OFFICE):
        pass


def _head_of_stock(connection: Connection) -> SignedHead:
    ((last, _durable),) = chains.own(connection, STOCK)
    return key_of(STOCK).sign_head(
        SignedHead(office=OFFICE, device=STOCK, epoch=last.epoch, seq=last.seq, hash=last.hash)
    )
