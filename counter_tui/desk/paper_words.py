"""What papers for applicants say of a service, an outcome and a reason: Indonesian, and English beside it.

It is not the screen's language: the catalogue says which services need both (WNA, ABG).
"""

from typing import TYPE_CHECKING, NamedTuple

from counter_tui.core.zones import local_time
from counter_tui.printing.documents.paper import Language

if TYPE_CHECKING:
    from counter_tui.desk.post import Post


class Both(NamedTuple):
    """The same words in Indonesian and in English."""

    id: str
    en: str


class ServiceWords(NamedTuple):
    """A service as paper names it, and the languages of its papers."""

    id: str
    en: str
    language: Language


NOTHING = Both("", "")
_OTHER = Both("lain-lain", "other")

OUTCOMES = {
    "incomplete": Both("Berkas kurang", "Documents incomplete"),
    "refused": Both("Ditolak", "Refused"),
}
"""The outcomes for which a refusal note is owed (`owed_note`)."""

REASONS = {
    "incomplete": {
        "missing_document": Both("ada berkas yang kurang", "a document is missing"),
        "not_original": Both("bukan berkas asli", "not an original document"),
        "data_differs": Both("data tidak cocok", "the data do not match"),
        "unpaid": Both("belum bayar", "not paid yet"),
        "other": _OTHER,
    },
    "refused": {
        "duplicate": Both("data ganda", "duplicate data"),
        "incomplete": Both("berkas tidak lengkap", "documents not complete"),
        "non_procedural": Both("PMI nonprosedural", "non-procedural migrant worker"),
        "prevention": Both("daftar pencegahan", "travel ban list"),
        "false_statement": Both("keterangan tidak benar", "false statement"),
        "other": _OTHER,
    },
}
"""Every reason of these outcomes, in the words of the card on which the officer chose it."""

BRING = {
    "missing_document": Both(
        "Bawa berkas yang kurang, asli dan salinannya, bersama lembar ini.",
        "Bring the missing document, original and copy, with this note.",
    ),
    "not_original": Both(
        "Bawa berkas aslinya bersama lembar ini.", "Bring the original document with this note."
    ),
    "data_differs": Both(
        "Bawa bukti data yang benar, misalnya akta lahir atau kartu keluarga, bersama lembar ini.",
        "Bring proof of the right data, such as a birth certificate, with this note.",
    ),
    "unpaid": Both(
        "Bayar dulu, lalu bawa bukti bayarnya bersama lembar ini.",
        "Pay first, then bring the receipt with this note.",
    ),
    "other": Both(
        "Bawa yang diminta petugas bersama lembar ini.", "Bring what the officer asked for with this note."
    ),
}
"""What to bring when documents were incomplete, by reason; a refusal asks for nothing."""


def service(post: "Post", code: str) -> ServiceWords:
    """Return how paper names a service; one that this office does not know stands under its code."""
    known = post.catalogue.services.get(code)
    if known is None:
        return ServiceWords(code, "", "id")
    return ServiceWords(known.name_id, known.name_en, "id+en" if known.bilingual else "id")


def product(post: "Post", code: str) -> Both:
    """Return how paper names a product; nothing for none."""
    known = post.catalogue.products.get(code)
    return Both(known.name_id, known.name_en) if known is not None else NOTHING


def reason(outcome: str, code: str) -> Both:
    """Return a reason in words; one of a newer program stands under its code."""
    return REASONS.get(outcome, {}).get(code, Both(code, code))


def clock(post: "Post", at: int) -> str:
    """Return the site's time of a moment in UTC milliseconds as paper writes it: `08.12`."""
    return local_time(at, post.identity.zone).strftime("%H.%M")
