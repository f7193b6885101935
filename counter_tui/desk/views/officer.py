"""An officer (petugas)."""

import msgspec


class OfficerView(msgspec.Struct, frozen=True):
    """One officer (petugas); `id` is the short random id that events carry, never the login."""

    id: str
    login: str
    name: str
    roles: tuple[str, ...]
    active: bool
