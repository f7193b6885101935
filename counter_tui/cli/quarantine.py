"""`counter-tui devices quarantine`: what the centre or hub keeps apart, and why."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from counter_tui.cli import output
from counter_tui.language import _
from counter_tui.server import quarantine

if TYPE_CHECKING:
    from counter_tui.store.central.database import Database


def show(database: "Database", device: str, *, as_json: bool) -> None:
    """Print all of it by device and reason, or one device's lines one by one."""
    rows: list[tuple[str, ...]]
    if device:
        lines = quarantine.of_device(database, device)
        rows = [(_moment(one.at), f"{one.epoch}/{one.seq}", one.hash, one.type, one.words) for one in lines]
        found = {"lines": [one._asdict() for one in lines]}
    else:
        piles = quarantine.listed(database)
        rows = [
            (_moment(one.last), one.office, one.device, one.name, str(one.lines), one.words) for one in piles
        ]
        found = {"quarantine": [one._asdict() for one in piles]}
    output.emit(found, as_json=as_json, lines=output.table(rows) or [_("Tidak ada yang ditahan.")])


def _moment(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d %H:%MZ}"
