"""*Perlu diperiksa*: what contradicts itself, and the decision of who may settle it (DESIGN §4).

Both facts of a contradiction stay. A decision is one more event on the same stream; it names the events that
it is about, and can be taken back like any other step.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from counter_tui.core import held_lines
from counter_tui.core.contradictions import PASSED_ON, Flag, decision, listed
from counter_tui.core.folding import StreamState
from counter_tui.core.names import mask
from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import TicketState
from counter_tui.desk import check_records, flags, held_rows, naming
from counter_tui.desk.duties import Duty, may
from counter_tui.desk.views.checks import CheckAnswer, CheckRecord, CheckRow
from counter_tui.language import _
from counter_tui.store import projection, queries

if TYPE_CHECKING:
    from counter_tui.core.application import ApplicationState
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step
    from counter_tui.store.driver import Connection

    State = TicketState | ApplicationState


def rows(post: "Post") -> tuple[CheckRow, ...]:
    """Return everything that waits for a look, the newest first."""
    with post.store.read() as conn:
        flagged = queries.flagged(conn, post.identity.site)
        found = [row for state in flagged for row in _rows(post, conn, state)]
        found += [_held_row(post, conn, held) for held in held_rows.waiting(post, conn)]
    return tuple(sorted(found, key=lambda row: -row.at))


def decide(post: "Post", row: CheckRow, verdict: str) -> None:
    """Settle a contradiction as its row showed it, or pass it on; refused when it changed meanwhile."""
    kind = row.stream.partition("/")[0]
    with post.step(Duty.DECIDE) as step:
        waiting = _waiting(post, step, row)
        if waiting is None:
            raise Refused(
                _("{number} sudah diputuskan. Tidak ada yang berubah.").format(number=row.subject),
                code="decided",
            )
        if waiting.events != row.events:
            raise Refused(
                _("Ada catatan baru tentang {number}. Belum ada yang diputuskan. Lihat lagi.").format(
                    number=row.subject
                ),
                code="changed",
            )
        if verdict not in {answer.verdict for answer in row.answers}:
            raise Refused(
                _("Putusan itu tidak ada di sini. Tidak ada yang berubah. Pilih dari: {verdicts}.").format(
                    verdicts=", ".join(answer.verdict for answer in row.answers)
                ),
                code="unknown_verdict",
            )
        data = {"flag": row.flag, "events": list(waiting.events), "verdict": verdict, "reason": ""}
        event = step.append(row.stream, f"{kind}.checked", data)
    text = _("{number} diperiksa: {verdict}")
    post.remember(event, text.format(number=row.subject, verdict=check_records.verdict_text(verdict)))


def _rows(post: "Post", conn: "Connection", state: "State") -> Iterator[CheckRow]:
    if state.attention:
        yield CheckRow(
            state.number,
            flags.newer(),
            state.last.at if state.last is not None else 0,
            about=_about(post, conn, state),
            refusal=_refusal(post, state),
        )
    for flag in listed(state):
        yield _row(post, conn, state, flag)


def _waiting(post: "Post", step: "Step", row: CheckRow) -> Flag | None:
    """Return the contradiction of a row as it stands now; None when it does no more."""
    if row.stream.startswith(f"{held_lines.KIND}/"):
        held = held_rows.waiting(post, step.tx.connection)
        return next((one.flag for one in held if (one.stream, one.flag.code) == (row.stream, row.flag)), None)
    state = step.tx.state(row.stream)
    if state is not None and state.attention:
        raise Refused(_refusal(post, state), code="upgrade")
    return next((flag for flag in listed(state) if flag.code == row.flag), None) if state else None


def _held_row(post: "Post", conn: "Connection", held: held_rows.Held) -> CheckRow:
    records = tuple(held_rows.records(post, conn, held))
    row = CheckRow(
        held_rows.subject(post, held), flags.word(held.flag.code), held.flag.at, stream=held.stream
    )
    return _filled(post, conn, row, held.decided, held.flag, records)


def _row(post: "Post", conn: "Connection", state: "State", flag: Flag) -> CheckRow:
    stream = f"{'ticket' if isinstance(state, TicketState) else 'application'}/{state.id}"
    events = projection.events_named(conn, flag.events)
    records = tuple(check_records.of(post, conn, event) for event in events)
    about = _about(post, conn, state)
    row = CheckRow(state.number, flags.word(flag.code), flag.at, stream=stream, about=about)
    return _filled(post, conn, row, state, flag, records)


def _filled(
    post: "Post",
    conn: "Connection",
    row: CheckRow,
    state: StreamState,
    flag: Flag,
    records: tuple[CheckRecord, ...],
) -> CheckRow:
    """Return a row with what is known of its contradiction and what this officer may answer."""
    paired = flag.code in flags.PAIRED and len(records) == len(flag.events) == 2
    passed = _passed_on(conn, state, flag)
    refusal = _refusal(post, state)
    return replace(
        row,
        flag=flag.code,
        events=flag.events,
        sentence=flags.meaning(flag.code),
        records=records,
        paired=paired,
        answers=() if refusal else _answers(paired=paired, passed_on=passed is not None),
        refusal=refusal,
        passed_on=passed,
    )


def _refusal(post: "Post", state: StreamState) -> str:
    """Return why this officer, or this program, decides nothing about a stream; empty where they may."""
    if state.attention:
        return _("Program ini lebih lama daripada catatannya. Catatannya aman. Perbarui program ini.")
    if post.officer is None or not may(post.officer.roles, Duty.DECIDE):
        return _("Yang memutuskan kepala seksi. Catatannya tetap. Sampaikan kepadanya.")
    return ""


def _answers(*, paired: bool, passed_on: bool) -> tuple[CheckAnswer, ...]:
    pair = (
        CheckAnswer("1", "first", _("Catatan pertama")),
        CheckAnswer("2", "second", _("Catatan kedua")),
        CheckAnswer("3", "both", _("Keduanya")),
    )
    looked = (CheckAnswer("1", "seen", _("Sudah diperiksa")),)
    on = CheckAnswer("4", PASSED_ON, _("Belum tahu, teruskan ke kepala kantor"))
    return (*(pair if paired else looked), *(() if passed_on else (on,)))


def _passed_on(conn: "Connection", state: StreamState, flag: Flag) -> CheckRecord | None:
    found = decision(state, flag)
    if found is None:
        return None
    who = check_records.officer(conn, found.actor)
    return CheckRecord(found.at, "", who, check_records.verdict_text(found.verdict))


def _about(post: "Post", conn: "Connection", state: "State") -> str:
    """Return service and masked owner, as far as this computer knows them."""
    file = state.applications[0] if isinstance(state, TicketState) and state.applications else state.id
    person = queries.record(conn, "applicant", file) or {}
    service = state.service or person.get("service", "")
    known = (naming.service(post.catalogue, service) if service else "", mask(person.get("name", "")))
    return ", ".join(part for part in known if part)
