"""`POST /v1/desk/{action}`: a terminal asks for a number or a call, signed like every request."""

import asyncio

import msgspec
from fastapi import APIRouter, Request, Response

from counter_tui.core.refusal import Refused
from counter_tui.language import _, current
from counter_tui.server import body
from counter_tui.server.central import Central
from counter_tui.server.guard import admit, may_pull
from counter_tui.server.hub.commands import Asked, Commands
from counter_tui.server.hub.precedence import Precedence
from counter_tui.server.problem import Declined, answer
from counter_tui.sync.desk_command import DeskAnswer, DeskCommand

COMMAND_BYTES = 64 * 1024
NAME_CHARACTERS = 64


def routes(central: Central, commands: Commands, precedence: Precedence) -> APIRouter:
    """Return the route of `/v1/desk`."""
    router = APIRouter()

    @router.post("/v1/desk/{action}")
    async def act(action: str, request: Request) -> Response:
        """Do one desk action for a terminal's counter, once."""
        with precedence.command():
            raw = await body.read(request, COMMAND_BYTES)
            # Whose it is takes half a millisecond to prove, no longer than to hand it to another thread.
            caller = admit(central, request, raw)
            may_pull(caller)
            asked = Asked(caller.device.device, action, _read(raw), current())
            waiting: asyncio.Future[DeskAnswer] = asyncio.wrap_future(commands.ask(asked))
            try:
                return answer(await waiting)
            except Refused as refusal:
                raise Declined(503, refusal.code, refusal.sentence, retry_after=2) from refusal

    return router


def _read(raw: bytes) -> DeskCommand:
    try:
        command = msgspec.json.decode(raw, type=DeskCommand)
    except msgspec.DecodeError as error:
        raise body.malformed() from error
    if not command.id:
        raise Declined(400, "malformed", _("Perintah tanpa nomor pengenal. Tidak ada yang berubah."))
    if max(map(len, (command.id, command.counter, command.officer))) > NAME_CHARACTERS:
        raise body.malformed()
    return command
