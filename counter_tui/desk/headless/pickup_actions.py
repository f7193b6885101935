"""The pickup's actions as `do` runs them."""

from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.desk.headless import answers
from counter_tui.desk.headless.answers import Json
from counter_tui.desk.views.pickup import Collector
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk
    from counter_tui.desk.headless.actions import Wish


def ready(desk: "Desk", wish: "Wish") -> Json:
    """Note that a passport lies ready."""
    card = desk.mark_ready(wish.application or wish.text, wish.shelf)
    return {"application": card.application, "number": card.number, "status": "ready", "shelf": card.shelf}


def hand_over(desk: "Desk", wish: "Wish") -> Json:
    """Hand one passport over, as far as its card allows."""
    card = desk.pickup_card(wish.text)
    if not card.application or not card.allowed:
        raise Refused(card.sentence, code=card.answer)
    return answers.plain(desk.hand_over(card.application, _collector(wish, wish.collector)))


def hand_over_list(desk: "Desk", wish: "Wish") -> Json:
    """Hand a partner the list of a file: one slip's text, code or number a line."""
    rows = desk.partner_list(_lines(wish.text)).rows
    missing = [row.text for row in rows if row.status == "not_found"]
    if missing:
        raise Refused(
            _("Tidak ditemukan: {texts}. Belum ada satu pun diserahkan. Perbaiki daftarnya dulu.").format(
                texts=", ".join(missing[:5])
            ),
            code="not_found",
        )
    wanted = [row.application for row in rows]
    return answers.plain(desk.hand_over_list(wanted, _collector(wish, "partner")))


def sign(desk: "Desk", wish: "Wish") -> Json:
    """Tick the printed receipt of a handover as signed."""
    row = desk.receipt_signed(desk.pickup_card(wish.text).application)
    return {"application": row.application, "number": row.number, "signed": row.signed}


def cancel(desk: "Desk", wish: "Wish") -> Json:
    """Note that a made passport was cancelled."""
    card = desk.cancel_passport(desk.pickup_card(wish.text).application, wish.reason)
    return {"application": card.application, "number": card.number, "status": "cancelled"}


def report(desk: "Desk", wish: "Wish") -> Json:
    """Report a suspicious pickup."""
    return answers.plain(desk.report_pickup(desk.pickup_card(wish.text).application, wish.reason))


def _collector(wish: "Wish", kind: str) -> Collector:
    return Collector(kind, wish.name, wish.relation, wish.id_reference, wish.papers, wish.institution)


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            _("Berkas {file} tidak terbaca. Belum ada satu pun diserahkan. Periksa nama berkasnya.").format(
                file=file
            ),
            code="unreadable_file",
        ) from error
