"""Enrolling a terminal of these tests at a real centre."""

import asyncio

import httpx

from counter_tui.sync.server_clock import wall_ms
from tests.e2e.installation import Centre
from tests.server.conftest import ask_in
from tests.server.terminal import Terminal


async def enrolled(centre: Centre, client: httpx.AsyncClient) -> Terminal:
    """Return a new terminal of one office that this centre has taken in."""
    words = ("devices", "enrol", "--office", "PLG", "--name", "Loket")
    code = (await asyncio.to_thread(centre.home.ask, *words))["code"]
    terminal = Terminal(client, now=wall_ms())
    answer = await ask_in(terminal, code)
    assert answer.status_code == 200, answer.text
    return terminal
