"""A report as a PDF for A4: heading, a table whose titles stand on every page, page n of N, signatures.

Rows are laid out here rather than by the library's tables: a month of an office is twenty thousand cells.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from counter_tui.language import _
from counter_tui.reports.latin import ENCODING, latin, loses
from counter_tui.reports.report import Report, is_number, text

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN = 10.0
"""Millimetres, as all lengths here."""
LINE = 3.7
PADDING = 0.9
BOTTOM = 14.0
"""Room of the footer."""
PORTRAIT_SHARES = 210
"""Up to this sum of shares the columns fit on an upright page."""
SIGNATURES = 32.0
PAGES = 24.0
"""Room of `Halaman 1/12` at the right of the footer."""
SIZE, SMALL = 8, 7
"""Points."""


def render(report: Report) -> bytes:
    """Return the file's bytes."""
    from fpdf import FPDF

    upright = sum(column.share for column in report.columns) <= PORTRAIT_SHARES
    pdf = FPDF(orientation="portrait" if upright else "landscape", format="A4")
    pdf.core_fonts_encoding = ENCODING
    pdf.set_margins(MARGIN, MARGIN)
    pdf.set_auto_page_break(False)
    pdf.set_title(latin(f"{report.title} {report.period}"))
    pdf.set_author(latin(report.office))
    pdf.set_lang("id")
    pdf.set_creation_date(report.issued_at)
    _Pages(pdf, report).fill()
    return bytes(pdf.output())


class _Pages:
    """Writes one report onto pages; `y` is how far down this page is filled."""

    def __init__(self, pdf: "FPDF", report: Report) -> None:
        self._pdf = pdf
        self._report = report
        self._wide = pdf.w - 2 * MARGIN
        shares = [column.share for column in report.columns]
        self._widths = [self._wide * share / sum(shares) for share in shares]
        self._right = [
            any(is_number(row[place]) for row in report.rows) for place in range(len(report.columns))
        ]
        self._y = 0.0
        self._bold = False
        self._measured = lru_cache(maxsize=50_000)(self._measure_anew)

    def fill(self) -> None:
        """Write heading, rows and the end."""
        self._new_page()
        for row in self._report.rows:
            self._row([latin(text(value)) for value in row])
        self._end()
        self._footer()

    # Pages

    def _new_page(self) -> None:
        if self._pdf.page:
            self._footer()
        self._pdf.add_page()
        self._y = MARGIN
        self._heading(whole=self._pdf.page == 1)
        self._titles()

    def _heading(self, *, whole: bool) -> None:
        report = self._report
        self._say(report.office, 9, bold=True)
        self._say(report.period, 9, right=True)
        self._y += 6 if whole else LINE
        self._say(report.title, 14 if whole else 9, bold=True)
        self._y += 7.5 if whole else LINE + 2
        if whole:
            for label, words in report.filters:
                self._say(f"{label}: {words}", SIZE)
                self._y += LINE
            self._say(report.origin, SIZE)
            self._y += LINE + 1.5

    def _footer(self) -> None:
        report, pdf = self._report, self._pdf
        self._y = pdf.h - MARGIN - 1
        self._say(f"{report.office}: {report.title}, {report.period}", SMALL)
        # How many pages there are is known at the end: the library writes it in place of its alias then.
        pages = _("Halaman {number}/{count}").format(number=pdf.page, count=pdf.str_alias_nb_pages)
        pdf.set_xy(pdf.w - MARGIN - PAGES, self._y + 0.6)
        pdf.cell(PAGES, LINE + 1, pages, align="R")

    # Rows

    def _titles(self) -> None:
        self._font(SIZE, bold=True)
        cells = [self._wrap(latin(column.title), place) for place, column in enumerate(self._report.columns)]
        high = max(len(cell) for cell in cells) * LINE + 2 * PADDING
        self._pdf.set_fill_color(232, 232, 232)
        self._pdf.rect(MARGIN, self._y, self._wide, high, style="F")
        self._cells(cells, high)
        self._font(SIZE)

    def _row(self, cells: list[str]) -> None:
        broken = [self._wrap(cell, place) for place, cell in enumerate(cells)]
        high = max(len(cell) for cell in broken) * LINE + 2 * PADDING
        if self._y + high > self._pdf.h - BOTTOM:
            self._new_page()
        self._cells(broken, high)

    def _cells(self, cells: list[list[str]], high: float) -> None:
        x = MARGIN
        for place, lines in enumerate(cells):
            wide = self._widths[place]
            for number, line in enumerate(lines):
                across = wide - PADDING - self._measure(line) if self._right[place] else PADDING
                self._pdf.text(x + across, self._y + PADDING + (number + 0.78) * LINE, line)
            x += wide
        self._y += high
        self._pdf.set_draw_color(170, 170, 170)
        self._pdf.set_line_width(0.1)
        self._pdf.line(MARGIN, self._y, MARGIN + self._wide, self._y)

    def _wrap(self, said: str, place: int) -> list[str]:
        """Break a cell into lines at its blanks; a word too long for a line is broken where it must be."""
        room = self._widths[place] - 2 * PADDING
        lines = [""]
        for word in said.split():
            longer = f"{lines[-1]} {word}".strip()
            if self._measure(longer) <= room:
                lines[-1] = longer
                continue
            lines += [""] if lines[-1] else []
            lines[-1:] = self._broken(word, room)
        return lines

    def _broken(self, word: str, room: float) -> list[str]:
        parts = [""]
        for sign in word:
            if parts[-1] and self._measure(parts[-1] + sign) > room:
                parts.append("")
            parts[-1] += sign
        return parts

    # The end

    def _end(self) -> None:
        report = self._report
        notes = [_("{count} baris.").format(count=len(report.rows)), report.note]
        if any(loses(value) for row in report.rows for value in row if isinstance(value, str)):
            notes.append(_("? menggantikan huruf yang tidak ada di sini; lengkapnya di CSV atau XLSX."))
        said = [note for note in notes if note]
        needed = len(said) * LINE + (SIGNATURES if report.signed else 0) + 4
        if self._y + needed > self._pdf.h - BOTTOM:
            self._new_page()
        self._y += 4
        for note in said:
            self._say(note, SIZE)
            self._y += LINE
        if report.signed:
            self._signatures()

    def _signatures(self) -> None:
        top = self._y + 4
        half = self._wide / 2
        who = ((_("Petugas"), self._report.issued_by), (_("Kepala kantor"), ""))
        self._font(SIZE)
        for place, (role, name) in enumerate(who):
            x = MARGIN + place * half
            self._pdf.text(x, top + LINE, latin(role))
            self._pdf.line(x, top + 20, x + 60, top + 20)
            self._pdf.text(x, top + 20 + LINE, latin(name))

    # Words

    def _say(self, words: str, size: int, *, bold: bool = False, right: bool = False) -> None:
        self._font(size, bold=bold)
        said = latin(words)
        wide = self._pdf.get_string_width(said)
        self._pdf.text(MARGIN + self._wide - wide if right else MARGIN, self._y + LINE, said)

    def _font(self, size: int, *, bold: bool = False) -> None:
        self._bold = bold
        self._pdf.set_font("Helvetica", "B" if bold else "", size)

    def _measure(self, line: str) -> float:
        return self._measured(line, self._bold)

    def _measure_anew(self, line: str, _bold: bool) -> float:
        return float(self._pdf.get_string_width(line))
