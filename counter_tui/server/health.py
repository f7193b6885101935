"""How far this server is: a device's own view of it, and signs of life for whoever looks after it."""

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response

from counter_tui import __version__
from counter_tui.core.device_certificate import forwards
from counter_tui.server.central import Central
from counter_tui.server.guard import admit
from counter_tui.server.problem import answer
from counter_tui.store import migrate
from counter_tui.store.central.database import FAULTS
from counter_tui.store.central.pull import reach
from counter_tui.sync import wire

TOUCH_S = 1.0
"""A database that has not answered by then does not answer, as far as health is concerned."""

LAG = (
    "SELECT COALESCE(SUM(s.ingested - c.projected), 0) FROM office_sequence s"
    " JOIN projector_cursor c ON c.office = s.office"
)


def routes(central: Central) -> APIRouter:
    """Return the routes of `/v1/head` and `/v1/health`."""
    router = APIRouter()
    # Its own, so that it is answered while every other thread is busy.
    limiter = anyio.CapacityLimiter(2)

    @router.get("/v1/head")
    async def head(request: Request) -> Response:
        """Tell a device what the centre holds of its chains and of its office."""
        return await run_sync(_head, central, request)

    @router.get("/v1/health")
    async def health(request: Request) -> Response:
        """Tell that the server lives; with `?ready` whether it should be sent requests (503: not now)."""
        state = None
        with anyio.move_on_after(TOUCH_S):
            state = await run_sync(_state, central, limiter=limiter, abandon_on_cancel=True)
        if "ready" in request.query_params:
            return _readiness(state)
        live = {"status": "ok", "version": __version__, "server": central.identity.id}
        return answer(live | {"database": state is not None})

    return router


def _head(central: Central, request: Request) -> Response:
    device = admit(central, request, b"").device
    relay = forwards(device.authorised)
    journal = central.journal
    with central.database.read() as work:
        extent = reach(work, device.office)
        head = wire.HeadAnswer(
            server=central.identity.id,
            server_epoch=central.identity.epoch,
            now=central.now(),
            heads=journal.heads(device.office, device.device),
            durable=journal.durable(device.office, device.device),
            ingested=extent.ingested,
            projected=extent.projected,
            hub=central.hub,
            through=journal.through,
            relayed=journal.relayed(device.office, device.device) if relay else None,
            devices=(journal.certificates(device.office, None) or []) if relay else [],
        )
    return answer(head)


def _state(central: Central) -> tuple[str, int] | None:
    """Return the schema's revision and how many events wait for the projector; None without an answer."""
    try:
        with central.database.read() as work:
            schema = work.first("SELECT version_num FROM alembic_version")
            lag = work.first(LAG)
    except FAULTS:
        return None
    return str(schema[0]) if schema else "", int(lag[0]) if lag else 0


def _readiness(state: tuple[str, int] | None) -> Response:
    schema, lag = state if state is not None else ("", None)
    right = schema == migrate.SCHEMA
    found = {"ready": right, "database": state is not None, "schema": right, "lag": lag}
    response = answer(found, 200 if right else 503)
    if not right:
        response.headers["retry-after"] = "5"
    return response
