"""A list of passports that one partner collects together (serah terima kolektif, DOMAIN §5)."""

import msgspec


class PartnerRow(msgspec.Struct, frozen=True):
    """One line of the list.

    `status` is `ready`, `unknown` (readiness not known here; allowed, and flagged), `not_ready`, `used`,
    `refused`, `twice` (named before on this list) or `not_found`; only the first two are handed over.
    """

    text: str
    """What was scanned or typed; of a slip only its beginning."""
    status: str
    status_name: str
    application: str = ""
    number: str = ""
    service_name: str = ""
    masked_name: str = ""
    shelf: str = ""

    @property
    def allowed(self) -> bool:
        """Whether `hand_over_list` would take it."""
        return self.status in ("ready", "unknown")


class PartnerListView(msgspec.Struct, frozen=True):
    """The whole list as scanned, in its order."""

    rows: tuple[PartnerRow, ...]

    @property
    def applications(self) -> tuple[str, ...]:
        """What `hand_over_list` may be told: every allowed one once."""
        return tuple(row.application for row in self.rows if row.allowed)


class ListHandoverView(msgspec.Struct, frozen=True):
    """A list handed over to a partner in one step, with one receipt; `list` is its id in the events."""

    list: str
    applications: tuple[str, ...]
    numbers: tuple[str, ...]
    receipt: str
    """The print job of the receipt."""
    event: str
