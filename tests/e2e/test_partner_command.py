"""A partner's list is handed over by one command, which also waits for its receipt."""

from pathlib import Path

from tests.e2e.installation import Installation


def test_a_partner_s_list_is_handed_over_and_its_receipt_comes_out(
    tmp_path: Path, terminal: Installation
) -> None:
    numbers = [terminal.ask("do", "issue", "--service", "haji_kolektif")["number"] for _ in range(2)]
    for number in numbers:
        terminal.ask("do", "ready", number, "--shelf", "C-14")
    file = tmp_path / "list.txt"
    file.write_text("\n".join(numbers), encoding="utf-8")

    partner = ("--institution", "Kemenag Surakarta", "--name", "Ahmad Fauzi")
    handed = terminal.ask("do", "handover-list", str(file), *partner)

    assert handed["numbers"] == numbers
    jobs = terminal.ask("do", "jobs")["jobs"]
    (receipt,) = [job for job in jobs if job["job"] == handed["receipt"]]
    assert (receipt["document"], receipt["state"]) == ("partner_receipt", "confirmed")
