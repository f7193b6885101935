"""The words of the command line (DESIGN §8); reading them imports no front end."""

import argparse
from collections.abc import Callable
from pathlib import Path

from counter_tui import __version__
from counter_tui.cli.device_words import add_keys
from counter_tui.cli.do_words import add_actions

Add = Callable[..., argparse.ArgumentParser]
HIGHEST_PORT = 65_535


def build() -> argparse.ArgumentParser:
    """Return the parser; `command` is None for the screen itself."""
    common = argparse.ArgumentParser(add_help=False)
    # SUPPRESS keeps a subcommand's silence from undoing what was said before it.
    common.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help="the data folder")
    parser = argparse.ArgumentParser(
        prog="counter-tui", description="The counter of a public office in a terminal."
    )
    # Its own, not the subcommands': argparse would put this default into theirs.
    parser.add_argument("--home", metavar="DIR", help="the data folder")
    parser.add_argument("--version", action="version", version=f"counter-tui {__version__}")
    parser.set_defaults(json=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, help_text: str, *, json: bool = True) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_text, description=help_text, parents=[common])
        if json:
            _json(command)
        return command

    add("demo", "a ready-made office in a temporary folder", json=False)
    _setup(add)
    _work(add, common)
    _network(add, common)
    _care(add, common)
    return parser


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")


def _setup(add: Add) -> None:
    setup = add("setup", "make this machine a counter, or connect it to its hub or centre")
    setup.add_argument("--office", required=True, help="the office's registered code, e.g. PLG")
    setup.add_argument("--office-name", default="", help="the office's name on screen and paper")
    setup.add_argument("--site", required=True, help="the site within the office, e.g. utama")
    setup.add_argument("--counter", required=True, help="this counter's label, e.g. 3")
    setup.add_argument("--zone", default="Asia/Jakarta", help="the site's IANA time zone")
    setup.add_argument("--central", metavar="URL", default="", help="the centre's address")
    setup.add_argument("--hub", metavar="URL", default="", help="the address of the site's hub")
    setup.add_argument("--code", default="", help="the one-time code of `devices enrol`")
    setup.add_argument(
        "--printer", default="", help="serial:/dev/ttyUSB0?baud=9600, tcp:HOST:9100, file:PATH"
    )
    setup.add_argument("--key", choices=("keyring", "passphrase", "file"), help="what guards the store's key")


def _work(add: Add, common: argparse.ArgumentParser) -> None:
    imported = add("import", "take in bookings or finished passports from a CSV or XLSX file")
    imported.add_argument("file", type=Path)
    imported.add_argument("--kind", choices=("bookings", "ready"))
    imported.add_argument("--dry-run", action="store_true", help="report what would happen, take nothing")
    told = argparse.ArgumentParser(add_help=False, parents=[common])
    _json(told)
    add_actions(add("do", "one desk action without the screen"), [told])
    add("queue", "who waits, in calling order, and who is served")
    _report(add("report", "a register or figures as a table, CSV, XLSX or PDF"))
    add("status", "role, queue, unsynced count and age, printer, store, clock")


def _report(report: argparse.ArgumentParser) -> None:
    report.add_argument("name", metavar="NAME", help="audit, handovers, uncollected")
    report.add_argument("--from", dest="day_from", metavar="DAY", default="", help="first day, 2024-09-01")
    report.add_argument("--to", dest="day_to", metavar="DAY", default="", help="last day, 2024-09-14")
    report.add_argument("--officer", metavar="LOGIN", default="", help="audit: of this officer alone")
    report.add_argument("--ticket", metavar="NUMBER", default="", help="audit: of this number alone, A-007")
    report.add_argument("--office", default="", help="the office's code; this machine's without it")
    report.add_argument("--format", choices=("table", "csv", "xlsx", "pdf"), default="table")
    report.add_argument("--output", type=Path, metavar="FILE", help="where a file goes; a pipe takes it too")


def _network(add: Add, common: argparse.ArgumentParser) -> None:
    sync = add("sync", "exchange with the centre until stopped")
    sync.add_argument("--once", action="store_true", help="exchange once and report")
    central = add("central", "serve every office", json=False)
    central.add_argument("--host", default="127.0.0.1")
    central.add_argument("--port", type=_port, default=8440)
    central.add_argument("--certificate", type=Path, help="PEM file: speak https, with --private-key")
    central.add_argument("--private-key", type=Path)
    central.add_argument("--database-url", default="", help="postgresql://…; without it an embedded store")
    hub = add("hub", "serve the terminals of a site, on a terminal's home", json=False)
    hub.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for the site's network")
    hub.add_argument("--port", type=_port, default=8441)
    hub.add_argument(
        "--url", default="", help="where terminals reach it, if not at this machine's own address"
    )
    becoming = hub.add_mutually_exclusive_group()
    becoming.add_argument(
        "--take-over", action="store_true", help="move the running hub to this terminal, with its help"
    )
    becoming.add_argument(
        "--promote", action="store_true", help="make this terminal the hub in place of a lost one"
    )
    hub.add_argument("--old-hub-is-off", action="store_true", help="confirm that the old hub does not run")
    devices = _group(
        add("devices", "enrol, list and revoke devices, on the home of a centre or hub", json=False), common
    )
    enrol = devices("enrol", "print a one-time code")
    enrol.add_argument("--office", required=True)
    enrol.add_argument("--name", required=True)
    enrol.add_argument("--url", default="", help="the address that terminals reach this centre by")
    enrol.add_argument("--authorise", action="append", default=[], help="a record kind it may write for all")
    enrol.add_argument("--hub", action="store_true", help="it will be a hub: it may relay and enrol others")
    enrol.add_argument("--print", action="store_true", help="print it too, as a QR on this machine's printer")
    devices("list", "the enrolled devices").add_argument("--office", default="")
    kept = devices("quarantine", "what was not accepted, by device and reason")
    kept.add_argument("--device", default="", help="the lines of this device, one by one")
    devices("revoke", "end a device's right to exchange, for good").add_argument("device")
    add_keys(_group(devices("keys", "whose pickup slips are believed"), common, "keys_command"))
    officers = _group(add("officers", "who may work here", json=False), common)
    officers("list", "the officers")
    new = officers("add", "add an officer; the PIN comes from COUNTER_TUI_NEW_PIN or is asked for")
    new.add_argument("login")
    new.add_argument("--name", required=True)
    new.add_argument(
        "--role", action="append", default=[], help="officer, pickup, supervisor, admin, reviewer"
    )
    officers("reset-pin", "give an officer a new PIN").add_argument("login")
    officers("revoke", "end an officer's right to act, for good").add_argument("login")


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= HIGHEST_PORT:
        raise ValueError(text)
    return port


def _care(add: Add, common: argparse.ArgumentParser) -> None:
    printer = _group(add("printer", "the printer of this counter", json=False), common)
    printer("list", "printers that can be reached")
    printer("test", "print a test page").add_argument("name", nargs="?", default="")
    printer("status", "whether it answers")
    store = _group(add("store", "the journal's care", json=False), common)
    store("check", "look for damage and tampering")
    store("backup", "copy the store while it is in use").add_argument("file", type=Path, nargs="?")
    store("restore", "bring a backup back").add_argument("file", type=Path)
    store("rebuild", "make all projections anew from the journal")
    purge = store("purge", "erase the personal records whose time is over")
    purge.add_argument("--dry-run", action="store_true", help="only count them")
    export = store("export", "everything held on one applicant, for themself")
    export.add_argument("--application", required=True, help="the application's id, or the booking code")
    export.add_argument("--output", type=Path, metavar="FILE", help="a file that only its owner reads")
    erase = store("erase", "erase what is held on one applicant, for good and everywhere")
    erase.add_argument("--application", required=True, help="the application's id, or the booking code")
    erase.add_argument("--reason", required=True, help="requested, consent_withdrawn, wrong_person, other")
    store("upgrade", "bring the store to this version")
    add("doctor", "what is wrong on this machine, and how to mend it")


def _group(parent: argparse.ArgumentParser, common: argparse.ArgumentParser, dest: str = "subcommand") -> Add:
    within = parent.add_subparsers(dest=dest, metavar="SUBCOMMAND", required=True)

    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        command = within.add_parser(name, help=help_text, description=help_text, parents=[common])
        _json(command)
        return command

    return add
