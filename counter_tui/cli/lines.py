"""`counter-tui do -`: actions read from standard input, one command line each, as `do` takes them."""

import shlex
from collections.abc import Iterable, Iterator
from typing import Any

from counter_tui.core.refusal import Refused
from counter_tui.language import _

STREAM = "-"


def read(text: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield each line's action and options; blank lines and `#` comments are passed over.

    Raises Refused for a line that is no action: what stood before it is done, what follows is not.
    """
    from counter_tui.cli.do_words import line_parser

    parser = line_parser()
    for number, line in enumerate(text, start=1):
        try:
            words = shlex.split(line, comments=True)
            if words:
                yield vars(parser.parse_args(words))
        except ValueError as error:
            sentence = _("Baris {number} bukan tindakan. Yang sebelumnya tercatat; perbaiki, lalu lanjutkan.")
            raise Refused(sentence.format(number=number), code="bad_line") from error
