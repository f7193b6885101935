"""What *Perlu diperiksa* shows: contradictions, the records that take part in them, what settles them."""

import msgspec


class CheckRecord(msgspec.Struct, frozen=True):
    """One thing that was recorded: when (UTC ms), at which counter, by which officer, and what."""

    at: int
    place: str
    """`Loket 7`."""
    officer: str
    """`Lia N.`; short where this computer does not know the officer."""
    text: str
    """`kepada keluarga satu KK`."""
    who: str = ""
    """The collector's masked name, where its record is here."""


class CheckAnswer(msgspec.Struct, frozen=True):
    """One way to settle it: the digit that chooses it, the verdict that it is, and its words."""

    key: str
    verdict: str
    label: str


class CheckRow(msgspec.Struct, frozen=True):
    """One contradiction; `events` are what takes part in it, as this view shows it."""

    subject: str
    text: str
    at: int
    stream: str = ""
    flag: str = ""
    events: tuple[str, ...] = ()
    about: str = ""
    """`Paspor baru, Siti M.`; empty where nothing is known of it."""
    sentence: str = ""
    """What it means and what is safe."""
    records: tuple[CheckRecord, ...] = ()
    paired: bool = False
    """Whether the two records exclude each other, so that one of them may be the right one."""
    answers: tuple[CheckAnswer, ...] = ()
    refusal: str = ""
    """Why nobody can settle it here, where `answers` is empty."""
    passed_on: CheckRecord | None = None
    """Who passed it on to the head of office (kepala kantor)."""
