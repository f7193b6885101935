"""The languages of the screen: Indonesian sentences are the message ids, English comes from a catalogue."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

CATALOGUES = Path(__file__).parent / "catalogues"
LANGUAGES = ("id", "en")


class _Speech:
    """A language in use."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.catalogue = (
            gettext.NullTranslations()
            if code == "id"
            else gettext.translation("counter_tui", str(CATALOGUES), languages=[code])
        )


_speeches = {"id": _Speech("id")}
_asked: ContextVar[_Speech | None] = ContextVar("language", default=None)


class _Process:
    """What the whole process speaks, unless somebody is spoken to in theirs."""

    speech = _speeches["id"]


def use(code: str) -> None:
    """Speak `id` or `en` from now on; Indonesian reads no file, so that the first paint waits for none."""
    _Process.speech = _speech(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak to somebody in their language, in this thread or task alone; in ours where we have not theirs."""
    token = _asked.set(_speech(code) if code in LANGUAGES else None)
    try:
        yield
    finally:
        _asked.reset(token)


def current() -> str:
    """Return the code of the language in use."""
    return (_asked.get() or _Process.speech).code


def _(text: str) -> str:
    """Return the sentence in the language in use; placeholders are filled by the caller with `format`."""
    return (_asked.get() or _Process.speech).catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the singular or plural sentence for a count; Indonesian has one form for both."""
    return (_asked.get() or _Process.speech).catalogue.ngettext(one, many, count)


def within(name: str) -> str:
    """Return a name as it stands within a sentence: `keluarga satu KK` keeps its abbreviation."""
    return name[:1].lower() + name[1:]


def decimal(value: float, places: int = 1) -> str:
    """Return a number with the decimal sign of the language in use: `1,5`, in English `1.5`."""
    text = f"{value:.{places}f}"
    return text.replace(".", ",") if current() == "id" else text


def _speech(code: str) -> _Speech:
    if code not in LANGUAGES:
        raise ValueError(f"unknown language {code}")
    if code not in _speeches:
        _speeches[code] = _Speech(code)
    return _speeches[code]
