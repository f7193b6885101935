"""Rows of passports: handed over (buku penyerahan), lying ready, and uncollected (belum diambil)."""

import msgspec


class HandoverRow(msgspec.Struct, frozen=True):
    """One passport handed over; the owner's name is masked, the officer's is their display name."""

    at: int
    number: str
    collector: str
    """The kind in words: `Keluarga satu KK`."""
    application: str = ""
    service_name: str = ""
    masked_name: str = ""
    counter: str = ""
    """`Loket 3`."""
    officer: str = ""
    signed: bool = True
    count: int = 1
    """How many passports this row stands for: a partner's list that nobody signed for is one row."""


class BookRow(msgspec.Struct, frozen=True):
    """One line of the buku penyerahan (Ps 23); `event` names it.

    The collector's name and ID reference are masked in lists; `handover_entry` shows them in full.
    """

    event: str
    at: int
    application: str
    number: str
    service: str
    service_name: str
    owner: str
    kind: str
    kind_name: str
    collector: str
    relation: str
    institution: str
    id_reference: str
    officer: str
    counter: str
    device: str
    signed: bool
    readiness: str
    list: str
    """The id of the bulk handover that it belongs to, empty for none."""
    flags: tuple[str, ...] = ()
    """What contradicts it, in words, with what was decided about it."""


class BookPage(msgspec.Struct, frozen=True):
    """One page of the buku penyerahan, the newest first; `page` counts from 1."""

    rows: tuple[BookRow, ...]
    page: int
    more: bool
    """Whether another page follows."""
    day_from: str
    day_to: str


class UncollectedRow(msgspec.Struct, frozen=True):
    """One passport that nobody fetched: ready since, days since then, and the last day to collect it."""

    application: str
    number: str
    service_name: str
    masked_name: str
    shelf: str
    ready_at: int
    days: int
    last_day: str
    """ISO date."""
    expired: bool
    """Beyond the last day: what becomes of it is the office's decision (Ps 30)."""
    status: str
    """The application's status in words."""


class UncollectedPage(msgspec.Struct, frozen=True):
    """One page of uncollected passports, the longest first; `page` counts from 1."""

    rows: tuple[UncollectedRow, ...]
    page: int
    more: bool
    days: int
    """From which day on they are listed."""


class ReadyView(msgspec.Struct, frozen=True):
    """A passport put on its shelf by hand; `outcome` is `ready`, `moved` or `already`."""

    application: str
    number: str
    service_name: str
    masked_name: str
    shelf: str
    outcome: str
    event: str = ""
