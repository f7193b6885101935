"""Records: personal data and settings, replaceable and erasable; the newest by (rev, hlc) stands.

Two nodes that saw the same versions in whatever order keep the same one: `supersedes` is a total order.
"""

from collections.abc import Container
from enum import StrEnum
from typing import Any

import msgspec

GUARDED = frozenset({"officer", "setting", "slip_key", "device"})
"""Kinds accepted only from the centre or from a device authorised for that kind (DESIGN §2)."""

OF_THE_CENTRE = frozenset({"slip_key_list", "certificate"})
"""Kinds that the centre alone writes and signs; no device is ever authorised for them."""

_encoder = msgspec.json.Encoder(order="sorted")


class Standing(StrEnum):
    """Whether a record lives; a revocation or an erasure is permanent whatever its stamp."""

    LIVE = "live"
    REVOKED = "revoked"
    ERASED = "erased"


_RANK = {Standing.LIVE: 0, Standing.REVOKED: 1, Standing.ERASED: 2}


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of one record, as written by `device`; an erased one has no data and no search texts.

    `lookup` is an exact second key (a booking code), `day` an ISO date, `search` a casefolded text.
    """

    kind: str
    id: str
    rev: int
    hlc: int
    device: str
    data: dict[str, Any] = {}
    lookup: str = ""
    day: str = ""
    search: str = ""
    standing: Standing = Standing.LIVE


def encode(record: Record) -> bytes:
    """Return the record as one line of JSON with sorted keys, without a newline."""
    return _encoder.encode(record)


def decode(line: bytes) -> Record:
    """Read a record's line; raises msgspec.DecodeError for anything else."""
    return msgspec.json.decode(line, type=Record)


def supersedes(new: Record, old: Record | None) -> bool:
    """Return whether `new` replaces `old`: erasure over revocation over life, then (rev, hlc), then ties."""
    return old is None or _strength(new) > _strength(old)


def erased(record: Record, *, hlc: int, device: str) -> Record:
    """Return the version that erases a record for good: nothing of the person is left in it."""
    return Record(
        kind=record.kind, id=record.id, rev=record.rev + 1, hlc=hlc, device=device, standing=Standing.ERASED
    )


def may_write(kind: str, authorised: Container[str]) -> bool:
    """Return whether a device authorised for these kinds may write records of `kind`."""
    return kind not in OF_THE_CENTRE and (kind not in GUARDED or kind in authorised)


def _strength(record: Record) -> tuple[int, int, int, str, bytes]:
    return (_RANK[record.standing], record.rev, record.hlc, record.device, encode(record))
