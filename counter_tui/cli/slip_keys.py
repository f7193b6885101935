"""`counter-tui devices keys`: whose slips the offices' devices believe."""

from argparse import Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from counter_tui import config
from counter_tui.bootstrap import slip_key_file
from counter_tui.bootstrap.terminal import opened
from counter_tui.cli import output
from counter_tui.core.refusal import Refused
from counter_tui.core.slip_key_list import KeyList, ListedKey, SignedKeyList
from counter_tui.language import _
from counter_tui.sync.enrolment_code import fingerprint

if TYPE_CHECKING:
    from counter_tui.server.slip_key_admin import Certified


def run(arguments: Namespace) -> int:
    """List, revoke, export or import slip keys: of all offices at the centre, of the own one elsewhere."""
    at_centre = config.find(arguments.home).settings().role == "central"
    match arguments.keys_command:
        case "import":
            _import(arguments)
        case "export":
            _export(arguments, _of_centre(arguments) if at_centre else _of_terminal(arguments))
        case _ if not at_centre:
            _list_here(arguments)
        case "list":
            _list_at_centre(arguments)
        case _:
            _revoke(arguments)
    return 0


def _import(arguments: Namespace) -> None:
    signed = slip_key_file.read(arguments.file)
    with opened(config.find(arguments.home)) as terminal:
        terminal.login_from_environment()
        keys = terminal.desk.take_slip_keys(signed, arguments.fingerprint, arguments.code)
    line = _("{count} kunci resi kantor {office} dikenal di sini.").format(
        count=len(keys.keys), office=keys.office
    )
    output.emit(_told(keys), as_json=arguments.json, lines=[line])


def _export(arguments: Namespace, signed: SignedKeyList) -> None:
    slip_key_file.write(arguments.file, signed)
    print_ = fingerprint(signed.signer)
    told = {"file": str(arguments.file), "fingerprint": print_}
    lines = [
        _(
            "{file} tertulis. Sebutkan sidik jari ini saat mengimpornya di komputer yang belum terdaftar:"
        ).format(file=arguments.file),
        print_,
    ]
    output.emit(told, as_json=arguments.json, lines=lines)


def _of_terminal(arguments: Namespace) -> SignedKeyList:
    with opened(config.find(arguments.home)) as terminal:
        return terminal.desk.slip_key_list()


def _of_centre(arguments: Namespace) -> SignedKeyList:
    from counter_tui.server import opening, slip_key_admin

    with opening.opened(config.find(arguments.home)) as (database, server):
        return slip_key_admin.given_out(database, server, arguments.office)


def _list_here(arguments: Namespace) -> None:
    if arguments.keys_command != "list":
        sentence = _("Kunci hanya dicabut di pusat. Tidak ada yang dicabut. Jalankan di folder data pusat.")
        raise Refused(sentence, code="not_central")
    with opened(config.find(arguments.home)) as terminal:
        rows = terminal.desk.slip_keys()
    lines = output.table([(row.key, row.device, row.trust, _day(row.revoked)) for row in rows])
    output.emit({"keys": [asdict(row) for row in rows]}, as_json=arguments.json, lines=lines)


def _list_at_centre(arguments: Namespace) -> None:
    from counter_tui.server import opening, slip_key_admin

    with opening.opened(config.find(arguments.home)) as (database, server):
        found = slip_key_admin.listed(database, server, arguments.office)
        print_ = fingerprint(server.key.public)
    told = {"fingerprint": print_, "keys": [_shown(one) for one in found]}
    output.emit(told, as_json=arguments.json, lines=[print_, *output.table([_row(one) for one in found])])


def _revoke(arguments: Namespace) -> None:
    from counter_tui.server import opening, slip_key_admin

    with opening.opened(config.find(arguments.home)) as (database, server):
        gone = slip_key_admin.revoke(
            database, server, key=arguments.key, device=arguments.device, since=arguments.since
        )
    lines = output.table([_row(one) for one in gone])
    output.emit({"revoked": [_shown(one) for one in gone]}, as_json=arguments.json, lines=lines)


def _told(keys: KeyList) -> dict[str, Any]:
    return {"office": keys.office, "revision": keys.revision, "keys": len(keys.keys)}


def _shown(one: "Certified") -> dict[str, Any]:
    key: ListedKey = one.key
    return {
        "key": key.name,
        "office": one.office,
        "device": key.device,
        "name": one.device_name,
        "made": key.made,
        "certified": key.certified,
        "until": key.until,
        "revoked": key.revoked,
    }


def _row(one: "Certified") -> tuple[str, ...]:
    key = one.key
    state = (
        _("dicabut sejak {day}").format(day=_day(key.revoked)) if key.revoked is not None else _("berlaku")
    )
    return (key.name, one.office, key.device, one.device_name, _day(key.certified), state)


def _day(moment: int | None) -> str:
    return (
        datetime.fromtimestamp(moment / 1000, UTC).strftime("%Y-%m-%d %H:%MZ") if moment is not None else ""
    )
