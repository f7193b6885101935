"""Who may act here (petugas): records of kind `officer`, PINs hashed with Argon2id, five wrong ones wait.

An officer's id is short and random; events carry it and nothing else of the person (DESIGN §2).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from counter_tui.core.ids import short_id
from counter_tui.core.names import mask
from counter_tui.core.refusal import Refused
from counter_tui.desk import lease as lending
from counter_tui.desk.duties import ROLES, Duty, may
from counter_tui.desk.views.officer import OfficerView
from counter_tui.desk.views.trail import TrailView
from counter_tui.language import _
from counter_tui.store import lease, queries, records

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection
    from counter_tui.store.transaction import Transaction

KIND = "officer"
WRONG_PINS = 5
LOCKOUT_MS = 5 * 60_000
SHORTEST_PIN = 4
PIN_MEMORY_KIB, PIN_PASSES = 19 * 1024, 2
"""The least that OWASP's password storage cheat sheet recommends for Argon2id on one lane."""
_UNKNOWN = {"login": "", "name": "", "roles": ["officer"]}
"""What a hub makes of an officer whom only the asking terminal knows."""


def active(post: "Post") -> tuple[OfficerView, ...]:
    """Return the officers who may act, by name."""
    with post.store.read() as conn:
        found = [_view(id_, data) for id_, data in queries.records(conn, KIND)]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def still(post: "Post", officer: OfficerView) -> OfficerView | None:
    """Return an officer as the records know them now; None once they were revoked, by whatever computer."""
    with post.store.read() as conn:
        data = queries.record(conn, KIND, officer.id)
    return _view(officer.id, data) if data is not None else None


def vouched(post: "Post", id_: str) -> OfficerView:
    """Let an officer act whose PIN was right at an enrolled terminal; refused for one who was revoked.

    Of whom the hub has no record it knows no more: such an officer serves and receives, and decides nothing.
    """
    with post.store.read() as conn:
        data = queries.record(conn, KIND, id_)
        revoked = data is None and queries.record_ever(conn, KIND, id_) is not None
    if revoked:
        raise Refused(
            _("Hak petugas ini sudah dicabut. Tidak ada yang berubah. Masuk sebagai petugas lain."),
            code="officer_revoked",
        )
    post.officer = _view(id_, data or _UNKNOWN)
    return post.officer


def display_name(conn: "Connection", officer: str) -> str:
    """Return an officer as lists show them, `Lia N.`, also a revoked one; empty for one unknown here."""
    return mask((queries.record_ever(conn, KIND, officer) or {}).get("name", ""))


def login(post: "Post", login_name: str, pin: str) -> OfficerView:
    """Let the officer act at this post; refused on a wrong PIN, a lock-out or an unknown login."""
    with post.store.read() as conn:
        found = _by_login(queries.records(conn, KIND), login_name)
    if found is None:
        raise Refused(
            _("Petugas tidak dikenal di komputer ini. Periksa nama masuknya."), code="unknown_officer"
        )
    id_, data = found
    right = _matches(data["pin_hash"], pin)
    now = post.now()
    with post.store.write() as tx:
        count, until = _failures(tx, id_, now)
        closed = now < until
        if right and count and not closed:
            _set_failures(tx, id_, 0, 0)
        if right and not closed and may(tuple(data["roles"]), Duty.DECIDE):
            lease.renew(tx.connection, now)
        if not right and not closed:
            count += 1
            _set_failures(tx, id_, count % WRONG_PINS, now + LOCKOUT_MS if count >= WRONG_PINS else 0)
    if closed:
        raise Refused(
            _("Terlalu banyak PIN salah. Antrean aman. Tunggu {minutes} menit, lalu coba lagi.").format(
                minutes=-(-(until - now) // 60_000)
            ),
            code="locked_out",
        )
    if not right:
        raise Refused(_("PIN salah. Layar tetap terkunci, antrean aman. Coba lagi."), code="wrong_pin")
    post.officer = _view(id_, data)
    if told := lending.sentence(post):
        post.trail = TrailView(at=now, text=told)
    return post.officer


def add(
    post: "Post", login_name: str, name: str, roles: tuple[str, ...], pin: str, *, first: bool = False
) -> OfficerView:
    """Add an officer; only the first one of a computer comes without an admin's leave."""
    login_name, name = login_name.strip(), " ".join(name.split())
    if not login_name or not name:
        raise Refused(_("Nama masuk dan nama petugas harus diisi."), code="empty")
    if not roles or any(role not in ROLES for role in roles):
        raise Refused(
            _("Peran tidak dikenal. Pilih dari: {roles}.").format(roles=", ".join(ROLES)), code="unknown_role"
        )
    with post.store.read() as conn:
        known = queries.records(conn, KIND)
        first = first or not queries.has_record(conn, KIND)
    if not first:
        post.acting(Duty.ADMINISTER)
    if _by_login(known, login_name) is not None:
        raise Refused(_("Nama masuk itu sudah dipakai. Tidak ada yang berubah."), code="taken")
    id_ = short_id(post.random(16))
    data = {"login": login_name, "name": name, "roles": sorted(roles), "pin_hash": _hash(pin)}
    with post.store.write() as tx:
        _put(tx, id_, data)
    return _view(id_, data)


def reset_pin(post: "Post", login_name: str, pin: str) -> OfficerView:
    """Give an officer a new PIN; an admin may for anybody, everybody for themself."""
    id_, data = _known(post, login_name)
    if post.acting().id != id_:
        post.acting(Duty.ADMINISTER)
    _check_reach(post, id_)
    changed = {**data, "pin_hash": _hash(pin)}
    with post.store.write() as tx:
        _put(tx, id_, changed)
        _set_failures(tx, id_, 0, 0)
    return _view(id_, changed)


def revoke(post: "Post", login_name: str) -> OfficerView:
    """End an officer's right to act, for good whatever another computer still writes of them.

    The last admin cannot be revoked.
    """
    id_, data = _known(post, login_name)
    post.acting(Duty.ADMINISTER)
    admins = [one.id for one in active(post) if "admin" in one.roles]
    if admins == [id_]:
        raise Refused(
            _("Ini admin terakhir. Tidak ada yang berubah. Tambah admin lain dulu."), code="last_admin"
        )
    with post.store.write() as tx:
        tx.revoke_record(KIND, id_)
    if post.officer is not None and post.officer.id == id_:
        post.officer = None
    return _view(id_, data, active=False)


def _check_reach(post: "Post", id_: str) -> None:
    """Refuse to change an officer of the whole office on a computer whose server would not take it.

    It would stay here alone: a PIN of its own on each computer. Who was added here may be changed here.
    """
    from counter_tui.core.record import may_write
    from counter_tui.sync import peer

    with post.store.read() as conn:
        server = peer.load(queries.meta(conn, peer.META_KEY))
        held = records.load(conn, conn.office, (KIND, id_))
    if server is None or may_write(KIND, server.authorised):
        return
    if held is not None and held.device != post.identity.device:
        raise Refused(
            _("PIN ini milik seluruh kantor. Tidak ada yang berubah. Gantilah di komputer admin kantor."),
            code="unauthorised",
        )


def _known(post: "Post", login_name: str) -> tuple[str, dict[str, Any]]:
    with post.store.read() as conn:
        found = _by_login(queries.records(conn, KIND), login_name)
    if found is None:
        raise Refused(
            _("Petugas tidak dikenal di komputer ini. Periksa nama masuknya."), code="unknown_officer"
        )
    return found


def _by_login(
    known: Iterable[tuple[str, dict[str, Any]]], login_name: str
) -> tuple[str, dict[str, Any]] | None:
    wanted = login_name.strip().casefold()
    return next((one for one in known if one[1]["login"].casefold() == wanted), None)


def _put(tx: "Transaction", id_: str, data: dict[str, Any]) -> None:
    tx.put_record(KIND, id_, data, lookup=data["login"].casefold(), search=data["name"].casefold())


def _view(id_: str, data: dict[str, Any], *, active: bool = True) -> OfficerView:
    return OfficerView(id_, data["login"], data["name"], tuple(data["roles"]), active)


def _failures(tx: "Transaction", id_: str, now: int) -> tuple[int, int]:
    """Return the wrong PINs so far and until when the login is closed, never longer than from now on."""
    count, until = msgspec.json.decode(tx.meta(f"pin_failures/{id_}") or "[0, 0]")
    if until > now + LOCKOUT_MS:  # the clock was set back since
        until = now + LOCKOUT_MS
        _set_failures(tx, id_, count, until)
    return count, until


def _set_failures(tx: "Transaction", id_: str, count: int, until: int) -> None:
    tx.set_meta(f"pin_failures/{id_}", msgspec.json.encode([count, until]).decode())


def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PIN_PASSES, memory_cost=PIN_MEMORY_KIB, parallelism=1)


def _hash(pin: str) -> str:
    if len(pin) < SHORTEST_PIN:
        raise Refused(
            _("PIN terlalu pendek. Pakai paling sedikit {n} angka.").format(n=SHORTEST_PIN), code="short_pin"
        )
    return _hasher().hash(pin)


def _matches(pin_hash: str, pin: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):  # a wrong PIN, or a record that holds no hash
        return False
