"""`counter-tui store export` and `store erase`: an applicant's rights over their data."""

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

import msgspec

from counter_tui import config
from counter_tui.bootstrap.terminal import opened
from counter_tui.cli import acting, output
from counter_tui.core.zones import local_time
from counter_tui.desk.views.disclosure import ApplicantFile
from counter_tui.language import _
from counter_tui.reports.cells import printable
from counter_tui.store.keys import write_private


def export(arguments: Namespace) -> int:
    """Print everything held on one applicant, or write it to a file that only its owner reads."""
    with opened(config.find(arguments.home)) as terminal:
        acting.log_in(terminal)
        found = terminal.desk.export_applicant(arguments.application)
        zone = terminal.store.identity.zone
    answer = msgspec.to_builtins(found)
    lines = list(_lines(found, zone))
    if arguments.output is None:
        output.emit(answer, as_json=arguments.json, lines=lines)
        return 0
    text = json.dumps(answer, ensure_ascii=False) if arguments.json else "\n".join(lines)
    write_private(arguments.output, f"{text}\n".encode())
    print(_("Data pemohon tersimpan di {file}. Serahkan, lalu hapus.").format(file=arguments.output))
    return 0


def erase(arguments: Namespace) -> int:
    """Erase what is held on one applicant, under a reason code."""
    with opened(config.find(arguments.home)) as terminal:
        acting.log_in(terminal)
        done = terminal.desk.erase_applicant(arguments.application, arguments.reason)
    line = _("{count} catatan data pribadi dihapus untuk selamanya.").format(count=sum(done.erased.values()))
    output.emit(msgspec.to_builtins(done), as_json=arguments.json, lines=[line])
    return 0


def _lines(found: ApplicantFile, zone: str) -> Iterator[str]:
    yield " ".join(filter(None, (found.application, found.number, found.service)))
    for record in found.records:
        yield ""
        yield f"{record.kind}, {_moment(record.changed_at, zone)}"
        yield from (f"  {line}" for line in output.pairs(_plain(record.data)))
    yield ""
    yield from output.table(
        [
            (_moment(event.at, zone), printable(event.place), printable(event.officer), printable(event.text))
            for event in found.events
        ]
    )
    yield from (f"{_moment(paper.at, zone)}  {paper.document} {paper.copy_number}" for paper in found.papers)


def _plain(data: dict[str, Any]) -> dict[str, str]:
    return {
        name: printable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in data.items()
    }


def _moment(at: int, zone: str) -> str:
    return f"{local_time(at, zone):%Y-%m-%d %H:%M}"
