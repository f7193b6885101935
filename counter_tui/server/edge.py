"""The outermost layer of every request: too many, the server's clock, the asker's language, what is counted,
and no traceback.

Terminals measure their clocks by the time on every answer, so a refusal bears it too.
"""

import time

from fastapi import Response
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counter_tui import language
from counter_tui.server import problem
from counter_tui.server.central import Central
from counter_tui.server.figures import Figures
from counter_tui.server.log import ACCESS
from counter_tui.server.problem import Declined
from counter_tui.sync import wire

AT_ONCE = 4000
"""Requests in hand, open long-polls among them: 151 offices with a dozen counters each, twice over."""


class Edge:
    """Wraps the application of one server."""

    def __init__(self, app: ASGIApp, central: Central) -> None:
        self.app = app
        self.central = central
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with language.speaking(_language(scope)):
            await self._answer(scope, _Answer(self.central, receive, send))

    async def _answer(self, scope: Scope, answer: "_Answer") -> None:
        self._open += 1
        try:
            refusal = self._refusal(scope)
            if refusal is not None:
                await refusal(scope, answer.receive, answer.send)
            else:
                await self.app(scope, answer.receive, answer.send)
        except Exception as error:
            response = problem.failed(scope["method"], _route(scope), error)
            if not answer.status:
                await response(scope, answer.receive, answer.send)
        finally:
            self._open -= 1
            answer.count(scope, self.central.figures)

    def _refusal(self, scope: Scope) -> Response | None:
        try:
            self.central.limits.of_address(HTTPConnection(scope))
            if self._open > AT_ONCE:
                raise self.central.gate.busy()
        except Declined as declined:
            return problem.refusal(declined, self.central.figures)
        return None


class _Answer:
    """One answer on its way."""

    def __init__(self, central: Central, receive: Receive, send: Send) -> None:
        self._central = central
        self._receive = receive
        self._send = send
        self._began = time.monotonic()
        self._received = 0
        self._sent = 0
        self.status = 0

    async def receive(self) -> Message:
        message = await self._receive()
        self._received += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            now = str(self._central.now()).encode()
            message["headers"] = [*message.get("headers", []), (wire.NOW.encode(), now)]
        self._sent += len(message.get("body", b""))
        await self._send(message)

    def count(self, scope: Scope, figures: Figures) -> None:
        # Who hung up before there was an answer is counted without a status.
        figures.answered(scope["method"], _route(scope), self.status, self._received, self._sent)
        fields = {
            "method": scope["method"],
            "route": _route(scope),
            "status": self.status,
            "ms": round((time.monotonic() - self._began) * 1000),
            "received": self._received,
            "sent": self._sent,
        }
        ACCESS.info("request", extra={"fields": fields})


def _language(scope: Scope) -> str:
    """Return the code of the language that the asker wants most; empty where none is named."""
    named = (value for name, value in scope["headers"] if name == b"accept-language")
    return bytes(next(named, b""))[:2].decode("latin-1").lower()


def _route(scope: Scope) -> str:
    """Return the pattern of the path: a path itself may hold anything that somebody wrote."""
    return str(getattr(scope.get("route"), "path", "other"))
