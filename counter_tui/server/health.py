"""How far this centre is: a device's own view of it, a sign of life, and figures for a monitor."""

import ipaddress

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response

from counter_tui import __version__
from counter_tui.language import _
from counter_tui.server.central import Central
from counter_tui.server.guard import admit
from counter_tui.server.problem import Declined, answer
from counter_tui.store.central.pull import reach
from counter_tui.sync import wire

_FIGURES = (
    ("events_ingested", "counter", "SELECT COALESCE(SUM(ingested), 0) FROM office_sequence"),
    ("events_projected", "counter", "SELECT COALESCE(SUM(projected), 0) FROM projector_cursor"),
    ("lines_quarantined", "gauge", "SELECT COUNT(*) FROM quarantine"),
    ("devices_enrolled", "gauge", "SELECT COUNT(*) FROM device WHERE revoked_at IS NULL"),
    ("devices_alarmed", "gauge", "SELECT COUNT(*) FROM device WHERE alarm_at IS NOT NULL"),
)


def routes(central: Central) -> APIRouter:
    """Return the routes of `/v1/head`, `/v1/health` and `/metrics`."""
    router = APIRouter()

    @router.get("/v1/head")
    async def head(request: Request) -> Response:
        """Tell a device what the centre holds of its chains and of its office."""
        return await run_sync(_head, central, request)

    @router.get("/v1/health")
    async def health() -> Response:
        """Tell that the server runs and its database answers."""
        await run_sync(_touch, central)
        return answer({"status": "ok", "version": __version__, "server": central.identity.id})

    @router.get("/metrics")
    async def metrics(request: Request) -> Response:
        """Give totals over all offices in Prometheus' text format, on this machine only."""
        _local_only(request)
        return Response(await run_sync(_metrics, central), media_type="text/plain; version=0.0.4")

    return router


def _head(central: Central, request: Request) -> Response:
    device = admit(central, request, b"").device
    heads = central.journal.heads(device.office, device.device)
    with central.database.read() as work:
        extent = reach(work, device.office)
    return answer(
        wire.HeadAnswer(
            server=central.identity.id,
            server_epoch=central.identity.epoch,
            now=central.now(),
            heads=heads,
            durable=central.journal.durable(device.office, device.device),
            ingested=extent.ingested,
            projected=extent.projected,
        )
    )


def _touch(central: Central) -> None:
    with central.database.read() as work:
        work.first("SELECT 1")


def _metrics(central: Central) -> str:
    lines = [f"# TYPE counter_tui_long_polls gauge\ncounter_tui_long_polls {central.watch.waiting}"]
    with central.database.read() as work:
        for name, kind, statement in _FIGURES:
            row = work.first(statement)
            lines.append(f"# TYPE counter_tui_{name} {kind}\ncounter_tui_{name} {row[0] if row else 0}")
    return "\n".join(lines) + "\n"


def _local_only(request: Request) -> None:
    host = request.client.host if request.client else ""
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise Declined(403, "local_only", _("Angka ini hanya dapat dibaca dari mesin pusat sendiri."))
