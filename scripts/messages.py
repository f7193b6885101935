"""Collect the screen's sentences from the code into both catalogues and compile them.

python3 scripts/messages.py [--check]

Indonesian sentences are the message ids, so `id` is filled by itself; `en` keeps its translations and
shows what is still missing. With --check nothing is written and a stale or incomplete catalogue exits 1.
"""

import argparse
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "counter_tui"
CATALOGUES = PACKAGE / "language" / "catalogues"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
HEADERS = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")


class Sentences(Catalog):
    """A catalogue whose header names no day and no version of a tool: these would make every run differ."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the lines of the header."""
        return [(name, value) for name, value in super().mime_headers if name in HEADERS]


def collect() -> Catalog:
    """Return a template with every sentence in the code."""
    template = Catalog(charset="utf-8", fuzzy=False)
    found = extract_from_dir(str(PACKAGE), method_map=[("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, message, _comments, _context in found:
        template.add(message)
    return template


def updated(template: Catalog, language: str) -> Catalog:
    """Return a language's catalogue with exactly the template's sentences, translations kept."""
    file = po_file(language)
    old = read_po(file.open("rb"), locale=language) if file.exists() else Catalog(locale=language)
    new = Sentences(locale=language, charset="utf-8", fuzzy=False)
    new.header_comment = "# Sentences of counter-tui; the message ids are the Indonesian ones."
    for message in messages(template):
        new.add(message.id, _own_words(message, new) if language == "id" else _translation(old, message))
    return new


def _translation(old: Catalog, message: Message) -> str | tuple[str, ...]:
    known = old.get(message.id)
    text = known.string if known is not None else None
    if message.pluralizable:
        return ("", "") if text is None or isinstance(text, str) else tuple(text)
    return text if isinstance(text, str) else ""


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Yield a catalogue's sentences without its header."""
    return (message for message in catalogue if message.id)


def missing(catalogue: Catalog) -> list[str]:
    """Return the sentences that have no translation, or one whose placeholders differ."""
    return [str(message.id) for message in messages(catalogue) if not _complete(message)]


def po_file(language: str) -> Path:
    """Return where a language's readable catalogue lies; its compiled one is beside it."""
    return CATALOGUES / language / "LC_MESSAGES" / "counter_tui.po"


def rendered(catalogue: Catalog) -> tuple[bytes, bytes]:
    """Return the readable and the compiled form; no places, so that only new words make them stale."""
    po, mo = BytesIO(), BytesIO()
    write_po(po, catalogue, width=100, sort_output=True, no_location=True)
    write_mo(mo, catalogue)
    return po.getvalue(), mo.getvalue()


def _own_words(message: Message, catalogue: Catalog) -> str | tuple[str, ...]:
    return (
        (_texts(message.id)[-1],) * catalogue.num_plurals if message.pluralizable else _texts(message.id)[0]
    )


def _complete(message: Message) -> bool:
    wanted = _placeholders(_texts(message.id)[-1])
    *forms, last = _texts(message.string or "")
    return (
        bool(last)
        and _placeholders(last) == wanted
        and all(form and _placeholders(form) <= wanted for form in forms)
    )


def _texts(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def main() -> int:
    """Write or check both catalogues."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--check", action="store_true", help="write nothing, exit 1 when something is stale"
    )
    check = arguments.parse_args().check
    template, faults = collect(), 0
    for language in ("id", "en"):
        catalogue = updated(template, language)
        po, mo = rendered(catalogue)
        file = po_file(language)
        if check:
            stale = not file.exists() or file.read_bytes() != po or file.with_suffix(".mo").read_bytes() != mo
            faults += stale
            print(f"{language}: {'stale, run scripts/messages.py' if stale else 'up to date'}")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(po)
            file.with_suffix(".mo").write_bytes(mo)
        for text in missing(catalogue):
            faults += 1
            print(f"{language}: missing or with other placeholders: {text}")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())
