"""An applicant's rights over their data (UU 27/2022): everything that is held, and its erasure at request.

Who asked for it, and why, stays in the journal, without saying whose data it was but by the application's id.
"""

from collections import Counter
from typing import TYPE_CHECKING

from counter_tui.core import disclosure
from counter_tui.core.names import mask
from counter_tui.core.refusal import Refused
from counter_tui.desk import check_records, lease, naming, reasons
from counter_tui.desk.duties import Duty
from counter_tui.desk.views.disclosure import ApplicantFile, Erasure, HeldEvent, HeldPaper, HeldRecord
from counter_tui.language import _
from counter_tui.store import disclosure as held
from counter_tui.store import projection, queries

if TYPE_CHECKING:
    from counter_tui.core.application import ApplicationState
    from counter_tui.core.event import Event
    from counter_tui.core.record import Record
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step

_OTHERS_SECRETS = ("id_reference", "phone")


def export(post: "Post", application: str) -> ApplicantFile:
    """Return everything held here on an applicant, by application id or booking code; it is recorded."""
    post.acting(Duty.DISCLOSE)
    lease.check(post)
    with post.step(Duty.DISCLOSE) as step:
        key, state = _known(step, application)
        step.append(disclosure.stream(key), disclosure.EXPORTED, {})
        past = held.events(step.tx.connection, _streams(key, state))
        return ApplicantFile(
            application=key,
            number=state.number if state is not None else "",
            service=naming.service(post.catalogue, state.service) if state is not None else "",
            issued_at=post.now(),
            records=tuple(_record(one) for one in held.about(step.tx.connection, key)),
            events=tuple(_event(post, step, one) for one in past),
            papers=tuple(HeldPaper(*one) for one in held.papers(step.tx.connection, past)),
        )


def erase(post: "Post", application: str, reason: str) -> Erasure:
    """Erase an applicant's data for good, everywhere; refused while the application is open.

    A collector who is somebody else stays: the register (buku penyerahan) must answer to whom it went.
    """
    with post.step(Duty.DISCLOSE) as step:
        code = reasons.known(reason, reasons.erasure_names())
        key, state = _known(step, application)
        if state is not None and projection.is_open(state):
            raise Refused(
                _("Permohonan ini masih berjalan. Tidak ada yang dihapus. Akhiri permohonannya dulu."),
                code="open_application",
            )
        past = held.events(step.tx.connection, _streams(key, state))
        gone = [one for one in held.about(step.tx.connection, key) if _is_their_own(one, key)]
        for one in gone:
            step.tx.erase_record(one.kind, one.id)
        held.forget_papers(step.tx.connection, past)
        event = step.append(disclosure.stream(key), disclosure.ERASED, disclosure.erased(code))
    return Erasure(key, dict(Counter(one.kind for one in gone)), code, event.id)


def _known(step: "Step", application: str) -> "tuple[str, ApplicationState | None]":
    booked = queries.by_lookup(step.tx.connection, "applicant", application.upper()) if application else []
    key = booked[0][0] if booked else application
    state = step.application(key)
    if state is None and not held.about(step.tx.connection, key):
        raise Refused(
            _("Permohonan itu tidak dikenal di komputer ini. Tidak ada yang berubah. Periksa idnya."),
            code="unknown_application",
        )
    return key, state


def _streams(key: str, state: "ApplicationState | None") -> tuple[str, ...]:
    ticket = (f"ticket/{state.ticket}",) if state is not None and state.ticket else ()
    return (*ticket, f"application/{key}", disclosure.stream(key))


def _is_their_own(record: "Record", application: str) -> bool:
    """Tell whether a record is about this applicant alone, not about who collected or about others too."""
    if record.kind == "collector":
        return record.data.get("kind") == "self"
    return record.id == application or record.data.get("applications") == [application]


def _record(record: "Record") -> HeldRecord:
    data = dict(record.data)
    if record.kind == "collector" and data.get("kind") != "self":
        data = {name: value for name, value in data.items() if name not in _OTHERS_SECRETS}
        data |= {"name": mask(data.get("name", "")), "applications": []}
    return HeldRecord(record.kind, record.id, held.changed_at(record), data)


def _event(post: "Post", step: "Step", event: "Event") -> HeldEvent:
    told = check_records.of(post, step.tx.connection, event)
    return HeldEvent(event.at, told.place, told.officer, told.text, event.type, event.data)
