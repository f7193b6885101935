"""A hub that a screen starts is a process of its own; it outlives the screen and shows its key to nobody."""

import os
import signal
from pathlib import Path

import pytest

from counter_tui.bootstrap.hub_process import Order, start
from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.store import keys
from counter_tui.sync import adoption


def test_a_hub_goes_on_in_a_session_of_its_own_and_shows_its_key_to_nobody(home: Home) -> None:
    key = keys.unlock(home.keys)
    home.keys.rename(home.folder / "keys.elsewhere")
    order = Order(folder=str(home.folder), key=key.hex(), host="127.0.0.1", port=0)
    running = start(order)
    try:
        assert adoption.announced_at(home.settings().serves)
        assert os.getsid(running.pid) == running.pid != os.getsid(0)
        open_to_all = [Path(f"/proc/{running.pid}/{name}").read_bytes() for name in ("cmdline", "environ")]
        assert not any(secret in one for one in open_to_all for secret in (key, key.hex().encode()))
        with pytest.raises(Refused) as caught:
            start(order)
        assert "sudah berjalan" in caught.value.sentence
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(90) == 0


def test_a_hub_that_cannot_start_says_why(home: Home) -> None:
    home.change(role="central")
    key = keys.unlock(home.keys)
    with pytest.raises(Refused) as caught:
        start(Order(folder=str(home.folder), key=key.hex(), host="127.0.0.1", port=0))
    assert "tidak berisi data loket" in caught.value.sentence


def test_a_hub_whose_log_cannot_be_written_is_refused_in_one_sentence(home: Home) -> None:
    home.logs.write_text("a file in its place")
    with pytest.raises(Refused) as caught:
        start(Order(folder=str(home.folder), key="", host="127.0.0.1", port=0))
    assert caught.value.code == "disk_error"
