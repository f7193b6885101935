"""An office's identifier and the short code that its slips carry."""

import re

from counter_tui.core.refusal import Refused
from counter_tui.language import _

CODE_CHARACTERS = 4
_IDENTIFIER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,30}[A-Za-z0-9])?")


def code_for(office: str) -> str:
    """Return the code (`iss`) of an office's slips: the identifier itself where it fits, else its start.

    A slip's token has room for four characters (DESIGN §5). Raises Refused for what is no identifier.
    """
    if not _IDENTIFIER.fullmatch(office):
        sentence = _(
            "Kode kantor terdiri dari 1 sampai 32 huruf, angka, titik atau garis, misalnya PLG. "
            "Belum ada yang dibuat."
        )
        raise Refused(sentence, code="office_code")
    letters = re.sub(r"[^A-Za-z0-9]", "", office)
    return (office if len(office) <= CODE_CHARACTERS else letters[:CODE_CHARACTERS]).upper()
