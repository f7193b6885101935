"""A list of numbers or slips in a text file: one a line, in a CSV its first column."""

import re
from pathlib import Path

from counter_tui.core.refusal import Refused
from counter_tui.language import _

SUFFIXES = frozenset({".txt", ".csv", ".tsv"})
MOST_BYTES = 1_000_000


def lines_of(text: str) -> list[str]:
    """Return the lines of the file that a text names, else the text itself.

    Refused when the file is not there, cannot be read or is far too large for a list.
    """
    path = Path(text).expanduser()
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
