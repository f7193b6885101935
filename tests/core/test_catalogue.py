"""The catalogue holds the services of an office with their routes, and every tariff on its day."""

from datetime import date

import pytest

from counter_tui.core.catalogue import Catalogue, CatalogueError, builtin, parse
from counter_tui.core.rules import Rules

LAST_OLD_DAY = date(2024, 12, 16)
FIRST_NEW_DAY = date(2024, 12, 17)
SMALL = """
[rules]
[stages.interview]
name_id = "Wawancara"
name_en = "Interview"
[priorities.lansia]
name_id = "Lansia"
name_en = "Elderly"
[products.book]
name_id = "Buku"
name_en = "Book"
[services.one]
name_id = "Satu"
name_en = "One"
letter = "A"
route = [["interview"]]
products = ["book"]
[[tariffs]]
product = "book"
rupiah = 1
since = 2024-01-01
source = "test"
[[slas]]
service = "one"
start_event = "interview"
working_days = 4
since = 2024-01-01
source = "test"
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return builtin()


def test_the_office_offers_eleven_services_with_their_letters(catalogue: Catalogue) -> None:
    assert {service.code: service.letter for service in catalogue.services.values()} == {
        "paspor_baru": "A",
        "paspor_penggantian": "B",
        "paspor_hilang_rusak": "C",
        "percepatan": "D",
        "abg_affidavit": "E",
        "itas_perpanjangan": "F",
        "itk_perpanjangan": "G",
        "haji_kolektif": "H",
        "alih_status": "K",
        "paspor_24": "M",
        "pengambilan": "P",
    }


def test_a_new_passport_takes_two_visits(catalogue: Catalogue) -> None:
    assert catalogue.service("paspor_baru").route == (("document_check",), ("interview", "biometrics"))


def test_every_name_stands_in_both_languages(catalogue: Catalogue) -> None:
    tables = (catalogue.services, catalogue.products, catalogue.stages, catalogue.priorities)
    entries = [entry for table in tables for entry in table.values()]
    assert all(
        entry.name("id") and entry.name("en") and entry.short("id") and entry.short("en") for entry in entries
    )
    assert catalogue.service("pengambilan").name("en") == "Pickup"


def test_an_unknown_stage_or_group_shows_its_code(catalogue: Catalogue) -> None:
    assert catalogue.stage_name("stamping", "id") == "stamping"
    assert catalogue.priority_name("tni", "id") == "tni"


@pytest.mark.parametrize(
    ("product", "years", "before", "after"),
    [
        ("biasa_48", 5, 350_000, 350_000),
        ("biasa_48", 10, 350_000, 650_000),
        ("elektronik_48", 5, 650_000, 650_000),
        ("elektronik_48", 10, 650_000, 950_000),
        ("percepatan", None, 1_000_000, 1_000_000),
        ("paspor_24_halaman", 5, 0, 0),
        ("splp", None, None, 100_000),
        ("buku_hilang", None, None, 1_000_000),
        ("buku_rusak", None, None, 500_000),
    ],
)
def test_the_tariff_changes_on_17_december_2024(
    catalogue: Catalogue, product: str, years: int | None, before: int | None, after: int
) -> None:
    old, new = (catalogue.tariff(product, day, years) for day in (LAST_OLD_DAY, FIRST_NEW_DAY))
    assert (old.rupiah if old else None) == before
    assert new is not None
    assert new.rupiah == after


def test_without_a_validity_the_tariff_is_that_of_the_shorter_one(catalogue: Catalogue) -> None:
    tariff = catalogue.tariff("biasa_48", FIRST_NEW_DAY)
    assert tariff is not None
    assert tariff.years == 5


def test_a_passport_is_promised_four_working_days_after_the_interview(catalogue: Catalogue) -> None:
    sla = catalogue.sla("paspor_baru", date(2024, 9, 14))
    assert sla is not None
    assert (sla.start_event, sla.working_days) == ("interview", 4)


def test_nothing_is_promised_for_a_lost_or_damaged_book(catalogue: Catalogue) -> None:
    assert catalogue.sla("paspor_hilang_rusak", date(2024, 9, 14)) is None


def test_the_defaults_of_a_new_office_are_those_of_its_rules(catalogue: Catalogue) -> None:
    assert catalogue.rules == Rules()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (('route = [["interview"]]', 'route = [["stamping"]]'), "unknown code: stamping"),
        (('products = ["book"]', 'products = ["card"]'), "unknown code: card"),
        (('product = "book"', 'product = "card"'), "unknown code: card"),
        (('service = "one"', 'service = "two"'), "unknown code: two"),
        (("[rules]", '[rules]\nmissed_rule = "never"'), "unreadable"),
        (("[rules]", "rules ="), "unreadable"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused(change: tuple[str, str], complaint: str) -> None:
    assert parse(SMALL).service("one").products == ("book",)
    with pytest.raises(CatalogueError, match=complaint):
        parse(SMALL.replace(*change))


def test_two_tariffs_on_one_day_are_refused() -> None:
    again = '[[tariffs]]\nproduct = "book"\nrupiah = 2\nsince = 2024-06-01\nsource = "test"\n'
    with pytest.raises(CatalogueError, match="two entries hold"):
        parse(SMALL + again)


def test_two_services_with_one_letter_are_refused() -> None:
    second = SMALL.replace(
        "[[tariffs]]",
        '[services.two]\nname_id = "Dua"\nname_en = "Two"\nletter = "A"\nroute = []\n[[tariffs]]',
    )
    with pytest.raises(CatalogueError, match="share a series letter"):
        parse(second)
