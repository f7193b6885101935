"""A list of numbers or slips in a text file: one a line, in a CSV its first column."""

import os
import re
from pathlib import Path

from counter_tui.core.refusal import Refused
from counter_tui.language import _

SUFFIXES = frozenset({".txt", ".csv", ".tsv"})
MOST_BYTES = 1_000_000


def place(text: str) -> Path:
    """Return where a text points; the home (`~`) of a user whom nobody knows stays as it was typed."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - Path's own raises for such a user


def lines_of(text: str) -> list[str]:
    """Return the lines of the file that a text names, else the text itself.

    Refused when the file is not there, cannot be read or is far too large for a list.
    """
    path = place(text)
    if path.suffix.lower() not in SUFFIXES:
        return [text]
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(
                _("Berkas itu terlalu besar. Tidak ada yang ditambahkan. Periksa namanya."),
                code="file_too_large",
            )
        content = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            _("Berkas itu tidak terbaca. Tidak ada yang ditambahkan. Periksa letak dan namanya."),
            code="no_file",
        ) from error
    first = (re.split(r"[,;\t]", line, maxsplit=1)[0].strip().strip('"') for line in content.splitlines())
    return [cell for cell in first if cell]
