"""Who may collect (*pengambil*) and which papers each must show (DOMAIN §3, [K13, K22])."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to look at in the original."""

    code: str
    name_id: str
    name_en: str

    def name(self, lang: str) -> str:
        """Return its name in `id` or `en`."""
        return self.name_en if lang == "en" else self.name_id


@dataclass(frozen=True, slots=True)
class CollectorKind:
    """One kind of collector with its papers."""

    code: str
    name_id: str
    name_en: str
    papers: tuple[Paper, ...]

    def name(self, lang: str) -> str:
        """Return its name in `id` or `en`."""
        return self.name_en if lang == "en" else self.name_id


IDENTITY = Paper("identity", "KTP pengambil", "Collector's ID")
PAYMENT = Paper("payment", "Bukti bayar", "Payment proof")
FAMILY_CARD = Paper("family_card", "KK dan salinannya", "Family card and copy")
AUTHORITY_LETTER = Paper("authority_letter", "Surat kuasa bermeterai", "Stamped authority letter")
ASSIGNMENT = Paper("assignment", "Surat tugas instansi", "Institution's letter of assignment")

PARTNER = "partner"

KINDS = {
    kind.code: kind
    for kind in (
        CollectorKind("self", "Pemilik", "Owner", (IDENTITY, PAYMENT)),
        CollectorKind("family", "Keluarga satu KK", "Family on one card", (IDENTITY, FAMILY_CARD, PAYMENT)),
        CollectorKind("proxy", "Penerima kuasa", "Authorised person", (IDENTITY, AUTHORITY_LETTER, PAYMENT)),
        CollectorKind(PARTNER, "Instansi mitra", "Partner institution", (IDENTITY, ASSIGNMENT)),
    )
}
"""Code to kind: those who come to the counter in the order of their keys 1 to 3, then the partner who
collects a whole list (DOMAIN §5)."""

AT_THE_COUNTER = tuple(kind for kind in KINDS.values() if kind.code != PARTNER)
"""Who may be chosen for one passport, in the order of the keys 1 to 3."""


def missing_papers(kind: str, seen: frozenset[str]) -> tuple[Paper, ...]:
    """Return the papers that this kind of collector has not shown; KeyError for an unknown kind."""
    return tuple(paper for paper in KINDS[kind].papers if paper.code not in seen)
