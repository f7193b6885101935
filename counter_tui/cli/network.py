"""`counter-tui sync`, `hub`, `central` and `devices`: the line between terminals, hub and centre."""

import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from counter_tui import config
from counter_tui.bootstrap.terminal import opened
from counter_tui.cli import database_url, output
from counter_tui.core.refusal import Refused
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.server.identity import ServerIdentity
    from counter_tui.server.serve import Tls
    from counter_tui.store.central.database import Database


def run(arguments: Namespace) -> int:
    """Run one of them."""
    match arguments.command:
        case "central":
            from counter_tui.server import serve

            serve.run(
                config.find(arguments.home),
                host=arguments.host,
                port=arguments.port,
                database_url=database_url.given(arguments.database_url),
                tls=_tls(arguments),
            )
            return 0
        case "hub":
            from counter_tui.server.hub import serve as hub

            home = config.find(arguments.home)
            if arguments.promote:
                _promote(home, old_hub_is_off=arguments.old_hub_is_off)
            officer = _decider(home) if arguments.take_over else ""
            hub.run(home, host=arguments.host, port=arguments.port, url=arguments.url, decided_by=officer)
            return 0
        case "devices":
            return _devices(arguments)
        case _:
            return _sync_once(arguments) if arguments.once else _sync(arguments)


def _promote(home: config.Home, *, old_hub_is_off: bool) -> None:
    from counter_tui.bootstrap.promotion import promote

    with opened(home) as terminal:
        terminal.login_from_environment()
        promote(terminal, old_hub_is_off=old_hub_is_off)


def _decider(home: config.Home) -> str:
    with opened(home) as terminal:
        terminal.login_from_environment()
        return terminal.desk.decider().id


def _tls(arguments: Namespace) -> "Tls | None":
    if not arguments.certificate and not arguments.private_key:
        return None
    if not arguments.certificate or not arguments.private_key:
        raise Refused(_("TLS butuh --certificate dan --private-key. Pusat belum berjalan."), code="tls")
    from counter_tui.server.serve import Tls

    return Tls(arguments.certificate, arguments.private_key)


def _sync_once(arguments: Namespace) -> int:
    home = config.find(arguments.home)
    with opened(home) as terminal:
        done = terminal.sync_once()
    answer = {"pushed": done.pushed, "pulled": done.pulled, "unsynced": done.unsynced}
    line = _("{pushed} terkirim, {pulled} diterima, {unsynced} belum terkirim").format(**answer)
    output.emit(answer, as_json=arguments.json, lines=[line])
    if done.code:
        sentence = _(
            "Pusat tidak terjangkau atau menolak ({code}). Semua catatan aman di sini; ulangi nanti."
        )
        raise Refused(sentence.format(code=done.code), code=done.code)
    return 0


def _sync(arguments: Namespace) -> int:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_ignored: stop.set())
    with opened(config.find(arguments.home)) as terminal:
        if terminal.peer() is None:
            raise Refused(_("Komputer ini tidak terdaftar di pusat. Datanya aman di sini."), code="alone")
        terminal.start_sync()
        stop.wait()
    return 0


def _devices(arguments: Namespace) -> int:
    if arguments.subcommand == "keys":
        from counter_tui.cli import slip_keys

        return slip_keys.run(arguments)
    from counter_tui.cli import quarantine
    from counter_tui.server import devices

    with _opened(config.find(arguments.home)) as (database, server, address):
        match arguments.subcommand:
            case "enrol":
                code = devices.enrol(
                    database,
                    server,
                    office=arguments.office,
                    name=arguments.name,
                    address=arguments.url or address,
                    authorise=arguments.authorise,
                    hub=arguments.hub,
                )
                output.emit({"code": code}, as_json=arguments.json, lines=[code, *_drawn(code)])
                if arguments.print:
                    _print_code(arguments, code)
            case "list":
                found = [_shown(device) for device in devices.listed(database, arguments.office)]
                rows = [[str(value) for value in row.values()] for row in found]
                output.emit({"devices": found}, as_json=arguments.json, lines=output.table(rows))
            case "quarantine":
                quarantine.show(database, arguments.device, as_json=arguments.json)
            case _:
                gone = _shown(devices.revoke(database, server, arguments.device))
                output.emit(gone, as_json=arguments.json, lines=output.pairs(gone))
    return 0


def _drawn(code: str) -> list[str]:
    """Return the code as a QR for whoever sees it on a terminal; a pipe gets the text alone."""
    if not sys.stdout.isatty():
        return []
    from counter_tui.printing.preview import qr_lines

    return qr_lines(code)


def _print_code(arguments: Namespace, code: str) -> None:
    from counter_tui.bootstrap import printer
    from counter_tui.server.devices import VALID_MS
    from counter_tui.store.store import wall_ms

    home, until = config.find(arguments.home), wall_ms() + VALID_MS
    report = printer.print_enrolment(
        home, office=arguments.office, name=arguments.name, code=code, until=until
    )
    if not report.well:
        raise Refused(report.sentence, code=report.state)


@contextmanager
def _opened(home: config.Home) -> "Iterator[tuple[Database, ServerIdentity, str]]":
    """Open the home of a hub or of a centre; also give the address at which it is reached."""
    from counter_tui.server import opening
    from counter_tui.server.hub import opening as hub

    if hub.stands(home):
        with hub.opened(home) as (_store, database, server):
            yield database, server, home.settings().serves or hub.DEFAULT_ADDRESS
    else:
        with opening.opened(home) as (database, server):
            yield database, server, opening.address(home)


def _shown(device: Any) -> dict[str, Any]:
    return {
        "office": device.office,
        "device": device.device,
        "name": device.name,
        "site": device.site,
        "tag": device.tag,
        "plain": device.plain,
        "revoked": device.revoked_at is not None,
    }
