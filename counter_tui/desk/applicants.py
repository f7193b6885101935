"""Applicants (pemohon): personal records beside the events, filled in now or at the document check."""

from datetime import date
from typing import TYPE_CHECKING, Any

from counter_tui.core import nik
from counter_tui.core.names import fold_case
from counter_tui.core.refusal import Refused
from counter_tui.desk import hand, lease
from counter_tui.desk.duties import Duty
from counter_tui.desk.views.applicant import ApplicantDraft, ApplicantView
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.store.transaction import Transaction

KIND = "applicant"
CHECKED = "checked"
"""Marks a record that an officer has filled in; an import leaves it alone."""


def of_ticket(post: "Post", ticket: str | None) -> tuple[ApplicantView, ...]:
    """Return the applications of a number with their applicants."""
    post.acting(Duty.SERVE)
    post.board.refresh()
    wanted = hand.meant(post, ticket)
    with post.store.read() as conn:
        state = queries.ticket(conn, wanted)
        ids = state.applications if state is not None else ()
        return tuple(_view(id_, queries.record(conn, KIND, id_) or {}, ()) for id_ in ids)


def set_applicant(post: "Post", application: str, draft: ApplicantDraft) -> ApplicantView:
    """Keep what an officer learned of an applicant; empty fields leave what was known."""
    post.acting(Duty.SERVE)
    lease.check(post)
    with post.store.write() as tx:
        if tx.state(f"application/{application}") is None and tx.record(KIND, application) is None:
            raise Refused(
                _("Permohonan itu tidak dikenal di komputer ini. Tidak ada yang berubah."), code="unknown"
            )
        data = keep(tx, application, draft)
    return _view(application, data, warnings(data))


def keep(tx: "Transaction", application: str, draft: ApplicantDraft) -> dict[str, Any]:
    """Put the draft into the applicant's record within a transaction, and return the whole of it."""
    known = tx.record(KIND, application) or {}
    data = {**known, **_learned(draft), CHECKED: True}
    tx.put_record(
        KIND,
        application,
        data,
        lookup=data.get("code", ""),
        day=data.get("day", ""),
        search=fold_case(data.get("name", "")),
    )
    return data


def warnings(data: dict[str, Any]) -> tuple[str, ...]:
    """Return where NIK, birth date and sex do not agree; a mismatch warns, never blocks (DOMAIN §12)."""
    return nik_doubts(data.get("nik", ""), data.get("born", ""), data.get("sex", ""))


def nik_doubts(number: str, born: str, sex: str) -> tuple[str, ...]:
    """Return in words what in a 16-digit NIK does not agree with an ISO birth date and a sex, if known."""
    if not number:
        return ()
    words = {
        nik.Doubt.NO_DATE: _("tanggal di dalam NIK tidak ada"),
        nik.Doubt.BIRTH_DATE: _("NIK tidak cocok dengan tanggal lahir"),
        nik.Doubt.SEX: _("NIK tidak cocok dengan jenis kelamin"),
        nik.Doubt.SERIAL: _("nomor urut NIK kosong"),
    }
    known_sex: nik.Sex | None = "L" if sex == "L" else "P" if sex == "P" else None
    found = nik.doubts(number, date.fromisoformat(born) if born else None, known_sex)
    return tuple(words[doubt] for doubt in found)


def _learned(draft: ApplicantDraft) -> dict[str, str]:
    said = {
        "name": " ".join(draft.full_name.split()),
        "nik": draft.nik,
        "born": draft.born,
        "sex": draft.sex.upper(),
        "phone": draft.phone,
    }
    learned = {key: value for key, value in said.items() if value}
    if "nik" in learned:
        number = nik.normalise(learned["nik"])
        if number is None:
            raise Refused(_("NIK harus 16 digit. Tidak ada yang berubah. Periksa kartunya."), code="nik")
        learned["nik"] = number
    if "born" in learned:
        _iso_date(learned["born"])
    return learned


def _iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(
            _("Tanggal lahir ditulis TTTT-BB-HH. Tidak ada yang berubah."), code="birth_date"
        ) from error


def _view(application: str, data: dict[str, Any], doubts: tuple[str, ...]) -> ApplicantView:
    return ApplicantView(
        application,
        data.get("name", ""),
        data.get("nik", ""),
        data.get("born", ""),
        data.get("sex", ""),
        data.get("phone", ""),
        doubts or warnings(data),
    )
