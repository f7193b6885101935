"""Scripts hand passports over by `do`: one, or a partner's list from a file."""

from pathlib import Path

import pytest

from counter_tui.desk.headless.actions import Wish, perform
from tests.desk.office import Office
from tests.desk.shelf import on_the_shelf
from tests.refusal import refused

PARTNER = Wish(institution="Kemenag Surakarta", name="Ahmad Fauzi", id_reference="ST-12")


def listed(folder: Path, *lines: str) -> Wish:
    """Write a list's file; return the wish for it."""
    file = folder / "list.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    return Wish(text=str(file), institution=PARTNER.institution, name=PARTNER.name)


def test_a_list_s_file_is_handed_to_a_partner(office: Office, tmp_path: Path) -> None:
    first, second = on_the_shelf(office), on_the_shelf(office)

    done = perform(office.desk, "handover-list", listed(tmp_path, "a1", "", second, "A-001"))

    assert done["applications"] == (first, second)
    assert (done["numbers"], bool(done["list"]), bool(done["receipt"])) == (("A-001", "A-002"), True, True)
    assert office.desk.pickup_card(first).answer == "used"


@pytest.mark.parametrize(("line", "code"), [("A-999", "not_found"), ("A-002", "list")])
def test_a_line_that_cannot_be_handed_over_keeps_the_list_here(
    office: Office, tmp_path: Path, line: str, code: str
) -> None:
    application = on_the_shelf(office)
    office.desk.issue("paspor_baru")

    with refused(code):
        perform(office.desk, "handover-list", listed(tmp_path, application, line))

    assert office.desk.pickup_card(application).allowed


def test_a_file_that_is_not_there_is_told_in_words(office: Office, tmp_path: Path) -> None:
    with refused("unreadable_file"):
        perform(office.desk, "handover-list", Wish(text=str(tmp_path / "none.txt")))


def test_one_passport_goes_to_a_partner_too(office: Office) -> None:
    application = on_the_shelf(office)
    wish = Wish(text=application, collector="partner", institution="Kemenag Surakarta", name="Ahmad Fauzi")

    handed = perform(office.desk, "handover", wish)

    assert (handed["application"], handed["status"]) == (application, "handed_over")


def test_a_receipt_is_ticked_and_a_pickup_reported(office: Office) -> None:
    office.setting("handover_receipt", "printed")
    application = on_the_shelf(office)
    handed = perform(office.desk, "handover", Wish(text=application))
    assert (handed["signed"], bool(handed["receipt"])) == (False, True)

    ticked = perform(office.desk, "receipt-signed", Wish(text="a1"))
    reported = perform(office.desk, "report-pickup", Wish(text="a1", reason="slip_used"))

    assert ticked == {
        "events": ticked["events"],
        "application": application,
        "number": "A-001",
        "signed": True,
    }
    assert (reported["application"], reported["reason"]) == (application, "slip_used")
