"""The list of threats names modules and tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = "core|store|sync|desk|server|cli|tui|e2e"


def test_every_module_and_test_that_the_threats_name_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Threats")[2]
    named = re.findall(rf"`((?:{ROOMS})/[a-z_/.]+)`", text)
    places = [
        ROOT / "tests" / name if name.endswith(".py") else ROOT / "counter_tui" / f"{name}.py"
        for name in named
    ]
    assert len(places) > 40
    assert [place for place in places if not place.is_file()] == []
