"""The catalogue's codes in the officer's language."""

from typing import TYPE_CHECKING

from counter_tui.language import _, current

if TYPE_CHECKING:
    from counter_tui.core.catalogue import Catalogue, Named


def stage(catalogue: "Catalogue", code: str) -> str:
    """Return a stage's short name: `Wawancara`."""
    return catalogue.stage_name(code, current())


def service(catalogue: "Catalogue", code: str) -> str:
    """Return a service's full name: `Paspor baru`."""
    return _name(catalogue.services.get(code), code)


def service_short(catalogue: "Catalogue", code: str) -> str:
    """Return a service's short name: `Ganti`."""
    return _short(catalogue.services.get(code), code)


def product(catalogue: "Catalogue", code: str) -> str:
    """Return a product's short name: `48 halaman`."""
    return _short(catalogue.products.get(code), code)


def priority(catalogue: "Catalogue", code: str | None, lang: str | None = None) -> str:
    """Return a priority group's name, empty for none; `lang` overrides the screen's language."""
    return "" if code is None else catalogue.priority_name(code, lang or current())


def priority_short(catalogue: "Catalogue", code: str | None) -> str:
    """Return a priority group's short name: `Hamil`; empty for none."""
    return "" if code is None else _short(catalogue.priorities.get(code), code)


def standard_minutes(catalogue: "Catalogue", code: str) -> int:
    """Return how long one visit of a service should take; 15 for a service not known here."""
    known = catalogue.services.get(code)
    return 15 if known is None else known.standard_minutes


def application_status(status: str) -> str:
    """Return an application's status in words."""
    words = {
        "open": _("diproses"),
        "ready": _("siap diambil"),
        "handed_over": _("sudah diserahkan"),
        "incomplete": _("berkas kurang"),
        "deferred": _("ditunda"),
        "refused": _("ditolak"),
        "withdrawn": _("ditarik"),
        "cancelled": _("dibatalkan"),
    }
    return words.get(status, status)


def _name(named: "Named | None", code: str) -> str:
    return code if named is None else named.name(current())


def _short(named: "Named | None", code: str) -> str:
    return code if named is None else named.short(current())
