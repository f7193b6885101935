"""The opaque cursors of pulls: where a caller stands in an office's sequence of one server epoch.

A cursor bears the server's seal and the mark of the event it stands behind. A sealed one that the database
knows nothing of, or that stands behind another event, proves that the database was restored from a backup.
"""

import base64
import binascii
import hashlib
import hmac
from typing import Literal

import msgspec

Kind = Literal["events", "records"]

MARK_CHARACTERS = 16
_SEAL_BYTES = 16


class ExpiredCursor(Exception):
    """A cursor of another server epoch, office or database state: the caller pushes, then bootstraps."""


class RestoredDatabase(ExpiredCursor):
    """A cursor that was given out by this database's later self: it has gone back in time."""


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """The caller has everything of its office's events or records up to `at`.

    While `until` is above `at` it is a bootstrap up to there: only what is open, or was touched at or
    after the HLC `since`. `mark` begins the hash of the event at `at`; empty where there is none.
    """

    kind: Kind
    epoch: str
    office: str
    at: int = 0
    until: int = 0
    since: int = 0
    mark: str = ""

    @property
    def bootstrapping(self) -> bool:
        """Whether the caller is still being given its first picture."""
        return self.at < self.until


def write(cursor: Cursor, key: bytes) -> str:
    """Return the cursor as the text that a caller keeps, sealed by the server's `key`."""
    text = msgspec.json.encode(cursor)
    return base64.urlsafe_b64encode(_seal(text, key) + text).decode().rstrip("=")


def read(text: str, key: bytes, kind: Kind, epoch: str, office: str) -> Cursor:
    """Read a cursor; raises ExpiredCursor for any that this epoch did not give for this office and kind."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        if not hmac.compare_digest(raw[:_SEAL_BYTES], _seal(raw[_SEAL_BYTES:], key)):
            raise ExpiredCursor
        cursor = msgspec.json.decode(raw[_SEAL_BYTES:], type=Cursor)
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise ExpiredCursor from error
    if (cursor.kind, cursor.epoch, cursor.office) != (kind, epoch, office):
        raise ExpiredCursor
    return cursor


def _seal(text: bytes, key: bytes) -> bytes:
    return hmac.digest(key, text, hashlib.sha256)[:_SEAL_BYTES]
