"""Both catalogues hold exactly the sentences of the code, translated and compiled."""

import ast
from collections.abc import Iterator
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from counter_tui.language import LANGUAGES
from scripts import messages

both = pytest.mark.parametrize("code", LANGUAGES)


@pytest.fixture(scope="module")
def template() -> Catalog:
    """Return every sentence in the code."""
    return messages.collect()


def stored(code: str) -> Catalog:
    """Return a catalogue as it is committed."""
    return read_po(BytesIO(messages.po_file(code).read_bytes()), locale=code)


def words(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    """Return each sentence's translation, or its forms, by the sentence or its singular."""
    return {texts(message.id)[0]: texts(message.string or "") for message in messages.messages(catalogue)}


def texts(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@both
def test_a_catalogue_has_exactly_the_sentences_of_the_code(code: str, template: Catalog) -> None:
    said = {message.id for message in messages.messages(template)}
    known = {message.id for message in messages.messages(stored(code))}
    assert known == said


@both
def test_every_sentence_is_translated_with_the_same_placeholders(code: str) -> None:
    assert messages.missing(stored(code)) == []


def test_a_translation_that_loses_a_placeholder_counts_as_missing() -> None:
    catalogue = Catalog(locale="en")
    catalogue.add("{number} dipanggil", "called")
    assert messages.missing(catalogue) == ["{number} dipanggil"]


@both
def test_the_compiled_catalogue_says_what_the_readable_one_says(code: str) -> None:
    with messages.po_file(code).with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert words(compiled) == words(stored(code))


@both
def test_a_new_run_of_the_collector_would_change_nothing(code: str, template: Catalog) -> None:
    po, mo = messages.rendered(messages.updated(template, code))
    file = messages.po_file(code)
    assert (file.read_bytes(), file.with_suffix(".mo").read_bytes()) == (po, mo)


def test_no_sentence_hides_where_the_collector_cannot_find_it(template: Catalog) -> None:
    hidden = [
        f"{file.name}: {text}"
        for file in messages.PACKAGE.rglob("*.py")
        for text in marked(ast.parse(file.read_text("utf-8")))
        if text not in template
    ]
    assert hidden == []


def marked(tree: ast.AST) -> Iterator[str]:
    """Yield the sentences marked for translation, those within f-strings too."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in messages.KEYWORDS
        ):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_the_key_tables_words_are_collected(template: Catalog) -> None:
    assert "memindahkan nomor" in template


def test_english_keeps_the_blanks_around_a_sentence_part() -> None:
    differing = [
        said
        for said, translated in words(stored("en")).items()
        if (said.startswith(" "), said.endswith(" "))
        != (translated[0].startswith(" "), translated[0].endswith(" "))
    ]
    assert differing == []
