"""`counter-tui import`, `do` and `queue`: the work of the counter without its screen."""

import json
import sys
import time
from argparse import Namespace

import msgspec

from counter_tui import config
from counter_tui.bootstrap.terminal import Terminal, opened
from counter_tui.cli import acting, lines, output
from counter_tui.core.refusal import Refused
from counter_tui.desk.headless import answers
from counter_tui.desk.headless.actions import Wish, perform
from counter_tui.desk.headless.answers import Json
from counter_tui.language import _

PRINTING = frozenset(
    {"issue", "slip", "reprint", "conclude", "refusal-note", "shift-report", "handover", "handover-list"}
)
"""Actions whose paper a command waits for."""


def run(arguments: Namespace) -> int:
    """Run one of the three."""
    with opened(config.find(arguments.home)) as terminal:
        if arguments.command == "queue":
            return _queue(terminal, arguments)
        acting.log_in(terminal)
        if arguments.command == "import":
            return _import(terminal, arguments)
        if arguments.action == lines.STREAM:
            return _stream(terminal)
        return _do(terminal, arguments)


def _queue(terminal: Terminal, arguments: Namespace) -> int:
    found = answers.queue_json(terminal.desk.queue(), time.time_ns() // 1_000_000)
    rows = [
        (
            row["number"],
            row["service"],
            str(row["visit"]),
            row["priority"] or "",
            _("{number} mnt").format(number=row["waited_s"] // 60),
        )
        for row in found["waiting"]
    ]
    serving = [(row["number"], row["service"], row["status"], row["counter"]) for row in found["serving"]]
    shown = [_("Dilayani"), *output.table(serving), _("Menunggu"), *output.table(rows)]
    output.emit(found, as_json=arguments.json, lines=shown)
    return 0


def _import(terminal: Terminal, arguments: Namespace) -> int:
    progress = output.Progress(_("Membaca"))
    result = terminal.desk.import_file(
        arguments.file, arguments.kind, dry_run=arguments.dry_run, progress=progress.show
    )
    progress.end()
    found = answers.plain(result)
    counts = _("{accepted} diterima, {updated} diperbarui, {unchanged} tetap, {rejected} ditolak").format(
        accepted=result.accepted,
        updated=result.updated,
        unchanged=result.unchanged,
        rejected=len(result.rejected),
    )
    issues = [
        _("{mark} baris {line}, {field}: {reason}").format(
            mark=mark, line=issue.line, field=issue.field, reason=issue.reason
        )
        for mark, several in (("■", result.rejected), ("▲", result.warnings))
        for issue in several
    ]
    output.emit(found, as_json=arguments.json, lines=[counts, *issues])
    return 0


def _do(terminal: Terminal, arguments: Namespace) -> int:
    answer = _perform(terminal, arguments.action, _wish(vars(arguments)))
    output.emit(answer, as_json=arguments.json, lines=output.pairs(answer))
    return 0


def _stream(terminal: Terminal) -> int:
    """Do one action for each line of standard input, answering each with one line of JSON."""
    refused = 0
    for words in lines.read(sys.stdin):
        answer: Json
        try:
            answer = _perform(terminal, words["action"], _wish(words))
        except Refused as refusal:
            refused = 1
            answer = {"error": refusal.sentence, "code": refusal.code}
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return refused


def _perform(terminal: Terminal, action: str, wish: Wish) -> Json:
    if action in PRINTING:
        terminal.start_printing()
    answer = perform(terminal.desk, action, wish)
    if action in PRINTING:
        terminal.finish_printing()
    return answer


def _wish(said: dict[str, object]) -> Wish:
    return msgspec.convert({name: value for name, value in said.items() if value is not None}, Wish)
