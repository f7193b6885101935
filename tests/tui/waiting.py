"""Waiting for what should become true on a screen."""

import time
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from counter_tui.tui.widgets.canvas import Canvas

GIVE_UP_SECONDS = 90


async def until(pilot: Pilot[None], condition: Callable[[], bool], what: str = "") -> None:
    """Let the app run until the condition holds; fail with what was awaited and what the screen shows."""
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"never came: {what}\n{screen_text(pilot.app)}"
        await pilot.pause(0.005)


def text(app: App[None], selector: str) -> str:
    """Return what one widget of the present screen shows."""
    found: Widget = app.screen.query_one(selector)
    assert isinstance(found, Canvas)
    return found.text


def screen_text(app: App[None]) -> str:
    """Return what all painted widgets of the present screen show."""
    return "\n".join(canvas.text for canvas in app.screen.query(Canvas))


async def shows(pilot: Pilot[None], words: str, selector: str = "") -> None:
    """Wait until the screen, or one widget of it, shows some words, however they are spaced and broken."""
    app = pilot.app
    wanted = " ".join(words.split())
    await until(
        pilot,
        lambda: wanted in " ".join((text(app, selector) if selector else screen_text(app)).split()),
        words,
    )


def scan(app: App[None], typed: str) -> None:
    """Type as a scanner does: all in one moment, however busy the machine is, and a carriage return."""
    keys = [events.Key(_character_to_key(character), character) for character in typed]
    keys.append(events.Key("enter", "\r"))
    for key in keys:
        key.time = keys[-1].time
        app.post_message(key)
