"""The centre's ASGI application: its routes, its refusals, its clock on every answer, its background work."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counter_tui import __version__
from counter_tui.server import enrolment, exchange, health, problem, records
from counter_tui.server.central import Central
from counter_tui.sync import wire


def build(central: Central) -> FastAPI:
    """Return the application of one centre; its lifespan runs its threads and looks after long-polls."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(central.journal.begin, central.now())
        for worker in (central.follower, *central.workers):
            worker.start()
        looking = asyncio.create_task(central.watch.look())
        try:
            yield
        finally:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking
            for worker in (*central.workers, central.follower):
                await asyncio.to_thread(worker.stop)

    app = FastAPI(
        title="counter-tui central", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None
    )
    for part in (enrolment, exchange, records, health):
        app.include_router(part.routes(central))
    for router in central.routers:
        app.include_router(router)
    problem.install(app)
    app.add_middleware(_Edge, central=central)
    return app


class _Edge:
    """The outermost layer: the server's time on every answer, and no traceback of a fault in any log.

    Terminals measure their clocks by that time, so a refusal bears it too.
    """

    def __init__(self, app: ASGIApp, central: Central) -> None:
        self.app = app
        self.central = central

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def stamped(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                now = str(self.central.now()).encode()
                message["headers"] = [*message.get("headers", []), (wire.NOW.encode(), now)]
            await send(message)

        try:
            await self.app(scope, receive, stamped)
        except Exception as error:
            response = problem.failed(scope["method"], scope["path"], error)
            if not started:
                await response(scope, receive, stamped)
