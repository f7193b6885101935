"""What find answers."""

import msgspec


class FoundRow(msgspec.Struct, frozen=True):
    """One hit of find: a ticket of today, an open application or a booking."""

    kind: str
    id: str
    number: str
    masked_name: str
    service_name: str
    state: str
    code: str = ""
    status: str = ""
    """A ticket's status as its identifier, `missed` or `held`; empty for anything else."""
