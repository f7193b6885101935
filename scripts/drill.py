"""The June drill: five working days without the centre, then all offices return at once.

python3 scripts/drill.py                      151 offices, a million events, PostgreSQL, both kinds of clients
python3 scripts/drill.py --clients prebuilt   one kind of clients
python3 scripts/drill.py --quick              6 offices, 5,000 events, both engines, to see that it works

The week is made beforehand, the same for the same --seed. A real `counter-tui central` then takes it in from
all terminals at once and is killed (-9) twice. "prebuilt" clients send pushes that were packed and signed
before: that measures the server. "real" clients run the program's own sync, over lines in a file instead of
an encrypted store on a machine of their own, until each has everything of its office. Clients, centre and
database share this machine's cores. At the end the tables are compared with what was written, and the lists
of open applications with the drill's own account; the exit status is 1 when anything differs.
"""

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from scripts import environment

OFFICES, EVENTS = 151, 1_000_000
QUICK_OFFICES, QUICK_EVENTS = 6, 5_000
Clients = Literal["prebuilt", "real"]
CLIENTS: tuple[Clients, ...] = ("prebuilt", "real")


def main() -> int:
    """Drill in the project's own environment; return the exit status."""
    if not environment.is_this():
        return environment.run_there(__file__)
    # Told to stop, it leaves neither a centre nor a database behind.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))
    return _drill(_parsed())


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--offices", type=int, help=f"how many offices ({OFFICES})")
    parser.add_argument("--events", type=int, help=f"how many events, together and about ({EVENTS:,})")
    parser.add_argument("--seed", type=int, default=1, help="which week (1)")
    parser.add_argument("--clients", choices=CLIENTS, action="append", help="both by default")
    parser.add_argument("--engine", choices=("postgresql", "sqlite"), action="append", help="postgresql")
    parser.add_argument("--no-fsync", action="store_true", help="let PostgreSQL not wait for the disk")
    parser.add_argument("--quick", action="store_true", help="a small drill on both engines")
    return parser.parse_args()


def _drill(told: argparse.Namespace) -> int:
    from counter_tui.sync import wire
    from scripts.june import country, report
    from scripts.june.run import run
    from scripts.measure.table import table

    offices = told.offices or (QUICK_OFFICES if told.quick else OFFICES)
    events = told.events or (QUICK_EVENTS if told.quick else EVENTS)
    engines = told.engine or (["postgresql", "sqlite"] if told.quick else ["postgresql"])
    kinds: Sequence[Clients] = told.clients or CLIENTS
    drills = [(engine, clients) for engine in engines for clients in kinds]
    if told.quick and not told.clients:
        drills = [("postgresql", "prebuilt"), ("sqlite", "real")]
    passed, found = True, []
    with tempfile.TemporaryDirectory(prefix="counter-tui-drill-") as folder:
        _say(f"Writing the week of {offices} offices (seed {told.seed}) ...")
        week = Path(folder) / "week"
        week.mkdir()
        made = country.make(week, offices, events, told.seed)
        terminals = sum(len(office.terminals) for office in made)
        try:
            for number, (engine, clients) in enumerate(drills):
                _say(f"{terminals} terminals with {clients} clients return to a centre on {engine} ...")
                place = Path(folder) / f"drill-{number}"
                place.mkdir()
                with _database(engine, durable=not told.no_fsync) as url:
                    outcome = run(place, url, made, clients)
                name = clients if len(engines) == 1 else f"{engine}, {clients}"
                found += report.rows(outcome, name, wire.MAX_LINES)
                print(report.verdict(outcome, name), flush=True)
                passed = passed and outcome.passed
        finally:
            print(f"{' and '.join(engines)}, fsync {'off' if told.no_fsync else 'on'}, {terminals} terminals")
            print(table(found), flush=True)
    return 0 if passed else 1


@contextmanager
def _database(engine: str, *, durable: bool) -> Iterator[str]:
    """Give the address of an empty database for a while; none for the embedded store."""
    if engine == "sqlite":
        yield ""
        return
    from tests.postgres import Cluster

    cluster = Cluster(durable=durable)
    try:
        cluster.start()
        yield cluster.url("postgres")
    finally:
        cluster.remove()


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
