"""Each kind of collector shows its own papers."""

import pytest

from counter_tui.core.collectors import AT_THE_COUNTER, KINDS, missing_papers


@pytest.mark.parametrize(
    ("kind", "papers"),
    [
        ("self", {"identity", "payment"}),
        ("family", {"identity", "payment", "family_card"}),
        ("proxy", {"identity", "payment", "authority_letter"}),
        ("partner", {"identity", "assignment"}),
    ],
)
def test_a_collector_must_show_these_papers(kind: str, papers: set[str]) -> None:
    assert {paper.code for paper in KINDS[kind].papers} == papers


def test_papers_that_were_seen_are_no_longer_missing() -> None:
    missing = missing_papers("proxy", frozenset({"identity", "payment"}))
    assert [paper.name("id") for paper in missing] == ["Surat kuasa bermeterai"]


def test_the_keys_1_to_3_are_owner_family_and_authorised_person() -> None:
    assert [kind.code for kind in AT_THE_COUNTER] == ["self", "family", "proxy"]
    assert [kind.name("en") for kind in AT_THE_COUNTER] == [
        "Owner",
        "Family on one card",
        "Authorised person",
    ]
