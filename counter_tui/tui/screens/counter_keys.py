"""The key bar of Loket: at most six verbs, drawn from the state of the counter (SCREENS §3)."""

from collections.abc import Sequence

from counter_tui.desk.views.counter import CounterView
from counter_tui.desk.views.ticket import StageView, TicketView
from counter_tui.language import _
from counter_tui.tui.bindings import Verb, display, of

STAGE_VERBS = {"interview": "interview", "biometrics": "biometrics"}


def verbs(view: CounterView) -> list[Verb]:
    """Return the verbs, that of `enter` or `spasi` first."""
    ticket = view.current
    if ticket is None:
        return _empty_verbs(view)
    if ticket.status == "called":
        return [
            Verb("enter", _("Mulai"), _("Mulai melayani")),
            Verb("recall", _("Ulang"), _("Panggil ulang")),
            Verb("missed", _("Tidak hadir")),
            *_setting_aside(),
        ]
    return [*_stage_verbs(ticket.stages), *_setting_aside(), Verb("slip", _("Resi"))]


def _empty_verbs(view: CounterView) -> list[Verb]:
    found = [Verb("call", _("Panggil"), _("Panggil berikutnya"))]
    if view.last is not None and view.last.applications:
        found.append(Verb("slip", _paper_of(view.last)))
    if len(view.held) == 1:
        found.append(Verb("hold", _("Ambil {number}").format(number=view.held[0].number)))
    elif view.held:
        count = len(view.held)
        wide = _("Ambil ({count} ditahan)").format(count=count)
        found.append(Verb("hold", _("Ambil dari {count}").format(count=count), wide))
    return [*found, Verb("new", _("Nomor")), Verb("find", _("Cari")), Verb("scan", _("Resi"))]


def _paper_of(last: TicketView) -> str:
    """Return what `p` prints of a number that has left: its slip, its refusal note, or a copy of either."""
    if last.note_copies is not None:
        return _("Salinan") if last.note_copies else _("Bukti")
    return _("Salinan") if last.slip_copies else _("Resi")


def _stage_verbs(stages: Sequence[StageView]) -> list[Verb]:
    """Return `enter/i Wawancara` for the current stage, then the other open stages that have a key."""
    found: list[Verb] = []
    for stage in stages:
        if stage.done or not stage.here or not (stage.current or stage.key in STAGE_VERBS):
            continue
        wide = _("{stage} selesai").format(stage=stage.name)
        letter = display(of(STAGE_VERBS[stage.key]).keys) if stage.key in STAGE_VERBS else ""
        if stage.current:
            keys = f"{display(of('enter').keys)}/{letter}" if letter else ""
            found.insert(0, Verb("enter", stage.name, wide, keys))
        else:
            found.append(Verb(STAGE_VERBS[stage.key], stage.name, wide))
    return found


def _setting_aside() -> list[Verb]:
    return [
        Verb("hold", _("Tahan")),
        Verb("transfer", _("Pindah")),
        Verb("outcome", _("Lain"), _("Hasil lain")),
    ]
