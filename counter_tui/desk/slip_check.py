"""Whether a scanned slip (resi) may be believed: its signature, its date, and that it was not undone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_tui.core import slip
from counter_tui.core.slip import Reason
from counter_tui.desk import slip_keys
from counter_tui.desk.readiness import readiness
from counter_tui.desk.standing import standing
from counter_tui.desk.views.slip import VerifyView
from counter_tui.desk.views.state import SyncView
from counter_tui.language import _
from counter_tui.store import projection, queries

if TYPE_CHECKING:
    from counter_tui.core.slip import Verdict
    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection

VOID = "void"
"""The slip is genuine, but its printing was undone."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a slip is worth; `application` is empty unless the office's signature proves it."""

    valid: bool
    reason: str
    sentence: str
    application: str


def looks_like(text: str) -> bool:
    """Return whether a text calls itself a slip."""
    return text.strip("\r\n").upper().startswith(slip.PREFIX)


def check(post: "Post", text: str) -> Check:
    """Check a slip's text offline, with the keys that this device knows."""
    identity = post.identity
    with post.store.read() as conn:
        verdict = slip.verify_token(text, identity.office_code, slip_keys.known(conn), post.now() // 1000)
        if verdict.valid and _undone(conn, verdict):
            sentence = _("Resi ini sudah diurungkan. Tidak ada yang tercatat. Cari permohonan dengan /.")
            return Check(False, VOID, sentence, verdict.application or "")
    proven = verdict.reason in (Reason.VALID, Reason.EXPIRED)
    application = verdict.application or "" if proven else ""
    return Check(verdict.valid, str(verdict.reason), _sentence(verdict.reason), application)


def verify(post: "Post", text: str, line: SyncView) -> VerifyView:
    """Return the check with the application's readiness, for whoever only asks."""
    found = check(post, text)
    ready = ""
    if found.application:
        with post.store.read() as conn:
            ready = readiness(queries.application(conn, found.application), line)
    return VerifyView(found.valid, found.reason, found.sentence, found.application, ready)


def not_a_slip() -> str:
    """Return the answer to a text that means nothing here."""
    return _("Ini bukan resi. Tidak ada yang berubah. Pindai QR pada resi, atau s untuk mengetik.")


def _undone(conn: "Connection", verdict: "Verdict") -> bool:
    """Return whether this token's printing was taken back, and none with its expiry stands."""
    events = projection.journal_events(conn, conn.office, f"application/{verdict.application}")
    mine = [
        event
        for event in events
        if event.type == "application.slip_printed" and event.data.get("exp") == verdict.expires
    ]
    stands = {event.id for event in standing(events)}
    return bool(mine) and not any(event.id in stands for event in mine)


def _sentence(reason: Reason) -> str:
    sentences = {
        Reason.VALID: _("Resi sah, diperiksa di komputer ini."),
        Reason.EXPIRED: _("Masa berlaku resi ini habis. Tidak ada yang tercatat. Cari permohonan dengan /."),
        Reason.UNKNOWN_KEY: _(
            "Kunci resi ini belum dikenal di sini. Tidak ada yang tercatat. Cari permohonan dengan /."
        ),
        Reason.OTHER_OFFICE: _("Resi ini dari kantor lain. Tidak ada yang tercatat. Arahkan ke kantor itu."),
        Reason.FORGED: _(
            "Tanda tangan resi tidak sah. Tidak ada yang tercatat. Jangan serahkan; cari permohonan dengan /."
        ),
        Reason.DAMAGED: _(
            "Resi tidak terbaca utuh. Tidak ada yang tercatat. Pindai lagi, atau cari dengan /."
        ),
        Reason.NOT_A_SLIP: not_a_slip(),
    }
    return sentences[reason]
