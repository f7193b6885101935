"""The middle of Loket: heading, number, person, stages, timer, and what comes next (SCREENS §3)."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.counter import CounterView, Figures, HeldRow
from counter_tui.desk.views.ticket import TicketView
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import BLANK, KEY, QUIET, STRONG, quiet, say, spread, strong
from counter_tui.tui.widgets import big_number
from counter_tui.tui.widgets.marks import DONE
from counter_tui.tui.widgets.timer_bar import timer_line

Block = list[Content]
LABEL = 12


def main_lines(view: CounterView, width: int, height: int, *, now: int, zone: str, tall: bool) -> Block:
    """Return the pane's lines in `width` × `height` cells; what does not fit falls off at the bottom."""
    blocks = _open(view, width, now, tall=tall) if view.current else _empty(view, width, now, zone, tall=tall)
    if tall:
        blocks.append(_figures(view.figures))
    lines = [line for block in blocks for line in (*block, *_gap(tall=tall))]
    return lines[:height]


def _gap(*, tall: bool) -> Block:
    return [BLANK] * (2 if tall else 1)


def _open(view: CounterView, width: int, now: int, *, tall: bool) -> list[Block]:
    ticket = view.current
    if ticket is None:
        return []
    called = ticket.status == "called"
    head = _called_heading(ticket, now, width) if called else _serving_heading(ticket, width)
    style = "$primary" if called else "$number"
    clock = _reason(ticket) if called else timer_line(ticket.started_at, ticket.standard_minutes, now)
    return [
        [head],
        _number(ticket.number, style, width, tall=tall),
        _person_and_stages(ticket, width, tall=tall),
        [clock],
        _next_and_held(view, now),
    ]


def _empty(view: CounterView, width: int, now: int, zone: str, *, tall: bool) -> list[Block]:
    last = view.last
    shown = last.number if last is not None else "---"
    ended = ""
    if last is not None and last.finished_at is not None:
        ended = _("selesai {clock}").format(clock=times.clock(last.finished_at, zone))
    return [
        [spread(quiet(f"○ {_idle_word(view)}"), quiet(ended), width)],
        _number(shown, QUIET if last is not None else "$rule", width, tall=tall),
        [quiet(_fate(last)) if last is not None else BLANK, BLANK],
        _waiting_next(view, now),
        _invitation(view, width),
    ]


def _number(number: str, style: str, width: int, *, tall: bool) -> Block:
    tall = tall and big_number.fits(number, width, tall=True)
    if big_number.fits(number, width, tall=tall):
        return big_number.big(number, style, tall=tall)
    # A terminal's own series under a hub is long (A42-001): its running number is what is looked for.
    series, hyphen, running = number.rpartition("-")
    beside = f"{series}{hyphen} "
    drawn = big_number.big(running, style)
    middle = len(drawn) // 2
    return [
        say((beside if row == middle else " " * len(beside), style), line) for row, line in enumerate(drawn)
    ]


def _called_heading(ticket: TicketView, now: int, width: int) -> Content:
    left = say(("◆ ", KEY), (_("DIPANGGIL"), STRONG))
    ago = times.stopwatch(now - ticket.called_at) if ticket.called_at is not None else ""
    right = _("{number} kali, {ago} lalu").format(number=ticket.calls, ago=ago)
    return spread(left, quiet(right), width)


def _serving_heading(ticket: TicketView, width: int) -> Content:
    left = say(("● ", "$success"), (_("DILAYANI"), STRONG))
    return spread(left, quiet(_("dipanggil {number} kali").format(number=ticket.calls)), width)


def _idle_word(view: CounterView) -> str:
    words = {"paused": _("LOKET JEDA"), "closed": _("LOKET TUTUP")}
    return words.get(view.state, _("LOKET KOSONG"))


def _service(ticket: TicketView) -> Content:
    parts: list[str | tuple[str, str]] = [(ticket.service_name, STRONG)]
    if ticket.product_name:
        parts += ["  ", (ticket.product_name, QUIET)]
    if ticket.priority_name:
        parts += ["  ", (f"◆ {ticket.priority_name}", STRONG)]
    return say(*parts)


def _person_and_stages(ticket: TicketView, width: int, *, tall: bool) -> Block:
    """Return service, person and stages; a long origin uses up the gap below."""
    name = ticket.full_name or ticket.masked_name
    shown = say((name, "$foreground")) if name else quiet(_("Nama belum dicatat"))
    origin = quiet(ticket.origin)
    together = say(shown, "  ", origin)
    if together.cell_length <= width:
        return [_service(ticket), together, *_gap(tall=tall), _stages(ticket)]
    return [_service(ticket), shown, origin, *_gap(tall=tall)[1:], _stages(ticket)]


def _stages(ticket: TicketView) -> Content:
    parts: list[Content] = []
    for stage in ticket.stages:
        if stage.done:
            parts.append(say((DONE, "$success"), " ", (stage.name, QUIET)))
        elif stage.current:
            parts.append(say(("● ", KEY), (stage.name, KEY)))
        else:
            parts.append(quiet(f"○ {stage.name}"))
    if ticket.applications:
        parts.append(_milestone(ticket))
    return Content("  ").join(parts)


def _milestone(ticket: TicketView) -> Content:
    """Return what the visit still leads to: payment while it is open, then the slip."""
    if not ticket.paid:
        return quiet("○ " + _("Bayar"))
    if ticket.slip_copies:
        return say((DONE, "$success"), " ", (_("Resi"), QUIET))
    return quiet("○ " + _("Resi"))


def _reason(ticket: TicketView) -> Content:
    if not ticket.reason:
        return quiet(_("Dipilih petugas"))
    return say((_("Dipilih karena") + " ", QUIET), (ticket.reason, "$foreground"))


def _labelled(label: str, value: Content) -> Content:
    return say((label.ljust(LABEL), QUIET), value)


def _next_and_held(view: CounterView, now: int) -> Block:
    lines: Block = []
    if view.next is not None:
        reason = (" " + view.next_reason, "$foreground")
        lines.append(_labelled(_("Berikutnya"), say((view.next.number, STRONG), reason)))
    if view.held:
        lines.append(_labelled(_("Ditahan"), _held(view.held, now)))
    return lines


def _held(held: Sequence[HeldRow], now: int) -> Content:
    if len(held) == 1:
        row = held[0]
        reason = f", {row.reason}" if row.reason else ""
        return say((row.number, "$foreground"), quiet(_aged(row, now) + reason))
    return Content(", ").join(say((row.number, "$foreground"), quiet(_aged(row, now))) for row in held)


def _aged(row: HeldRow, now: int) -> str:
    return _(" {number} mnt").format(number=times.minutes(now - row.since))


def _waiting_next(view: CounterView, now: int) -> Block:
    if view.next is None:
        return [BLANK, BLANK]
    waited = times.minutes(now - view.next.waiting_since)
    return [
        _labelled(_("Berikutnya"), say((view.next.number, STRONG), (" " + view.next_reason, "$foreground"))),
        _labelled("", quiet(_("menunggu {number} menit").format(number=waited))),
    ]


def _invitation(view: CounterView, width: int) -> Block:
    if view.day is None:
        return _wrapped(_("Hari layanan belum dibuka. ctrl+p, buka hari layanan."), width)
    if view.next is None and view.wait_for_hub:
        sentence = _("{number} nomor aman dan menunggu hub. Sementara itu n membuat nomor seri loket ini.")
        return _wrapped(sentence.format(number=view.wait_for_hub), width)
    if view.next is None:
        return _wrapped(_("Tidak ada yang menunggu. Nomor berikut muncul di sini sendiri."), width)
    before, _key, after = _("Tekan {key} untuk memanggil {number}.").partition("{key}")
    return [say(before, (_("spasi"), KEY), after.format(number=view.next.number))]


def _wrapped(sentence: str, width: int) -> Block:
    return list(Content(sentence).wrap(max(1, width)))


def _fate(last: TicketView) -> str:
    if last.status == "finished" or (last.status == "waiting" and last.finished_at is not None):
        if not last.applications:
            return _("Selesai di loket ini.")
        if last.note_copies is not None:
            return _("Berakhir, bukti tercetak.") if last.note_copies else _("Berakhir. p mencetak bukti.")
        printed = last.slip_copies > 0
        return _("Selesai di loket ini, resi tercetak.") if printed else _("Selesai di loket ini.")
    words = {
        "waiting": _still_waiting(last),
        "missed": _("Tidak hadir saat dipanggil."),
        "held": _("Ditahan di loket ini."),
        "transferred": _("Dipindahkan."),
        "cancelled": _("Nomor dibatalkan."),
    }
    return words.get(last.status, "")


def _still_waiting(last: TicketView) -> str:
    if any(stage.done for stage in last.stages):
        return _("Selesai di sini, menunggu tahap berikut.")
    return _("Kembali menunggu di antrean.")


def _figures(figures: Figures) -> Block:
    parts = [strong(str(figures.served)), quiet(" " + _("dilayani"))]
    for name, minutes in ((_("median"), figures.median_minutes), ("P90", figures.p90_minutes)):
        if minutes is not None:
            parts += [quiet(f"   {name} "), strong(_("{number} mnt").format(number=minutes))]
    if figures.on_time is not None:
        parts += [strong(f"   {round(figures.on_time * 100)}%"), quiet(" " + _("dalam standar"))]
    return [quiet(_("Loket ini hari ini")), say(*parts)]
