"""The languages of the screen: Indonesian sentences are the message ids, English comes from a catalogue."""

import gettext
from pathlib import Path

CATALOGUES = Path(__file__).parent / "catalogues"
LANGUAGES = ("id", "en")


class _Speech:
    """The language in use, one for the whole process."""

    code = "id"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use(code: str) -> None:
    """Speak `id` or `en` from now on; Indonesian reads no file, so that the first paint waits for none."""
    if code not in LANGUAGES:
        raise ValueError(f"unknown language {code}")
    _Speech.code = code
    if code == "id":
        _Speech.catalogue = gettext.NullTranslations()
    else:
        _Speech.catalogue = gettext.translation("counter_tui", str(CATALOGUES), languages=[code])


def current() -> str:
    """Return the code of the language in use."""
    return _Speech.code


def _(text: str) -> str:
    """Return the sentence in the language in use; placeholders are filled by the caller with `format`."""
    return _Speech.catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the singular or plural sentence for a count; Indonesian has one form for both."""
    return _Speech.catalogue.ngettext(one, many, count)


def within(name: str) -> str:
    """Return a name as it stands within a sentence: `keluarga satu KK` keeps its abbreviation."""
    return name[:1].lower() + name[1:]


def decimal(value: float, places: int = 1) -> str:
    """Return a number with the decimal sign of the language in use: `1,5`, in English `1.5`."""
    text = f"{value:.{places}f}"
    return text.replace(".", ",") if _Speech.code == "id" else text
