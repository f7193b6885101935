"""What a family of printers can do."""

from dataclasses import dataclass, replace
from enum import StrEnum

from counter_tui.core.refusal import Refused
from counter_tui.language import _


class Answers(StrEnum):
    """Whether a printer answers questions about its state."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """Ask and believe an answer; silence alone is no trouble until it has answered once."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One printer family: characters a row in the standard font, dots of a QR module, its answers.

    `tear_rows` are fed before the cut, for printers without a cutter: the last words must pass the edge.
    """

    name: str
    columns: int
    tear_rows: int
    qr_module_dots: int = 5
    print_seconds: float = 10.0
    """How long it may take to put a sheet on paper once it has all of the bytes."""
    answers: Answers = Answers.UNKNOWN

    def answering(self, answers: Answers) -> "Profile":
        """Return this profile for a printer whose answers are known."""
        return replace(self, answers=answers)


PROFILES = {
    "generic58": Profile(name="generic58", columns=32, tear_rows=3),
    "generic80": Profile(name="generic80", columns=48, tear_rows=0),
}


def profile_named(name: str) -> Profile:
    """Return a built-in profile; an unknown name is refused."""
    if name not in PROFILES:
        sentence = _(
            "Profil printer {name} tidak dikenal. Tidak ada yang berubah. Pakai salah satu: {known}."
        )
        raise Refused(sentence.format(name=name, known=", ".join(PROFILES)), code="unknown_profile")
    return PROFILES[name]
