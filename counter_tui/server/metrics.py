"""`GET /metrics`: what this process counted and what the database holds, for Prometheus on this machine."""

from collections.abc import Iterator

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response

from counter_tui.language import _
from counter_tui.server.central import Central
from counter_tui.server.figures import family
from counter_tui.server.health import LAG
from counter_tui.server.limits import address_of, is_local
from counter_tui.server.problem import Declined

_HELD = (
    ("events_ingested_total", "counter", "SELECT COALESCE(SUM(ingested), 0) FROM office_sequence"),
    ("events_projected_total", "counter", "SELECT COALESCE(SUM(projected), 0) FROM projector_cursor"),
    ("projector_lag_events", "gauge", LAG),
    ("lines_quarantined", "gauge", "SELECT COUNT(*) FROM quarantine"),
    ("devices_enrolled", "gauge", "SELECT COUNT(*) FROM device WHERE revoked_at IS NULL"),
    ("devices_revoked", "gauge", "SELECT COUNT(*) FROM device WHERE revoked_at IS NOT NULL"),
    ("devices_alarmed", "gauge", "SELECT COUNT(*) FROM device WHERE alarm_at IS NOT NULL"),
)


def routes(central: Central) -> APIRouter:
    """Return the route of `/metrics`."""
    router = APIRouter()

    @router.get("/metrics")
    async def metrics(request: Request) -> Response:
        """Give totals over all offices in Prometheus' text format, on this machine only."""
        if not is_local(address_of(request)):
            sentence = _("Angka ini hanya dapat dibaca dari mesin pusat sendiri.")
            raise Declined(403, "local_only", sentence)
        text = await run_sync(lambda: "\n".join(_lines(central)))
        return Response(f"{text}\n", media_type="text/plain; version=0.0.4")

    return router


def _lines(central: Central) -> Iterator[str]:
    yield from family("long_polls", "gauge", [("", central.watch.waiting)])
    yield from family("pushes_in_hand", "gauge", [("", central.gate.inside)])
    yield from central.figures.lines()
    with central.database.read() as work:
        held = [(name, kind, work.first(statement)) for name, kind, statement in _HELD]
    for name, kind, row in held:
        yield from family(name, kind, [("", row[0] if row else 0)])
