"""Taking the centre's list of slip keys in from a file, on a computer that may never have been online."""

from typing import TYPE_CHECKING

from counter_tui.core import slip_key_list
from counter_tui.core.refusal import Refused
from counter_tui.core.slip_key_list import KeyList, SignedKeyList, Unbelieved
from counter_tui.desk import slip_keys
from counter_tui.desk.duties import Duty
from counter_tui.desk.views.slip import SlipKeyRow
from counter_tui.language import _
from counter_tui.store import records

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection


def rows(post: "Post") -> tuple[SlipKeyRow, ...]:
    """Return every key that this computer knows, the believed ones first."""
    device = post.identity.device
    with post.store.read() as conn:
        ring = slip_keys.known(conn, device)
    return tuple(
        SlipKeyRow(
            slip_key_list.key_name(key.public), key.device, str(key.trust), key.revoked, key.device == device
        )
        for key in ring.keys
    )


def given_out(post: "Post") -> SignedKeyList:
    """Return the list as this computer has it, for another one; refused where there is none to believe."""
    with post.store.read() as conn:
        signed = slip_keys.signed_list(conn, slip_keys.signer(conn))
    if signed is None:
        raise Refused(
            _("Di komputer ini belum ada daftar kunci resi. Tidak ada berkas ditulis. Sinkronkan dulu."),
            code="no_list",
        )
    return signed


def take_in(post: "Post", signed: SignedKeyList, fingerprint: str, code: str) -> KeyList:
    """Keep a list from a file and return it; the same one again changes nothing.

    Who signed it is known from this computer's enrolment, or else vouched for by what an admin types: the
    centre's fingerprint, or an enrolment code, which carries it. Raises Refused.
    """
    with post.store.read() as conn:
        trusted = slip_keys.signer(conn)
    _check_signer(signed, trusted, fingerprint, code)
    if not trusted:
        post.acting(Duty.ADMINISTER)
    keys = _read(signed, post.identity.office)
    with post.store.write() as tx:
        held = _held(tx.connection, signed)
        if held > keys.revision:
            raise Refused(
                _("Daftar dalam berkas ini lebih lama daripada yang sudah ada. Tidak ada yang berubah."),
                code="older",
            )
        if not trusted:
            tx.set_meta(slip_keys.SIGNER, signed.signer)
        record = slip_key_list.as_record(signed, keys.revision, slip_key_list.record_id(signed.signer))
        records.merge(tx.connection, tx.identity.office, record, pending=False)
    return keys


def _check_signer(signed: SignedKeyList, trusted: str, fingerprint: str, code: str) -> None:
    from counter_tui.sync.enrol import read_code
    from counter_tui.sync.enrolment_code import is_fingerprint

    named = bool(fingerprint or code)
    vouched = (not fingerprint or is_fingerprint(fingerprint, signed.signer)) and (
        not code or read_code(code).vouches_for(signed.signer)
    )
    if named and not vouched:
        raise Refused(
            _(
                "Daftar ini bukan dari pusat dengan sidik jari itu. Tidak ada yang berubah. "
                "Periksa berkas dan sidik jarinya."
            ),
            code="fingerprint",
        )
    if trusted and signed.signer != trusted:
        raise Refused(
            _(
                "Daftar ini bukan dari pusat kantor ini. Tidak ada yang berubah. "
                "Minta berkas dari pusat sendiri."
            ),
            code="signer",
        )
    if not trusted and not named:
        raise Refused(
            _(
                "Komputer ini belum mengenal pusat yang menandatangani daftar. Tidak ada yang berubah. "
                "Tanyakan sidik jarinya ke pusat, lalu sebutkan dengan --fingerprint."
            ),
            code="unknown_signer",
        )


def _read(signed: SignedKeyList, office: str) -> KeyList:
    try:
        return slip_key_list.read(signed, signer=signed.signer, office=office)
    except Unbelieved as error:
        sentences = {
            "office": _("Daftar ini milik kantor lain. Tidak ada yang berubah. Minta berkas kantor ini."),
            "signature": _(
                "Tanda tangan daftar ini tidak cocok: berkasnya rusak atau diubah. "
                "Tidak ada yang berubah. Minta berkas baru."
            ),
        }
        raise Refused(sentences.get(error.code, foreign()), code=error.code) from error


def foreign() -> str:
    """Return the answer to a file that is no list of keys."""
    return _("Berkas itu bukan daftar kunci resi. Tidak ada yang berubah. Buat dengan devices keys export.")


def _held(conn: "Connection", signed: SignedKeyList) -> int:
    """Return the revision of the signer's list that is here, 0 without one."""
    version = records.load(conn, conn.office, (slip_key_list.KIND, slip_key_list.record_id(signed.signer)))
    return version.rev if version is not None else 0
