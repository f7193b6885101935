"""Views as the JSON that `counter-tui` prints; scripts rely on these keys (DESIGN §8)."""

from typing import Any

from counter_tui.desk.views.counter import CounterView, ServeChoice
from counter_tui.desk.views.day import DayView
from counter_tui.desk.views.finding import FoundRow
from counter_tui.desk.views.imported import ImportIssue, ImportResult
from counter_tui.desk.views.pickup import HandoverView
from counter_tui.desk.views.slip import SlipView, VerifyView
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


def import_json(result: ImportResult) -> Json:
    """Return what an import took and which rows it refused or doubted."""
    return {
        "kind": result.kind,
        "accepted": result.accepted,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "rejected": [_issue_json(issue) for issue in result.rejected],
        "warnings": [_issue_json(issue) for issue in result.warnings],
        "dry_run": result.dry_run,
    }


def _issue_json(issue: ImportIssue) -> Json:
    return {"line": issue.line, "field": issue.field, "reason": issue.reason}


def slip_json(view: SlipView) -> Json:
    """Return a printed slip; `bytes` are those on the wire."""
    return {
        "application": view.application,
        "ticket": view.ticket,
        "number": view.number,
        "text": view.text,
        "bytes": view.bytes,
        "copy": view.copy,
        "promised": view.promised,
        "job": view.job,
        "event": view.event,
    }


def verify_json(view: VerifyView) -> Json:
    """Return what the offline check of a slip says."""
    return {
        "valid": view.valid,
        "reason": view.reason,
        "sentence": view.sentence,
        "application": view.application,
        "ready": view.ready,
    }


def handover_json(view: HandoverView) -> Json:
    """Return a handover; `readiness` is what this machine knew."""
    return {
        "application": view.application,
        "number": view.number,
        "status": view.status,
        "readiness": view.readiness,
        "event": view.event,
    }


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
            }
            for job in jobs
        ]
    }
