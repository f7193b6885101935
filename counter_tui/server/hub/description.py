"""The OpenAPI description of what a hub has beyond a centre's routes: its desk, and where it is."""

from counter_tui.core.hub_announcement import Announcements
from counter_tui.server.description import WRITING, Json, Part, body, operation, parameter, ref
from counter_tui.server.hub.actions import ACTIONS, Arguments
from counter_tui.sync import move, wire
from counter_tui.sync.desk_command import RESOLVE, DeskAnswer, DeskCommand

_ARGUMENTS: tuple[type, ...] = tuple(kind for kind, _method in ACTIONS.values())
_REFUSALS = (*WRITING, 426)


def _command() -> Json:
    """Return what is asked of the desk: a command with the arguments of one of its actions."""
    arguments = {"anyOf": [ref(kind) for kind in (Arguments, *_ARGUMENTS)]}
    return {"allOf": [ref(DeskCommand), {"type": "object", "properties": {"arguments": arguments}}]}


HUB = Part(
    {
        "/v1/desk/{action}": {
            "post": operation("Do one desk action, once.", DeskAnswer, _REFUSALS)
            | {
                "parameters": [
                    parameter("action", "path", {"enum": [*ACTIONS, RESOLVE]}) | {"required": True}
                ],
                "requestBody": body(wire.JSON, _command()),
            }
        },
        move.PATH: {
            "get": operation("Tell which hub this site has.", Announcements, (429, 503)) | {"security": []},
            "post": operation("Let a terminal take this hub's place.", move.MoveAnswer, _REFUSALS)
            | {"requestBody": body(wire.JSON, ref(move.MoveAsk))},
        },
    },
    (DeskCommand, DeskAnswer, Announcements, move.MoveAsk, move.MoveAnswer, Arguments, *_ARGUMENTS),
)
