"""What an office offers: services, their routes, products, dated tariffs and dated promises.

The facts are in `catalogue.toml` beside this module; every dated one names its source (DOMAIN §2–§8).
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from counter_tui.core.routes import Route
from counter_tui.core.rules import Rules


class CatalogueError(ValueError):
    """A catalogue that contradicts itself; its text says where."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """Something with an Indonesian and an English name, in full and short."""

    code: str
    name_id: str
    name_en: str
    short_id: str
    short_en: str

    def name(self, lang: str) -> str:
        """Return the full name in `id` or `en`."""
        return self.name_en if lang == "en" else self.name_id

    def short(self, lang: str) -> str:
        """Return the short name in `id` or `en`."""
        return self.short_en if lang == "en" else self.short_id


class Service(Named, frozen=True, kw_only=True):
    """One service (*layanan*): its series letter, visits to a counter, back-office stages and products.

    `standard_minutes` is how long one visit should take; `bilingual` asks for papers in two languages;
    `basis` is the legal basis of its decisions as it stands on a refusal note, empty where none is known.
    """

    letter: str
    route: Route
    back_office: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    standard_minutes: int = 15
    bilingual: bool = False
    basis: str = ""


class Product(Named, frozen=True, kw_only=True):
    """What is handed over in the end, or a fee that may come on top of it."""

    pages: int | None = None
    electronic: bool = False
    fee: bool = False


class Tariff(msgspec.Struct, frozen=True, kw_only=True):
    """What a product costs in rupiah from one day until before another; `years` is its validity, if any."""

    product: str
    rupiah: int
    since: date
    source: str
    years: int | None = None
    until: date | None = None


class Sla(msgspec.Struct, frozen=True, kw_only=True):
    """What is promised for a service: working days after an event, which is a stage that was done."""

    service: str
    start_event: Literal["interview", "payment", "biometrics", "document_check"]
    working_days: int
    since: date
    source: str
    until: date | None = None


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """All of it, keyed by code in the order of the file."""

    services: dict[str, Service]
    products: dict[str, Product]
    stages: dict[str, Named]
    priorities: dict[str, Named]
    tariffs: tuple[Tariff, ...]
    slas: tuple[Sla, ...]
    rules: Rules

    def service(self, code: str) -> Service:
        """Return a service; KeyError for an unknown code."""
        return self.services[code]

    def product(self, code: str) -> Product:
        """Return a product; KeyError for an unknown code."""
        return self.products[code]

    def stage_name(self, stage: str, lang: str) -> str:
        """Return a stage's short name in `id` or `en`; its code when the catalogue does not know it."""
        named = self.stages.get(stage)
        return stage if named is None else named.short(lang)

    def priority_name(self, code: str, lang: str) -> str:
        """Return a priority group's name (*kelompok rentan*) in `id` or `en`, or its code."""
        named = self.priorities.get(code)
        return code if named is None else named.name(lang)

    def tariff(self, product: str, on: date, years: int | None = None) -> Tariff | None:
        """Return what a product costs on a day, or None when no source says.

        Without `years` a product with several validities gives the shortest one.
        """
        fitting = [
            tariff
            for tariff in self.tariffs
            if tariff.product == product
            and _in_force(tariff, on)
            and (years is None or tariff.years in (None, years))
        ]
        return min(fitting, key=lambda tariff: tariff.years or 0, default=None)

    def sla(self, service: str, on: date) -> Sla | None:
        """Return what is promised for a service on a day, or None when nothing is (lost or damaged books)."""
        return next((sla for sla in self.slas if sla.service == service and _in_force(sla, on)), None)


def parse(text: str) -> Catalogue:
    """Read a catalogue from TOML text; CatalogueError when it is unreadable or contradicts itself."""
    try:
        raw = tomllib.loads(text)
        catalogue = Catalogue(
            services=_keyed(raw["services"], Service),
            products=_keyed(raw["products"], Product),
            stages=_keyed(raw["stages"], Named),
            priorities=_keyed(raw["priorities"], Named),
            tariffs=tuple(msgspec.convert(raw["tariffs"], list[Tariff])),
            slas=tuple(msgspec.convert(raw["slas"], list[Sla])),
            rules=msgspec.convert(raw["rules"], Rules),
        )
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError, TypeError, AttributeError) as error:
        raise CatalogueError(f"the catalogue is unreadable: {error}") from error
    _check(catalogue)
    return catalogue


@cache
def builtin() -> Catalogue:
    """Return the catalogue that ships with the program."""
    return parse(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))


Entry = TypeVar("Entry", bound=Named)
Dated = TypeVar("Dated", Tariff, Sla)


def _keyed(tables: Mapping[str, Mapping[str, Any]], kind: type[Entry]) -> dict[str, Entry]:
    return {
        code: msgspec.convert(
            {"code": code, "short_id": table["name_id"], "short_en": table["name_en"], **table}, kind
        )
        for code, table in tables.items()
    }


def _in_force(dated: Tariff | Sla, on: date) -> bool:
    return dated.since <= on and (dated.until is None or on < dated.until)


def _check(catalogue: Catalogue) -> None:
    letters = [service.letter for service in catalogue.services.values()]
    if len(set(letters)) != len(letters):
        raise CatalogueError("two services share a series letter")
    for service in catalogue.services.values():
        _known(service.code, service.products, catalogue.products)
        _known(service.code, (*service.back_office, *sum(service.route, ())), catalogue.stages)
    _known("tariffs", (tariff.product for tariff in catalogue.tariffs), catalogue.products)
    _known("slas", (sla.service for sla in catalogue.slas), catalogue.services)
    for price in catalogue.tariffs:
        _alone(
            price,
            [one for one in catalogue.tariffs if (one.product, one.years) == (price.product, price.years)],
        )
    for sla in catalogue.slas:
        _alone(sla, [one for one in catalogue.slas if one.service == sla.service])


def _known(where: str, codes: Iterable[str], table: Mapping[str, object]) -> None:
    for code in codes:
        if code not in table:
            raise CatalogueError(f"{where} names an unknown code: {code}")


def _alone(dated: Dated, others: Iterable[Dated]) -> None:
    for other in others:
        if other is not dated and _in_force(other, dated.since):
            raise CatalogueError(f"two entries hold on {dated.since}: {dated}")
