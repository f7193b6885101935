"""A screen that makes its computer the hub: what it remembers when the hub's process does not start."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from counter_tui.bootstrap import hub_process, promotion
from counter_tui.bootstrap.hub_role import HubRole
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.config import Home
from counter_tui.core.refusal import Refused


def refuse(_order: hub_process.Order) -> Any:
    raise Refused("Tidak jalan.", code="hub")


@pytest.mark.parametrize("planned", [False, True])
def test_only_a_promoted_computer_is_the_hub_before_its_process_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planned: bool
) -> None:
    home = Home(tmp_path)
    desk = SimpleNamespace(decider=lambda: SimpleNamespace(id="dewi"))
    terminal = SimpleNamespace(home=home, desk=desk, store=SimpleNamespace(key=bytes(32)))
    monkeypatch.setattr(promotion, "hub_of", lambda _terminal: SimpleNamespace(address="https://127.0.0.1:1"))
    monkeypatch.setattr(promotion, "promote", lambda _terminal, *, old_hub_is_off: old_hub_is_off)
    monkeypatch.setattr(hub_process, "start", refuse)
    with pytest.raises(Refused):
        HubRole(cast(Terminal, terminal)).take(planned=planned)
    assert home.settings().keeps_hub is not planned
