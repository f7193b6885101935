"""What Penyerahan answers to a scanned slip, an application or a number."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from counter_tui.core.application import HANDED_OVER, READY, ApplicationState
from counter_tui.core.collection import last_day
from counter_tui.core.names import mask
from counter_tui.core.refusal import Refused
from counter_tui.core.zones import local_time
from counter_tui.desk import collecting, doubted_slip, find, hand, handover_rows, naming, officers, slip_check
from counter_tui.desk.duties import Duty, may
from counter_tui.desk.local_time import clock_text, day_text, weekday_text
from counter_tui.desk.readiness import readiness
from counter_tui.desk.views.pickup import PickupCard
from counter_tui.desk.views.state import SyncView
from counter_tui.language import _, ngettext
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.slip_check import Check
    from counter_tui.store.driver import Connection


@dataclass(frozen=True, slots=True)
class _Answer:
    answer: str
    headline: str
    sentence: str
    allowed: bool = False


def card(post: "Post", text: str, line: SyncView) -> PickupCard:
    """Answer a scan or what was typed; nothing is written.

    A slip of a revoked key is accepted only where somebody acts who decides, after an ID check.
    """
    officer = post.acting()
    post.board.refresh()
    if slip_check.looks_like(text):
        check = slip_check.check(post, text)
        doubted_slip.note(post, check)
        if not check.valid and not (check.needs_supervisor and may(officer.roles, Duty.DECIDE)):
            return _empty(_Answer("refused", _("TOLAK"), check.sentence))
        return of_application(post, check.application, line, check)
    id_ = resolve(post, text)
    if id_ is None:
        return _empty(_Answer("refused", _("TOLAK"), slip_check.not_a_slip()))
    return of_application(post, id_, line)


def resolve(post: "Post", text: str) -> str | None:
    """Return the application of a slip, an application id, a booking code or a ticket number."""
    return next(iter(candidates(post, text)), None)


def candidates(post: "Post", text: str) -> tuple[str, ...]:
    """Return every application that a text may mean: all of a family's number, those not collected first."""
    wanted = text.strip()
    if slip_check.looks_like(wanted):
        check = slip_check.check(post, wanted)
        return (check.application,) if check.valid else ()
    with post.store.read() as conn:
        known = queries.application(conn, wanted) is not None
        if known or queries.record(conn, "applicant", wanted) is not None:
            return (wanted,)
        booked = queries.by_lookup(conn, "applicant", wanted.upper()) if wanted else []
        files = [] if booked else _numbered(post, conn, wanted)
    files.sort(key=lambda one: one.status == HANDED_OVER)
    return (booked[0][0],) if booked else tuple(one.id for one in files)


def meant(post: "Post", text: str) -> str:
    """Return the application that a scan or what was typed means; refused with why it means none."""
    application = resolve(post, text)
    if application is None:
        slip = slip_check.check(post, text) if slip_check.looks_like(text) else None
        reason = slip.reason if slip is not None else "not_a_slip"
        raise Refused(slip.sentence if slip is not None else slip_check.not_a_slip(), code=reason)
    return application


def of_application(
    post: "Post", application: str, line: SyncView, check: "Check | None" = None
) -> PickupCard:
    """Return the card of one application, with what its slip said."""
    with post.store.read() as conn:
        state = queries.application(conn, application)
        person = queries.record(conn, "applicant", application) or {}
        used = state is not None and state.status == HANDED_OVER
        handover = handover_rows.row(post, conn, state, state.handovers[-1]) if state and used else None
    answer = _answer(post, state, line)
    service = state.service if state is not None else person.get("service", "")
    return PickupCard(
        answer=answer.answer,
        headline=answer.headline,
        sentence=answer.sentence,
        slip_note=check.sentence if check is not None else "",
        application=application,
        number=handover_rows.known_as(state, person),
        service_name=naming.service(post.catalogue, service) if service else "",
        masked_name=mask(person.get("name", "")),
        shelf=state.shelf if state is not None else "",
        ready_text=_ready_text(post, state),
        slip_text=_slip_text(post, state),
        collectors=collecting.choices(post) if answer.allowed else (),
        allowed=answer.allowed,
        handover=handover,
        late=_late_text(post, state) if answer.allowed else "",
        one_by_one=post.rules.papers_one_by_one,
        receipt=post.rules.handover_receipt == "printed",
        warning=_warning(check) if check is not None else "",
    )


def used_sentence(post: "Post", state: ApplicationState) -> str:
    """Return when, where and by whom the passport was handed over (SCREENS §13.6)."""
    last = state.handovers[-1]
    zone = post.identity.zone
    with post.store.read() as conn:
        officer = officers.display_name(conn, last.actor)
    where = hand.counter_text(last.counter)
    return _(
        "Resi ini sudah dipakai {day} {time} {where}. Tidak ada yang berubah. "
        "Jangan serahkan; o untuk melapor."
    ).format(
        day=day_text(local_time(last.at, zone).date()),
        time=clock_text(last.at, zone),
        where=_("oleh {officer} di {counter}").format(officer=officer, counter=where)
        if officer
        else _("di {counter}").format(counter=where),
    )


def ended_sentence(state: ApplicationState) -> str:
    """Return why there is nothing to hand over."""
    return _("Permohonan ini {status}. Tidak ada yang berubah. Tidak ada paspor untuk diserahkan.").format(
        status=naming.application_status(state.status)
    )


def _answer(post: "Post", state: ApplicationState | None, line: SyncView) -> _Answer:
    ready = readiness(state, line)
    if ready == "used" and state is not None:
        return _Answer("used", _("SUDAH"), used_sentence(post, state))
    if ready == "refused" and state is not None:
        return _Answer("refused", _("TOLAK"), ended_sentence(state))
    if ready == READY:
        return _Answer(READY, _("SIAP"), _("Paspor siap diserahkan."), allowed=True)
    if ready == "not_ready":
        return _Answer("not_ready", _("BELUM"), _not_ready_sentence(state))
    since = clock_text(line.since, post.identity.zone) if line.since is not None else "—"
    sentence = _(
        "Kesiapannya belum diketahui di komputer ini (data sampai {time}). "
        "Bila paspornya di tangan, serahkan; itu dicatat."
    )
    return _Answer("unknown", _("BELUM PASTI"), sentence.format(time=since), allowed=True)


def _numbered(post: "Post", conn: "Connection", number: str) -> list[ApplicationState]:
    """Return the applications of a number of today, else of the newest day that had it."""
    today = find.ticket_numbered(post, conn, number)
    if today is not None:
        files = (queries.application(conn, id_) for id_ in today.applications)
        return [one for one in files if one is not None]
    newest = queries.applications_by_number(conn, number.upper(), 1)
    return queries.applications_of(conn, newest[0].ticket) if newest and newest[0].ticket else newest


def _warning(check: "Check") -> str:
    """Return what must be looked at before a slip is accepted: a doubted clock, or a revoked key."""
    return check.warning if check.valid else _("Kunci resi ini dicabut: cocokkan identitasnya dulu.")


def _not_ready_sentence(state: ApplicationState | None) -> str:
    if state is None or state.slip is None or not state.slip.promised:
        return _("Paspor ini belum siap. Minta pemohon kembali nanti.")
    promised = date.fromisoformat(state.slip.promised)
    return _("Paspor ini belum siap. Perkiraan siap {day}. Minta pemohon kembali pada tanggal itu.").format(
        day=weekday_text(promised)
    )


def _ready_text(post: "Post", state: ApplicationState | None) -> str:
    if state is None or state.ready_at is None:
        return ""
    since = local_time(state.ready_at, post.identity.zone).date()
    days = (local_time(post.now(), post.identity.zone).date() - since).days
    if days <= 0:
        return _("sejak hari ini")
    text = ngettext("sejak {day}, {days} hari", "sejak {day}, {days} hari", days)
    return text.format(day=weekday_text(since), days=days)


def _late_text(post: "Post", state: ApplicationState | None) -> str:
    if state is None or state.ready_at is None:
        return ""
    zone = post.identity.zone
    until = last_day(local_time(state.ready_at, zone).date(), post.rules.collection_limits)
    today = local_time(post.now(), zone).date()
    return _("lewat batas {day}").format(day=day_text(until)) if today > until else ""


def _slip_text(post: "Post", state: ApplicationState | None) -> str:
    if state is None or state.slip is None:
        return ""
    printed = local_time(state.slip.at, post.identity.zone).date()
    counter = hand.counter_text(state.slip.counter)
    return _("dicetak {day}, {counter}").format(day=day_text(printed), counter=counter)


def _empty(answer: _Answer) -> PickupCard:
    return PickupCard(answer.answer, answer.headline, answer.sentence, "", "", "", "", "", "", "", "", ())
