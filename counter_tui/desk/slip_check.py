"""Whether a scanned slip (resi) may be believed: its signature, its key, its date, and that it stands.

Everything is decided offline, from what this computer knows. Dates refuse only where its clock can be
believed; otherwise they become a warning.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_tui.core import clock, slip
from counter_tui.core.slip import Reason
from counter_tui.core.slip_keyring import KnownKey, Trust
from counter_tui.desk import slip_keys
from counter_tui.desk.clock_doubt import doubted
from counter_tui.desk.standing import standing
from counter_tui.language import _
from counter_tui.store import projection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counter_tui.core.event import Event
    from counter_tui.core.slip import Verdict
    from counter_tui.core.slip_keyring import Keyring
    from counter_tui.desk.post import Post

VOID = "void"
"""The slip is genuine, but its printing was undone."""

PRINTED = "application.slip_printed"


@dataclass(frozen=True, slots=True)
class Check:
    """What a slip is worth; `application` is empty unless a key of the office proves it.

    `reason` is a `core.slip.Reason` or `void`. `needs_supervisor`: not valid by itself, but an officer who
    may decide can accept it after looking at the applicant's ID. `warning` is a sentence, or empty.
    """

    valid: bool
    reason: str
    sentence: str
    application: str
    warning: str = ""
    needs_supervisor: bool = False


@dataclass(frozen=True, slots=True)
class _Proven:
    """A slip whose signature holds: its token's words, its key, what is known of its application."""

    verdict: "Verdict"
    key: KnownKey
    events: "Sequence[Event]"

    @property
    def application(self) -> str:
        return self.verdict.application or ""

    @property
    def issued_ms(self) -> int:
        return ((self.verdict.expires or 0) - slip.VALID_DAYS * 86_400) * 1000

    @property
    def prints(self) -> "list[Event]":
        """The events that printed exactly this token."""
        said = (self.verdict.kid, self.verdict.expires)
        return [
            event
            for event in self.events
            if event.type == PRINTED and (event.data.get("kid"), event.data.get("exp")) == said
        ]


def looks_like(text: str) -> bool:
    """Return whether a text calls itself a slip."""
    return text.strip("\r\n").upper().startswith(slip.PREFIX)


def check(post: "Post", text: str) -> Check:
    """Check a slip's text offline, with the keys that this device knows."""
    identity = post.identity
    with post.store.read() as conn:
        ring = slip_keys.known(conn, identity.device)
        verdict = slip.verify_token(text, identity.office_code, ring.publics, post.now() // 1000)
        if verdict.key is None:
            return Check(False, str(verdict.reason), _sentence(verdict.reason), "")
        key = ring.of(verdict.key)
        if key.trust is Trust.UNCERTIFIED:
            return Check(False, str(Reason.UNKNOWN_KEY), _uncertified(), "")
        events = projection.journal_events(conn, conn.office, f"application/{verdict.application}")
        proven = _Proven(verdict, key, events)
        clock_doubted = doubted(post, conn, _moments(proven, ring))
    return _judge(proven, clock_doubted=clock_doubted)


def not_a_slip() -> str:
    """Return the answer to a text that means nothing here."""
    return _("Ini bukan resi. Tidak ada yang berubah. Pindai QR pada resi, atau s untuk mengetik.")


def _judge(proven: _Proven, *, clock_doubted: bool) -> Check:
    if _undone(proven):
        sentence = _("Resi ini sudah diurungkan. Tidak ada yang tercatat. Cari permohonan dengan /.")
        return Check(False, VOID, sentence, proven.application)
    late = proven.verdict.reason is Reason.EXPIRED
    if late and not clock_doubted:
        return Check(False, str(Reason.EXPIRED), _sentence(Reason.EXPIRED), proven.application)
    warning = _clock_warning(late=late) if clock_doubted else ""
    if proven.key.trust is Trust.REVOKED and not _known_from_before(proven):
        reason = Reason.REVOKED_KEY
        return Check(False, str(reason), _sentence(reason), proven.application, warning, True)
    return Check(True, str(Reason.VALID), _sentence(Reason.VALID), proven.application, warning)


def _known_from_before(proven: _Proven) -> bool:
    """Return whether the journal knows that the key's own device issued this slip before it was lost."""
    since = proven.key.revoked or 0
    return any(
        event.device == proven.key.device and max(event.at, clock.wall_ms(event.hlc)) < since
        for event in standing(proven.events)
        if event in proven.prints
    )


def _undone(proven: _Proven) -> bool:
    """Return whether this token's printing was taken back, and none of its prints stands."""
    stands = {event.id for event in standing(proven.events)}
    return bool(proven.prints) and not any(event.id in stands for event in proven.prints)


def _moments(proven: _Proven, ring: "Keyring") -> list[int]:
    """Return when, by others' clocks, things happened that lie behind us now."""
    signed = [ring.listed.revision] if ring.listed is not None else []
    return [proven.issued_ms, *signed, *(clock.wall_ms(event.hlc) for event in proven.events)]


def _clock_warning(*, late: bool) -> str:
    if late:
        return _(
            "Menurut jam komputer ini masa berlaku resi habis, tetapi jamnya diragukan. "
            "Resi diterima; cocokkan tanggal pada kertasnya."
        )
    return _("Jam komputer ini diragukan. Resi diterima; cocokkan tanggal pada kertasnya.")


def _uncertified() -> str:
    return _(
        "Kunci resi ini belum disahkan pusat. Tidak ada yang tercatat. "
        "Tunggu sinkron berikutnya, atau cari permohonan dengan /."
    )


def _sentence(reason: Reason) -> str:
    sentences = {
        Reason.VALID: _("Resi sah, diperiksa di komputer ini."),
        Reason.EXPIRED: _("Masa berlaku resi ini habis. Tidak ada yang tercatat. Cari permohonan dengan /."),
        Reason.REVOKED_KEY: _(
            "Kunci resi ini sudah dicabut. Tidak ada yang tercatat. "
            "Panggil penyelia; periksa identitas sebelum menyerahkan."
        ),
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
