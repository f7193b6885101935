"""The opaque cursors of pulls: where a caller stands in an office's sequence of one server epoch."""

import base64
import binascii
from typing import Literal

import msgspec

Kind = Literal["events", "records"]


class ExpiredCursor(Exception):
    """A cursor of another server epoch, office or database state: the caller pushes, then bootstraps."""


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """The caller has everything of its office's events or records up to `at`.

    While `until` is above `at` it is a bootstrap up to there: only what is open, or was touched at or
    after the HLC `since`.
    """

    kind: Kind
    epoch: str
    office: str
    at: int = 0
    until: int = 0
    since: int = 0

    @property
    def bootstrapping(self) -> bool:
        """Whether the caller is still being given its first picture."""
        return self.at < self.until


def write(cursor: Cursor) -> str:
    """Return the cursor as the text that a caller keeps."""
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def read(text: str, kind: Kind, epoch: str, office: str) -> Cursor:
    """Read a cursor; raises ExpiredCursor for any that this epoch did not give for this office and kind."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        cursor = msgspec.json.decode(raw, type=Cursor)
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise ExpiredCursor from error
    if (cursor.kind, cursor.epoch, cursor.office) != (kind, epoch, office):
        raise ExpiredCursor
    return cursor
