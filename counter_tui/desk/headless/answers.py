"""Views as the JSON that `counter-tui` prints; scripts rely on these keys (DESIGN §8)."""

from typing import Any

import msgspec

from counter_tui.desk.views.counter import CounterView, ServeChoice
from counter_tui.desk.views.day import DayView
from counter_tui.desk.views.finding import FoundRow
from counter_tui.desk.views.state import JobRow
from counter_tui.desk.views.ticket import TicketView
from counter_tui.desk.views.waiting import QueueView

Json = dict[str, Any]


def ticket_json(view: TicketView) -> Json:
    """Return a ticket as scripts read it; `stages` says of each stage of the route whether it is done."""
    return {
        "ticket": view.id,
        "number": view.number,
        "service": view.service,
        "visit": view.visit,
        "stages": {stage.key: stage.done for stage in view.stages},
        "status": view.status,
        "counter": view.counter,
        "priority": view.priority,
        "reason": view.reason,
        "applications": list(view.applications),
        "event": view.event,
    }


def queue_json(view: QueueView, now: int) -> Json:
    """Return who waits, in calling order, and who is served; `now` in UTC milliseconds."""
    return {
        "waiting": [
            {
                "number": row.number,
                "service": row.service,
                "visit": row.visit,
                "priority": row.priority,
                "waited_s": max(0, now - row.waiting_since) // 1000,
            }
            for row in view.waiting
        ],
        "serving": [
            {
                "number": row.number,
                "service": row.service,
                "status": row.status,
                "counter": row.counter,
                "since_s": max(0, now - row.since) // 1000,
            }
            for row in view.serving
        ],
    }


def plain(view: msgspec.Struct) -> Json:
    """Return a view whose fields are the promised keys as they are."""
    found: Json = msgspec.to_builtins(view)
    return found


def counter_json(view: CounterView, choices: tuple[ServeChoice, ...]) -> Json:
    """Return how this counter stands; `serves` are its visits as `service:visit`."""
    return {
        "counter": view.counter,
        "state": view.state,
        "day": view.day,
        "serves": [f"{one.service}:{one.visit}" for one in choices if one.served],
    }


def day_json(view: DayView) -> Json:
    """Return the business day and what earlier days left open."""
    return {
        "today": view.today,
        "day": view.day,
        "leftovers": [
            {"number": row.number, "day": row.day, "service": row.service_name, "status": row.status}
            for row in view.leftovers
        ],
    }


def found_json(rows: tuple[FoundRow, ...]) -> Json:
    """Return what find answers; names are masked as on the screen."""
    return {
        "found": [
            {
                "kind": row.kind,
                "id": row.id,
                "number": row.number,
                "name": row.masked_name,
                "service": row.service_name,
                "state": row.state,
                "code": row.code,
            }
            for row in rows
        ]
    }


def jobs_json(jobs: tuple[JobRow, ...]) -> Json:
    """Return the print jobs, newest first."""
    return {
        "jobs": [
            {
                "job": job.id,
                "at": job.at,
                "document": job.document,
                "subject": job.subject,
                "copy": job.copy,
                "state": job.state,
                "note": job.note,
                "printer": job.printer,
                "reason": job.reason,
            }
            for job in jobs
        ]
    }
