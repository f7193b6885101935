from pathlib import Path

import pytest

from counter_tui.core.refusal import Refused
from counter_tui.printing.profile import Cutter, Profile, QrMode
from counter_tui.printing.profile_files import BUILTIN, CHARACTER_DOTS, QR_MODULES, profile_named


def own(home: Path, text: str, name: str = "loket") -> Profile:
    folder = home / "printers"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, "utf-8")
    return profile_named(name, home)


def test_the_built_in_profiles_are_the_two_widths_of_paper() -> None:
    assert [(profile_named(name).columns, profile_named(name).dots) for name in BUILTIN] == [
        (32, 384),
        (48, 576),
    ]


@pytest.mark.parametrize("name", BUILTIN)
def test_a_built_in_profile_can_print_what_it_says(name: str) -> None:
    profile = profile_named(name)
    assert profile.columns * CHARACTER_DOTS <= profile.dots
    assert profile.qr_module_dots * QR_MODULES <= profile.dots
    assert not profile.drawer.documents


def test_an_offices_own_profile_says_only_what_differs(tmp_path: Path) -> None:
    profile = own(tmp_path, 'like = "generic80"\nqr = "raster"\nqr_module_dots = 4\ncutter = "full"\n')
    assert (profile.name, profile.columns, profile.qr, profile.cutter) == (
        "loket",
        48,
        QrMode.RASTER,
        Cutter.FULL,
    )


def test_a_printer_that_draws_no_codes_is_sent_modules_of_four_dots_unless_told_otherwise(
    tmp_path: Path,
) -> None:
    assert own(tmp_path, 'qr = "raster"\n').qr_module_dots == 4
    assert own(tmp_path, 'qr = "raster"\nqr_module_dots = 6\n').qr_module_dots == 6


def test_an_offices_own_profile_may_replace_a_built_in_one_and_no_other_home(tmp_path: Path) -> None:
    assert own(tmp_path, "tear_rows = 6\n", name="generic58").tear_rows == 6
    assert profile_named("generic58").tear_rows == 3


def test_a_drawer_opens_with_the_documents_that_the_profile_names(tmp_path: Path) -> None:
    profile = own(tmp_path, '[drawer]\ndocuments = ["receipt"]\npin = 5\n')
    assert (profile.drawer.documents, profile.drawer.pin, profile.drawer.milliseconds) == (
        ("receipt",),
        5,
        100,
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("columns = 'wide'\n", "columns"),
        ("columns = 48\n", "columns"),
        ("tear_rows = 256\n", "tear_rows"),
        ("qr = 'drawn'\n", "qr"),
        ("qr = 'raster'\nqr_module_dots = 5\n", "qr_module_dots"),
        ("qr = 'raster'\nqr_module_dots = 2\n", "qr_module_dots"),
        ("qr_module_dots = 7\n", "qr_module_dots"),
        ("colour = 'red'\n", "colour"),
        ("like = 'loket'\n", "like"),
        ("like = []\n", "like"),
        ("drawer = 1\n", "drawer"),
        ("[drawer]\ndocuments = ['poem']\n", "drawer.documents"),
        ("[drawer]\npin = 3\n", "drawer.pin"),
        ("[drawer]\ndoor = 1\n", "drawer.door"),
        ("name = 'other'\n", "name"),
    ],
)
def test_a_key_that_does_not_fit_is_refused_by_its_name_and_its_file(
    tmp_path: Path, text: str, key: str
) -> None:
    with pytest.raises(Refused) as refused:
        own(tmp_path, text)
    assert f"kunci {key} " in str(refused.value)
    assert "loket.toml" in str(refused.value)


@pytest.mark.parametrize("text", ["columns = = 3", "\udcff"])
def test_a_file_that_is_no_profile_is_refused_by_its_name(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "printers"
    folder.mkdir()
    (folder / "loket.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Refused, match=r"loket\.toml tidak terbaca"):
        profile_named("loket", tmp_path)


def test_an_unknown_profile_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    own(tmp_path, "tear_rows = 5\n")
    with pytest.raises(Refused, match="generic58, generic80, loket"):
        profile_named("poster", tmp_path)


@pytest.mark.parametrize("name", ["../loket", "/etc/passwd", ""])
def test_a_profile_is_looked_for_in_its_folder_only(tmp_path: Path, name: str) -> None:
    (tmp_path / "loket.toml").write_text("tear_rows = 5\n", "utf-8")
    (tmp_path / "printers").mkdir()
    with pytest.raises(Refused, match="tidak dikenal"):
        profile_named(name, tmp_path)
