"""Refusals over HTTP: a status, a code for machines and one sentence for people."""

import logging

import msgspec
from fastapi import FastAPI, Request, Response

from counter_tui.language import _
from counter_tui.server.figures import Figures
from counter_tui.store.central.database import FAULTS
from counter_tui.sync import wire

_log = logging.getLogger("counter_tui.server")


class Declined(Exception):
    """A request that is refused; `retry_after` is in seconds. Neither code nor sentence is personal."""

    def __init__(self, status: int, code: str, sentence: str = "", retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.problem = wire.Problem(code=code, sentence=sentence)
        self.retry_after = retry_after


def answer(value: object, status: int = 200) -> Response:
    """Return a JSON answer."""
    return Response(msgspec.json.encode(value), status_code=status, media_type=wire.JSON)


def install(app: FastAPI, figures: Figures) -> None:
    """Make every refusal and every fault of this application a JSON problem, and count them."""

    async def declined(_request: Request, error: Exception) -> Response:
        if not isinstance(error, Declined):
            raise error
        return refusal(error, figures)

    app.add_exception_handler(Declined, declined)
    app.add_exception_handler(404, _unknown)
    app.add_exception_handler(405, _unknown)
    for fault in FAULTS:
        app.add_exception_handler(fault, _unavailable)


def refusal(error: Declined, figures: Figures) -> Response:
    """Return the answer to a refused request, and count it."""
    figures.refused(error.problem.code)
    response = answer(error.problem, error.status)
    if error.retry_after is not None:
        response.headers["retry-after"] = str(error.retry_after)
    return response


async def _unknown(_request: Request, _error: Exception) -> Response:
    return answer(wire.Problem(code="unknown_path", sentence=_("Alamat ini tidak dikenal.")), 404)


async def _unavailable(_request: Request, error: Exception) -> Response:
    # A driver's message may quote a row: only the kind of fault is logged.
    _log.error("the database does not answer: %s", type(error).__name__)
    sentence = _("Pusat sedang tidak dapat menyimpan. Data loket aman di loket; dicoba lagi otomatis.")
    response = answer(wire.Problem(code="unavailable", sentence=sentence), 503)
    response.headers["retry-after"] = "5"
    return response


def failed(method: str, route: str, error: Exception) -> Response:
    """Log the kind of a fault of ours, whose text may quote a row, and return the refusal for it."""
    _log.error("%s %s failed: %s", method, route, type(error).__name__)
    sentence = _("Pusat gagal melayani permintaan ini. Data loket aman di loket; dicoba lagi otomatis.")
    return answer(wire.Problem(code="failed", sentence=sentence), 500)
