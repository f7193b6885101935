"""The centre's own id, epoch and key: drawn once, kept in its database, the key sealed by the home's."""

import hashlib
import os
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlmodel import select

from counter_tui.core.ids import short_id
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.store.central.database import Database
from counter_tui.store.central.tables import Server
from counter_tui.sync.signing import DeviceKey

_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class ServerIdentity:
    """Who a server is: its id, the epoch of its database and its key."""

    id: str
    epoch: str
    key: DeviceKey

    @property
    def seal(self) -> bytes:
        """The key that seals this server's cursors."""
        return hashlib.sha256(b"counter-tui cursor" + self.key.private).digest()


def renew(database: Database, server: ServerIdentity) -> ServerIdentity:
    """Begin a new epoch, once for all processes of this server, and return who it is now."""
    with database.write() as work:
        work.run("UPDATE server SET epoch = ? WHERE epoch = ?", (short_id(os.urandom(8)), server.epoch))
    return refreshed(database, server)


def refreshed(database: Database, server: ServerIdentity) -> ServerIdentity:
    """Return who this server is now: another process of it may have begun a new epoch."""
    with database.single() as work:
        row = work.first("SELECT epoch FROM server")
    return server if row is None or row[0] == server.epoch else replace(server, epoch=row[0])


def load(database: Database, data_key: bytes) -> ServerIdentity:
    """Return who this centre is; the first call on an empty database decides it.

    `data_key` is the home's 32-byte key. Raises Refused when another home's key sealed the server's.
    """
    with database.write() as work:
        if work.postgres:
            # Two processes that start together on an empty database are one centre.
            work.run("LOCK TABLE server IN EXCLUSIVE MODE")
        row = work.session.exec(select(Server)).first()
        if row is None:
            row = _drawn(data_key)
            work.session.add(row)
        return ServerIdentity(row.id, row.epoch, DeviceKey(_opened(row.sealed_key, data_key)))


def _drawn(data_key: bytes) -> Server:
    key = DeviceKey.generate()
    nonce = os.urandom(_NONCE_BYTES)
    return Server(
        id=short_id(os.urandom(8)),
        epoch=short_id(os.urandom(8)),
        public_key=key.public,
        sealed_key=nonce + AESGCM(data_key).encrypt(nonce, key.private, None),
    )


def _opened(sealed: bytes, data_key: bytes) -> bytes:
    try:
        return AESGCM(data_key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
    except InvalidTag as error:
        sentence = _(
            "Basis data ini milik pusat lain. Tidak ada yang diubah. Pakai folder data yang memulainya."
        )
        raise Refused(sentence, code="foreign_database") from error
