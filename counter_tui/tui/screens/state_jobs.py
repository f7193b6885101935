"""Cetakan: what the printer has, what waits for it, and the question about what nobody is sure of."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.state import JobRow, PrinterView, StateView
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import BLANK, QUIET, fit, key, quiet, say
from counter_tui.tui.widgets.marks import DONE
from counter_tui.tui.widgets.row_list import RowList

AROUND = 8
"""Rows of the tab that are not the list."""
WIDTHS = (7, 18, 9)


def gravest_first(job: JobRow) -> tuple[int, int]:
    """Order jobs: unsure ones, then waiting ones in their order, then done ones, the newest first."""
    if job.state == "unconfirmed":
        return (0, job.at)
    if job.state in {"sending", "queued"}:
        return (1, job.at)
    return (2, -job.at)


def lines(view: StateView, jobs: RowList[JobRow], width: int, height: int, *, zone: str) -> list[Content]:
    """Return the tab: printer, list, and the question on the job under the cursor."""
    head = _printer(view.printer, width)
    if not jobs.rows:
        return [*head, BLANK, quiet(_("Semua sudah tercetak."))]
    question = _question(jobs.current, width)
    room = max(1, height - len(head) - len(question) - 3)
    titles = zip((_("Jam"), _("Cetakan"), _("Untuk")), WIDTHS, strict=True)
    columns = say("   ", *(fit(quiet(title), wide) for title, wide in titles), quiet(_("Keadaan")))

    def paint(job: JobRow, inner: int) -> Content:
        return _job(job, inner, zone, view.printer)

    return [*head, BLANK, columns, *jobs.lines(width, room, paint), BLANK, *question]


def _printer(printer: PrinterView, width: int) -> list[Content]:
    name = _name(printer.name)
    if printer.state == "none":
        return [
            say(
                ("○ ", QUIET),
                _("Belum ada printer"),
                quiet("  " + _("antrean tetap jalan; printer boleh menyusul")),
            )
        ]
    if printer.state in {"problem", "notice"}:
        head = say(("▲ ", "$warning"), (printer.word, "bold $warning"), (" " + _("di") + " ", QUIET), name)
        return [head, *quiet(printer.sentence).wrap(max(1, width))] if printer.sentence else [head]
    mark = ("◐ ", "$primary") if printer.state == "busy" else ("● ", "$success")
    return [say(mark, printer.word, "  ", quiet(name))]


def _name(name: str) -> str:
    """Return a printer's name as people know it: `/dev/ttyUSB0`, `alamat:9100`."""
    if name == "virtual":
        return _("printer contoh")
    kind, _colon, rest = name.partition(":")
    return rest.partition("?")[0] if kind in {"serial", "tcp", "file"} else name


def _job(job: JobRow, width: int, zone: str, printer: PrinterView) -> Content:
    clock, document, subject = WIDTHS
    mark = _("SALINAN {number}").format(number=job.copy) if job.copy else ""
    return fit(
        say(
            " ",
            fit(quiet(times.clock(job.at, zone)), clock),
            fit(say(_document(job.document), "  ", (mark, QUIET)), document),
            fit(say(job.subject), subject),
            _state(job, printer),
        ),
        width,
    )


def _document(document: str) -> str:
    names = {"ticket": _("Nomor"), "slip": _("Resi"), "self_test": _("Lembar uji")}
    return names.get(document, document)


def _state(job: JobRow, printer: PrinterView) -> Content:
    if job.state == "unconfirmed":
        doubt = say(("? ", "$warning"), (_("belum pasti"), "bold $warning"))
        return say(doubt, "  ", _("sudah keluar atau belum?"))
    if job.state in {"confirmed", "sent"}:
        word = _("tercetak") if job.state == "confirmed" else _("terkirim ke printer")
        return say((f"{DONE} ", "$success"), (word, QUIET))
    if job.state == "failed":
        words = {"reprinted": _("diganti salinan"), "discarded": _("dibuang")}
        word = words.get(job.note, _("gagal"))
        return say(
            ("○ " if job.note in words else "■ ", QUIET if job.note in words else "$error"), (word, QUIET)
        )
    if job.state == "sending":
        return say(("◐ ", "$primary"), _("sedang dicetak"))
    waits = printer.word.lower() if printer.state == "problem" else _("menunggu printer")
    return say(("○ ", QUIET), waits)


def _question(job: JobRow | None, width: int) -> Sequence[Content]:
    if job is None or job.state != "unconfirmed":
        return []
    thing = f"{_document(job.document).lower()} {job.subject}"
    before, _mark, after = _("Lihat mulut printer: apakah {thing} sudah keluar utuh?").partition("{thing}")
    mark = _("(bertanda SALINAN {number})").format(number=job.copy + 1)
    answers = say(
        key("enter", _("Ya, sudah keluar")), "     ", key("p", _("Belum, cetak lagi")), " ", (mark, QUIET)
    )
    return [*say(before, (thing, "bold"), after).wrap(max(1, width)), fit(answers, width)]
