"""The formats of a report, each rendered by a module that is imported only when it is asked for."""

from importlib import import_module

from counter_tui.reports.report import Report

TABLE = "table"
FILES = {"csv": "csv_file", "xlsx": "xlsx", "pdf": "pdf"}
"""Format, which is also the file's ending, to the module of this room that renders it."""
BINARY = frozenset({"xlsx", "pdf"})
"""Formats that no terminal shows."""


def render(report: Report, form: str) -> bytes:
    """Return a report as the bytes of a file in one of `FILES`."""
    rendered: bytes = import_module(f"counter_tui.reports.{FILES[form]}").render(report)
    return rendered


def file_name(report: Report, form: str) -> str:
    """Return what such a file is called: `handovers-2024-09-01-2024-09-14.pdf`."""
    days = dict.fromkeys((report.day_from.isoformat(), report.day_to.isoformat()))
    return "-".join((report.name, *days)) + f".{form}"
