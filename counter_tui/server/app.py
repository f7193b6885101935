"""The centre's ASGI application: its routes, its refusals, its background work."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI

from counter_tui import __version__
from counter_tui.server import enrolment, exchange, health, metrics, problem, records
from counter_tui.server.central import Central
from counter_tui.server.description import describe
from counter_tui.server.edge import Edge


class _Described(FastAPI):
    """Describes itself by the wire's types: its routes read bodies themselves and have nothing to tell."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document of the routes that this server has."""
        return describe(set(super().openapi()["paths"]), self.state.parts)


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

    app = _Described(
        title="counter-tui central", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None
    )
    app.state.parts = central.described
    for part in (enrolment, exchange, records, health, metrics):
        app.include_router(part.routes(central))
    for router in central.routers:
        app.include_router(router)
    problem.install(app, central.figures)
    app.add_middleware(Edge, central=central)
    return app
