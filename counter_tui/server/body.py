"""Reading foreign bodies within limits of size, time and inflation."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from fastapi import Request
from starlette.requests import ClientDisconnect

from counter_tui.language import _
from counter_tui.server.problem import Declined
from counter_tui.sync import packing, wire

PACKED_BYTES = 8 * 1024 * 1024
"""How large a body may be as it travels; what it inflates to is bounded by `packing.MAX_BYTES`."""

PATIENCE_S = 60.0

T = TypeVar("T")


def ignore(_size: int) -> None:
    """Count nothing: for bodies so small that their number is limit enough."""


async def read(request: Request, limit: int = PACKED_BYTES, count: Callable[[int], None] = ignore) -> bytes:
    """Return the request's whole body; raises Declined for one that is too large or too slow.

    `count` is told of every part's size before it is kept.
    """
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > limit:
        raise _too_large()
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE_S):
            async for part in request.stream():
                if len(body) + len(part) > limit:
                    raise _too_large()
                count(len(part))
                body += part
    except TimeoutError as error:
        raise Declined(408, "too_slow", _("Kiriman terlalu lambat. Coba lagi.")) from error
    except ClientDisconnect as error:
        raise Declined(400, "hung_up") from error
    return bytes(body)


def unpack(body: bytes, head: type[T]) -> tuple[T, list[bytes]]:
    """Return a compressed body's head and lines; raises Declined for a foreign or too large one."""
    try:
        found, lines = packing.unpack(body, head)
    except packing.BodyTooLarge as error:
        raise _too_large() from error
    except packing.MalformedBody as error:
        raise malformed() from error
    if len(lines) > wire.MAX_LINES:
        raise _too_large()
    return found, lines


def malformed() -> Declined:
    """Return the refusal of what cannot be read."""
    return Declined(400, "malformed", _("Kiriman tidak terbaca. Perbarui counter-tui di loket itu."))


def _too_large() -> Declined:
    return Declined(413, "too_large", _("Kiriman terlalu besar. Kirim dalam bagian yang lebih kecil."))
