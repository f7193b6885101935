"""How the lists of Penyerahan look: tabs, columns, and what the row under the cursor means."""

from textual.content import Content

from counter_tui.desk.views.handovers import BookRow, HandoverRow, UncollectedRow
from counter_tui.desk.views.pickup import PickupView
from counter_tui.language import _, within
from counter_tui.tui import times
from counter_tui.tui.ink import BLANK, QUIET, STRONG, fit, key, quiet, right, say, spread
from counter_tui.tui.screens import handed_rows
from counter_tui.tui.screens.pickup_lists import PickupLists, Row
from counter_tui.tui.widgets.marks import DONE

SHELF = 8
NUMBER = 8
NAME = 15
MOMENT = 16
SINCE = 9
DAYS = 18
OFFICER = 12
WIDE = 90
"""Columns from which on a row says all of who collected."""
AROUND = 6
"""Rows of the pane that are not the list."""
FRAME = 5
"""Rows of the window that are not the pane."""


def room(height: int) -> int:
    """Return how many rows of a list a window of so many rows shows: a page."""
    return max(1, height - FRAME - AROUND)


def lines(lists: PickupLists, view: PickupView, width: int, height: int, *, zone: str) -> list[Content]:
    """Return the tabs, the open list, and two rows on the row under the cursor."""
    head = [_tabs(lists, view), BLANK]
    row = lists.rows.current
    if row is None:
        return [*head, *quiet(_empty(lists)).wrap(max(1, width))]

    number = handed_rows.number_width(lists.rows.rows, NUMBER)

    def paint(one: Row, inner: int) -> Content:
        return _row(one, inner, number, zone)

    high = max(1, height - AROUND)
    rows = lists.rows.lines(width, high, paint)
    below = [BLANK, *list(_told(row).wrap(max(1, width)))[:2]]
    return [*head, _columns(lists, width, number), *rows, *[BLANK] * (high - len(rows)), *below][:height]


def _tabs(lists: PickupLists, view: PickupView) -> Content:
    entries = (
        ("scan", _("Pindai"), 0),
        ("uncollected", _("Belum diambil"), view.overdue + view.expired),
        ("unsigned", _("Tanda terima"), len(view.unsigned)),
        ("book", _("Buku penyerahan"), 0),
    )
    return Content("   ").join([_tab(name, count, here=code == lists.tab) for code, name, count in entries])


def _tab(name: str, count: int, *, here: bool) -> Content:
    if here:
        return say((f" {name}{f' {count}' if count else ''} ", "bold $on-primary on $primary"))
    return say(" ", (name, QUIET), (f" {count}" if count else "", "bold"), " ")


def _empty(lists: PickupLists) -> str:
    if lists.refusal:
        return lists.refusal
    if lists.tab == "uncollected":
        return _("Tidak ada paspor yang lama belum diambil.")
    if lists.tab == "unsigned":
        return _("Semua tanda terima sudah ditandatangani.")
    if lists.search.words:
        return _(
            "{words} tidak ada di buku penyerahan. Coba sebagian nama, nomor, atau tanggal seperti 14-9."
        ).format(words=lists.search.words)
    return _("Buku penyerahan masih kosong.")


def _columns(lists: PickupLists, width: int, number: int) -> Content:
    """Return the heads of the columns; at their right, which page and which search they are of."""
    if lists.tab == "uncollected":
        heads = ((_("Rak"), SHELF), (_("Nomor"), number), (_("Pemilik"), NAME), (_("Layanan"), NAME))
    else:
        heads = ((_("Tanggal"), MOMENT), (_("Nomor"), number), (_("Pemilik"), NAME), (_("Pengambil"), NAME))
    cells = say("  ", *(fit(quiet(text), wide) for text, wide in heads))
    page = _("halaman {number}").format(number=lists.page) if lists.page > 1 or lists.more else ""
    if lists.more:
        page += _(", PgDn berikutnya")
    search = lists.search.words if lists.tab == "book" else ""
    return spread(cells, quiet("  ".join(part for part in (search, page) if part)), width)


def _row(row: Row, width: int, number: int, zone: str) -> Content:
    if isinstance(row, UncollectedRow):
        return _uncollected(row, width, number, zone)
    signed = (f"{DONE} ", "$success") if row.signed else ("○ ", "$warning")
    owner, collector = _people(row, whole=width >= WIDE)
    moment = f"{times.full_date(row.at, zone)} {times.clock(row.at, zone)}"
    left = say(
        fit(quiet(moment), MOMENT), fit(say((row.number, STRONG)), number), fit(say(owner), NAME), collector
    )
    return spread(left, say("  ", fit(quiet(row.officer), OFFICER), signed), width)


def _people(row: HandoverRow | BookRow, *, whole: bool) -> tuple[str, str]:
    """Return the owner's masked name, and who collected; the whole of it where there is room."""
    if isinstance(row, HandoverRow):
        many = f", {handed_rows.subject(row)}" if row.count > 1 else ""
        return row.masked_name, row.collector + many
    named = row.institution or row.collector
    if not named:
        return row.owner, row.kind_name
    return row.owner, f"{row.kind_name}, {named}" if whole else named


def _uncollected(row: UncollectedRow, width: int, number: int, zone: str) -> Content:
    left = say(
        fit(say((row.shelf or "—", STRONG)), SHELF),
        fit(say((row.number, STRONG)), number),
        fit(say(row.masked_name), NAME),
        (row.service_name, QUIET),
    )
    mark, style = ("■", "$error") if row.expired else ("▲", "$warning")
    since = right(quiet(times.full_date(row.ready_at, zone)), SINCE)
    days = _("{days} hari, lewat") if row.expired else _("{days} hari")
    late = fit(say((f"{mark} ", style), days.format(days=row.days)), DAYS)
    return spread(left, say(since, "  ", late), width)


def _told(row: Row) -> Content:
    if isinstance(row, UncollectedRow):
        last = _("Batas pengambilan {day}.").format(day=times.iso_day(row.last_day))
        return say((row.number, STRONG), f"  {row.masked_name}  {row.service_name}  ", quiet(last))
    if isinstance(row, HandoverRow):
        receipt = _("Tanda terima {number}").format(number=handed_rows.subject(row))
        return say((receipt, STRONG), "  ", row.service_name, "   ", key("enter", _("Ditandatangani")))
    who = ", ".join(part for part in (row.collector, row.relation) if part)
    told = _("diserahkan di {counter} kepada {kind}").format(counter=row.counter, kind=within(row.kind_name))
    signed = _("ditandatangani") if row.signed else _("belum ditandatangani")
    line = say(
        (row.number, STRONG), f"  {row.service_name}  ", told, f" ({who})" if who else "", ", ", signed
    )
    return say(line, *((f"  ◆ {flag}", "$warning") for flag in row.flags))
