"""What each role may do (peran), asked by the desk and never by a screen."""

from enum import StrEnum


class Duty(StrEnum):
    """One kind of work at a counter."""

    SERVE = "serve"
    """Call, serve and end numbers; print slips."""
    RECEIVE = "receive"
    """Issue numbers, check bookings in, change priority or service."""
    HAND_OVER = "hand_over"
    """Mark passports ready and hand them over."""
    OPEN_DAY = "open_day"
    UNDO = "undo"
    """Take back one's own last step."""
    IMPORT = "import"
    """Take in files of bookings."""
    DECIDE = "decide"
    """Call numbers that were sent to the supervisor, and settle what must be checked."""
    REPORT = "report"
    """Ask for reports."""
    REVIEW = "review"
    """See who did what when."""
    KEEP_BOOK = "keep_book"
    """Have the register of handovers with full names (Ps 23)."""
    DISCLOSE = "disclose"
    """Give out, or erase at request, what is held on one applicant (UU 27/2022)."""
    ADMINISTER = "administer"
    """Officers and settings."""


_WORK = frozenset({Duty.SERVE, Duty.RECEIVE, Duty.HAND_OVER, Duty.OPEN_DAY, Duty.UNDO, Duty.IMPORT})
_ANSWERS = _WORK | {Duty.DECIDE, Duty.REPORT, Duty.REVIEW, Duty.KEEP_BOOK, Duty.DISCLOSE}

ROLES: dict[str, frozenset[Duty]] = {
    "officer": _WORK,
    "pickup": frozenset({Duty.SERVE, Duty.HAND_OVER, Duty.UNDO, Duty.REPORT, Duty.KEEP_BOOK}),
    "supervisor": _ANSWERS,
    "admin": _ANSWERS | {Duty.ADMINISTER},
    "reviewer": frozenset({Duty.REPORT, Duty.REVIEW}),
}


def may(roles: tuple[str, ...], duty: Duty) -> bool:
    """Return whether any of these roles includes the duty; an unknown role includes none."""
    return any(duty in ROLES.get(role, frozenset()) for role in roles)
