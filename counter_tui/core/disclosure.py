"""What was given out or erased of one applicant at their request (UU 27/2022), as facts that name nobody.

It stands on `applicant/<application>`, apart from the application's own stream: looking into somebody's data
moves nothing. No projection is kept of it, no undo takes it back: what was given out is out.
"""

from typing import Any

import msgspec

KIND = "applicant"
EXPORTED = "applicant.exported"
ERASED = "applicant.erased"


class Erased(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data of `applicant.erased`: a reason code; `applicant.exported` has none."""

    reason: str


def stream(application: str) -> str:
    """Return where it stands what was given out or erased of an application's applicant."""
    return f"{KIND}/{application}"


def erased(reason: str) -> dict[str, Any]:
    """Return the data of an erasure."""
    data: dict[str, Any] = msgspec.to_builtins(Erased(reason))
    return data
