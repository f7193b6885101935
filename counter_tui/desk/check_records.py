"""The recorded facts behind a contradiction, in words: who did what, when and where (*perlu diperiksa*)."""

from typing import TYPE_CHECKING

from counter_tui.core.contradictions import Check, Flag, decision
from counter_tui.core.event import Event
from counter_tui.core.folding import StreamState
from counter_tui.core.names import mask
from counter_tui.desk import collecting, flags, naming, officers
from counter_tui.desk.hand import counter_text
from counter_tui.desk.views.checks import CheckRecord
from counter_tui.language import _, within
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection


def of(post: "Post", conn: "Connection", event: Event) -> CheckRecord:
    """Return one event as a record; data of a shape that no version writes is left out, never raised."""
    collector = queries.record(conn, collecting.RECORD, _said(event, "record")) or {}
    return CheckRecord(
        at=event.at,
        place=counter_text(_said(event, "counter")) or event.device,
        officer=officer(conn, event.actor),
        text=_text(post, event),
        who=mask(collector.get("name", "")),
    )


def officer(conn: "Connection", actor: str) -> str:
    """Return an officer's masked name; the short id where no record of them is here."""
    return officers.display_name(conn, actor) or actor


def notes(state: StreamState, event: str) -> tuple[str, ...]:
    """Return the contradictions in which an event takes part, each with what was decided about it."""
    about = (flag for flag in state.flags if event in (flag.event, *flag.events))
    return tuple(_note(flag, decision(state, flag)) for flag in about)


def _note(flag: Flag, found: Check | None) -> str:
    word = flags.word(flag.code)
    return word if found is None else f"{word}: {verdict_text(found.verdict)}"


def verdict_text(verdict: str) -> str:
    """Return what was decided, in the middle of a sentence."""
    words = {
        "first": _("catatan pertama yang benar"),
        "second": _("catatan kedua yang benar"),
        "both": _("kedua catatan benar"),
        "seen": _("sudah diperiksa"),
        "passed_on": _("diteruskan ke kepala kantor"),
    }
    return words.get(verdict, verdict)


def _text(post: "Post", event: Event) -> str:
    if event.type == "application.handed_over":
        name = collecting.kind_name(_said(event, "collector"))
        return _("kepada {collector}").format(collector=within(name))
    if event.type.endswith(".stage_completed"):
        return _("{stage} selesai").format(stage=naming.stage(post.catalogue, _said(event, "stage")))
    if event.type == "application.opened":
        return _("dibuka untuk {number}").format(number=_said(event, "number"))
    if event.type.endswith(".checked"):
        return verdict_text(_said(event, "verdict"))
    return _done(event.type)


def _done(kind: str) -> str:
    words = {
        "application.ready": _("tercatat siap"),
        "application.outcome": _("berakhir tanpa penyerahan"),
        "application.pickup_reported": _("melaporkan pengambilan ini"),
        "ticket.issued": _("terbit"),
        "ticket.called": _("dipanggil"),
        "ticket.recalled": _("dipanggil ulang"),
        "ticket.started": _("mulai dilayani"),
        "ticket.missed": _("tercatat tidak hadir"),
        "ticket.requeued": _("dikembalikan ke antrean"),
        "ticket.held": _("ditahan"),
        "ticket.resumed": _("diambil kembali"),
        "ticket.transferred": _("dipindahkan"),
        "ticket.cancelled": _("dibatalkan"),
        "ticket.concluded": _("diakhiri dengan hasil lain"),
        "ticket.priority_changed": _("kelompok rentan diubah"),
        "ticket.service_changed": _("layanan diubah"),
        "ticket.printed": _("dicetak"),
        "ticket.authority_moved": _("dipindahkan ke komputer lain"),
        "counter.opened": _("loket dibuka"),
        "counter.paused": _("loket dijeda"),
        "counter.closed": _("loket ditutup"),
        "counter.serves_changed": _("layanan loket diubah"),
        "day.opened": _("hari layanan dibuka"),
        "day.closed": _("hari layanan ditutup"),
        "paper.printed": _("kertas dicetak"),
        "applicant.exported": _("data pemohon disalin"),
        "applicant.erased": _("data pemohon dihapus"),
        "undo": _("tindakan diurungkan"),
    }
    return words.get(kind, kind)


def _said(event: Event, name: str) -> str:
    value = event.data.get(name)
    return value if isinstance(value, str) else ""
