"""One print job as a row of Cetakan, and one printer as a line above them."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.state import JobRow, PrinterView
from counter_tui.language import _
from counter_tui.printing.names import place_of
from counter_tui.tui import times
from counter_tui.tui.ink import QUIET, fit, quiet, say
from counter_tui.tui.widgets.marks import DONE

CLOCK, SUBJECT = 7, 9
DOCUMENT = 18
"""The columns of a row; the document's grows with what stands in it."""


def columns(jobs: Sequence[JobRow]) -> tuple[int, int, int]:
    """Return the widths of time, document and subject for these jobs."""
    widest = max((len(_what(job)) for job in jobs), default=0)
    return (CLOCK, max(DOCUMENT, widest + 2), SUBJECT)


def titles(widths: tuple[int, int, int]) -> Content:
    """Return the row above the list."""
    named = zip((_("Jam"), _("Cetakan"), _("Untuk")), widths, strict=True)
    return say("   ", *(fit(quiet(title), wide) for title, wide in named), quiet(_("Keadaan")))


def line(
    job: JobRow,
    printer: PrinterView,
    width: int,
    widths: tuple[int, int, int],
    *,
    zone: str,
    several: bool,
) -> Content:
    """Return a job's row; with several printers a waiting one says for which."""
    clock, document_width, subject = widths
    name, _space, mark = _what(job).partition("  ")
    waits = ("  " + printer_name(printer.name), QUIET) if several and job.state == "queued" else ""
    return fit(
        say(
            " ",
            fit(quiet(times.clock(job.at, zone)), clock),
            fit(say(name, "  ", (mark, QUIET)), document_width),
            fit(say(job.subject), subject),
            _state(job, printer),
            waits,
        ),
        width,
    )


def printer(view: PrinterView, *, several: bool) -> Content:
    """Return a printer's state and name; with several ones also what it prints by itself."""
    if not view.name:
        hint = "  " + _("antrean tetap jalan; printer boleh menyusul")
        return say(("○ ", QUIET), _("Belum ada printer"), quiet(hint))
    name, papers = printer_name(view.name), quiet("  " + view.papers) if several else ""
    match view.state:
        case "problem" | "notice":
            at = (" " + _("di") + " ", QUIET)
            return say(("▲ ", "$warning"), (view.word, "bold $warning"), at, name, papers)
        case "busy":
            return say(("◐ ", "$primary"), view.word, "  ", quiet(name), papers)
        case "ready":
            return say(("● ", "$success"), view.word, "  ", quiet(name), papers)
    return say(("○ ", QUIET), view.word, "  ", quiet(name), papers)


def printer_name(name: str) -> str:
    """Return a printer's name as people know it: `/dev/ttyUSB0`, `alamat:9100`."""
    return _("printer contoh") if name == "virtual" else place_of(name)


def document(code: str) -> str:
    """Return a kind of document in a word or two."""
    names = {
        "ticket": _("Nomor"),
        "slip": _("Resi"),
        "refusal_note": _("Bukti penolakan"),
        "receipt": _("Tanda terima"),
        "partner_receipt": _("Daftar mitra"),
        "shift_report": _("Laporan giliran"),
        "enrolment": _("Kode pendaftaran"),
        "self_test": _("Lembar uji"),
    }
    return names.get(code, code)


def _what(job: JobRow) -> str:
    mark = _("SALINAN {number}").format(number=job.copy) if job.copy else ""
    return f"{document(job.document)}  {mark}".rstrip()


def _state(job: JobRow, printer: PrinterView) -> Content:
    match job.state:
        case "unconfirmed":
            doubt = say(("? ", "$warning"), (_("belum pasti"), "bold $warning"))
            return say(doubt, "  ", _("sudah keluar atau belum?"))
        case "confirmed":
            return say((f"{DONE} ", "$success"), (_("tercetak"), QUIET))
        case "sent":
            return say((f"{DONE} ", "$success"), (_("terkirim ke printer"), QUIET))
        case "failed":
            return _failed(job)
        case "sending":
            return say(("◐ ", "$primary"), _("sedang dicetak"))
    waits = printer.word.lower() if printer.state == "problem" else _("menunggu printer")
    return say(("○ ", QUIET), waits)


def _failed(job: JobRow) -> Content:
    words = {"reprinted": _("diganti salinan"), "discarded": _("dibuang"), "undone": _("diurungkan")}
    if job.note not in words:
        return say(("■ ", "$error"), (_("gagal"), QUIET))
    why = f", {job.reason}" if job.reason else ""
    return say(("○ ", QUIET), (words[job.note] + why, QUIET))
