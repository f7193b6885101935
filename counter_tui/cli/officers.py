"""`counter-tui officers`: who may work here."""

import getpass
import os
import sys
from argparse import Namespace

from msgspec.structs import asdict

from counter_tui import config
from counter_tui.bootstrap.terminal import opened
from counter_tui.cli import output
from counter_tui.core.refusal import Refused
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.officer import OfficerView
from counter_tui.language import _


def run(arguments: Namespace) -> int:
    """List, add, revoke officers, or give one a new PIN."""
    with opened(config.find(arguments.home)) as terminal:
        desk = terminal.desk
        if arguments.subcommand == "list":
            officers = desk.officers()
            rows = [(one.login, one.name, ", ".join(one.roles)) for one in officers]
            found = {"officers": [asdict(one) for one in officers]}
            output.emit(found, as_json=arguments.json, lines=output.table(rows))
            return 0
        terminal.login_from_environment()
        officer = _change(desk, arguments)
    line = f"{officer.login}  {officer.name}  {', '.join(officer.roles)}"
    output.emit(asdict(officer), as_json=arguments.json, lines=[line])
    return 0


def _change(desk: Desk, arguments: Namespace) -> OfficerView:
    match arguments.subcommand:
        case "add":
            roles = arguments.role or ["officer"]
            return desk.add_officer(arguments.login, arguments.name, roles, _new_pin())
        case "reset-pin":
            return desk.reset_pin(arguments.login, _new_pin())
        case _:
            return desk.revoke_officer(arguments.login)


def _new_pin() -> str:
    if pin := os.environ.get("COUNTER_TUI_NEW_PIN"):
        return pin
    if not sys.stdin.isatty():
        sentence = _("PIN baru tidak diberikan. Tidak ada yang berubah. Isi COUNTER_TUI_NEW_PIN.")
        raise Refused(sentence, code="no_pin")
    return getpass.getpass(_("PIN baru: "))
