"""Names are masked wherever more than one pair of eyes may read them."""

import pytest

from counter_tui.core.names import fold_case, mask


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Hartini Purnomo", "Hartini P."),
        ("Yusuf Handayani Wibowo", "Yusuf H."),
        ("  siti   maulana ", "siti M."),
        ("Sukarno", "S."),
        ("", ""),
    ],
)
def test_a_masked_name_keeps_first_name_and_initial(name: str, masked: str) -> None:
    assert mask(name) == masked


def test_find_compares_without_case_and_extra_spaces() -> None:
    assert fold_case("  HARTINI  Purnomo") == fold_case("hartini purnomo")
