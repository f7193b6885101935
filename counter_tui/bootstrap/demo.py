"""A ready-made office in a temporary folder: local centre, virtual printer, today's queue (DESIGN §8)."""

import shutil
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from counter_tui.bootstrap import morning, screen, setup
from counter_tui.bootstrap.local_centre import LocalCentre
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.config import Home

OFFICER = ("dewi", "123456", "Dewi Anggraini")
OFFICE = "PLG"


def run() -> int:
    """Make the office, show the screen until the officer leaves, and remove everything."""
    _leave_in_order()
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="counter-tui-demo-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        centre = LocalCentre(folder / "centre")
        stack.callback(centre.stop)
        terminal = build(folder, centre)
        return screen.show(terminal, line=centre)


def _leave_in_order() -> None:
    """Let a closed terminal window end the demo as ctrl+q does: nothing may stay behind."""
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, lambda *_ignored: sys.exit(1))


def build(folder: Path, centre: LocalCentre) -> Terminal:
    """Start the centre, make a terminal enrolled there with a morning behind it, and return it opened."""
    centre.begin()
    home = Home(folder / "loket-3")
    login, pin, name = OFFICER
    answers = setup.Answers(
        office=OFFICE,
        office_name="Kanim Palembang",
        site="utama",
        counter="3",
        printer="virtual",
        guard="file",
        login=login,
        pin=pin,
        officer_name=name,
    )
    setup.create_home(home, answers)
    moment = morning.Moment(lambda: time.time_ns() // 1_000_000)
    terminal = Terminal(home, now=moment)
    setup.first_officer(terminal, answers)
    _enrol(terminal, answers, centre)
    _live_through(terminal, moment, folder)
    return terminal


def _enrol(terminal: Terminal, answers: setup.Answers, centre: LocalCentre) -> None:
    from counter_tui.server import devices, opening

    address = centre.wait()
    with opening.opened(Home(centre.folder)) as (database, server):
        code = devices.enrol(database, server, office=OFFICE, name="Loket 3", address=address)
    setup.enrol(terminal, code, answers)


def _live_through(terminal: Terminal, moment: morning.Moment, folder: Path) -> None:
    now = moment()
    opened_at = morning.opening_time(now, terminal.store.identity.zone)
    file = folder / "janji.csv"
    file.write_text(morning.bookings(opened_at), "utf-8")
    morning.leave_passports_ready(terminal.desk, moment, opened_at)
    terminal.desk.import_file(file)
    morning.live_through(terminal.desk, moment, opened_at, now)
    terminal.start_printing()
    terminal.finish_printing()
