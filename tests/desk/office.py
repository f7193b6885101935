"""A counter of an invented office, on a real encrypted store."""

from pathlib import Path

from counter_tui.core.catalogue import builtin
from counter_tui.core.clock import pack
from counter_tui.core.event import GENESIS, Event, encode
from counter_tui.core.ids import uuid7
from counter_tui.core.zones import moment
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.imported import ImportResult
from counter_tui.desk.views.state import PrinterView, SyncView
from counter_tui.store import live
from counter_tui.store.identity import Identity
from counter_tui.store.ingest import ingest
from counter_tui.store.store import Store

KEY = bytes(range(32))
DAY = "2024-09-14"
ZONE = "Asia/Jakarta"
BOOKINGS = Path(__file__).parents[1] / "data" / "bookings-laksan-palembang-2024-09-14.csv"
HARTINI, YUSUF = "MP822869813", "MP361065766"
ME = Identity(
    office="PLG",
    office_code="PLG",
    office_name="Kanim Palembang",
    site="utama",
    zone=ZONE,
    device="loket3",
    counter="3",
    epoch=7,
)
ALONE = SyncView("alone", 0, None, None)
OFFLINE = SyncView("offline", 3, moment(DAY, "09:02", ZONE), None)


class Clock:
    """The wall clock of the site, which stands until it is moved."""

    def __init__(self) -> None:
        self.ms = moment(DAY, "09:00", ZONE)

    def __call__(self) -> int:
        return self.ms

    def forward(self, *, minutes: float = 0, seconds: float = 0) -> None:
        self.ms += round((minutes * 60 + seconds) * 1000)


class Office:
    """One store with its clock; Dewi acts at `desk`, and line and printers are what a test says they are."""

    def __init__(self, path: Path) -> None:
        self.clock = Clock()
        self.line = ALONE
        self.printers: tuple[PrinterView, ...] = ()
        self.store = Store.open(path, KEY, now=self.clock)
        self.desk = self.new_desk()

    def new_desk(self) -> Desk:
        """Return a desk without memory, as another process would have it, with Dewi acting."""
        desk = self.desk_without_officer()
        desk.login("dewi", "123456")
        return desk

    def desk_without_officer(self) -> Desk:
        return Desk(
            self.store,
            builtin(),
            printers=lambda: self.printers,
            line=lambda: self.line,
            now=self.clock,
        )

    def events(self) -> list[Event]:
        """Return everything that this device wrote, oldest first."""
        with self.store.read() as conn:
            return live.own_events_after(conn, ME.device, ME.epoch, 0)

    def types(self, since: int = 0) -> list[str]:
        return [event.type for event in self.events()[since:]]

    def setting(self, name: str, value: object) -> None:
        with self.store.write() as tx:
            tx.put_record("setting", name, {"value": value})

    def served(self, service: str = "paspor_baru") -> str:
        """Issue, call and serve one number through its first visit; return its id."""
        ticket = self.desk.issue(service).id
        self.desk.call(ticket)
        self.desk.done()
        return ticket

    def interviewed(self) -> str:
        """Serve one number to its end; return its id."""
        ticket = self.served()
        self.clock.forward(minutes=1)
        self.desk.call(ticket)
        self.desk.done()
        return ticket

    def slipped(self) -> tuple[str, str]:
        """Serve one number and print its slip; return its application and the slip's text."""
        slip = self.desk.slip(ticket=self.interviewed())
        return slip.application, slip.text


def prepare(path: Path) -> None:
    """Add the officer Dewi and open the business day."""
    clock = Clock()
    store = Store.open(path, KEY, now=clock)
    desk = Desk(store, builtin(), printers=lambda: (), line=lambda: ALONE, now=clock)
    desk.add_officer("dewi", "Dewi Anggraini", ["admin"], "123456")
    desk.login("dewi", "123456")
    desk.open_day()
    store.close()


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    """Return how many lines of an import were new, changed, unchanged and rejected."""
    return result.accepted, result.updated, result.unchanged, len(result.rejected)


def another_counter(office: Office) -> str:
    """Let counter 5 of the same site be open, and return its device."""
    from_elsewhere(office, "counter/loket5", "counter.opened", {"counter": "5"})
    return "loket5"


def from_elsewhere(
    office: Office,
    stream: str,
    kind: str,
    data: dict[str, str],
    *,
    device: str = "loket5",
    actor: str = "someone",
    v: int = 1,
) -> None:
    """Let sync bring in one event that another counter of the site wrote just now."""
    event = Event(
        actor=actor,
        at=office.clock(),
        data=dict(data),
        device=device,
        epoch=9,
        hlc=pack(office.clock() + 1000, 0),
        id=uuid7(office.clock(), bytes(10)),
        office=ME.office,
        prev=GENESIS,
        seq=1,
        site=ME.site,
        stream=stream,
        type=kind,
        v=v,
    )
    with office.store.write() as tx:
        assert ingest(tx, [encode(event)], [], office.clock()).new == 1
