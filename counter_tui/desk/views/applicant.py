"""What is known of an applicant (pemohon)."""

import msgspec


class ApplicantDraft(msgspec.Struct, frozen=True):
    """What reception or the document check knows of an applicant; empty texts are not known yet."""

    full_name: str = ""
    nik: str = ""
    born: str = ""
    """ISO date."""
    sex: str = ""
    """`L` or `P`."""
    phone: str = ""


class ApplicantView(msgspec.Struct, frozen=True):
    """One application of a ticket with its applicant, for the one who serves it."""

    application: str
    full_name: str
    nik: str
    born: str
    sex: str
    phone: str
    warnings: tuple[str, ...] = ()
