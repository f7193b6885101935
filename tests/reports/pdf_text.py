"""What stands on each page of a PDF of ours, read from its content streams without a PDF library."""

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"\(((?:\\.|[^\\)])*)\) Tj")


def pages(content: bytes) -> list[list[str]]:
    """Return the pieces of text of each page, in the order in which they were written."""
    streams = (_inflated(found[1]) for found in _STREAM.finditer(content))
    return [[_text(piece) for piece in _SHOWN.findall(stream)] for stream in streams if b" Tj" in stream]


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _text(piece: bytes) -> str:
    return re.sub(rb"\\(.)", rb"\1", piece).decode("windows-1252")
