"""Every text has a Finnish and a Swedish translation that can be shown, and no translation is left over."""

from __future__ import annotations

import ast
from enum import StrEnum

import pytest

from layouts import trail_facts
from tests.architecture import catalogues, sources
from tests.architecture.catalogues import TRANSLATED, Entry
from tests.architecture.sources import LAYERS
from texts import enums

BROKEN = {
    "Orders of {day}": [Entry("orders.po", ("Tilaukset {paiva}",))],
    "Save": [Entry("orders.po", ("Tallenna",)), Entry("common.po", ("Talleta",))],
    "Close": [Entry("common.po", ("",))],
}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    shown = catalogues.shown()
    lacking = catalogues.untranslated(shown, catalogues.catalogue(language))
    assert not lacking, "\n".join(f"{shown[text]}  {text}" for text in lacking)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_left_over(language: str) -> None:
    translated = catalogues.catalogue(language)
    left = catalogues.unused(catalogues.shown(), translated)
    assert not left, "\n".join(f"{translated[text][0].file}  {text}" for text in left)


@pytest.mark.parametrize("language", TRANSLATED)
def test_one_text_has_one_translation(language: str) -> None:
    assert catalogues.disagreeing(catalogues.catalogue(language)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_text(language: str) -> None:
    assert catalogues.misplaced(catalogues.catalogue(language)) == []


def test_the_checks_of_the_catalogues_can_fail() -> None:
    assert catalogues.untranslated(["Close", "Orders of {day}", "New"], BROKEN) == ["Close", "New"]
    assert catalogues.unused(["Save", "Close"], BROKEN) == ["Orders of {day}"]
    assert catalogues.disagreeing(BROKEN) == ["Save"]
    assert catalogues.misplaced(BROKEN) == ["Orders of {day}"]


def test_every_member_of_a_shown_enum_has_words() -> None:
    assert [str(lacking) for kind, words in enums.WORDS.items() for lacking in wordless(kind, words)] == []


def wordless(kind: type[StrEnum], words: dict[StrEnum, str]) -> list[StrEnum]:
    return [member for member in kind if member not in words]


def test_a_member_without_words_is_found() -> None:
    kind = StrEnum("kind", ["ONE", "OTHER"])
    assert wordless(kind, {kind.ONE: "one"}) == [kind.OTHER]


def test_every_fact_on_the_trail_has_words() -> None:
    told = {name for path in sources.files("commands") for name in facts(sources.tree(path))}
    assert told - trail_facts.NAMES.keys() == {"code"}, "codes alone are not shown"


def facts(module: ast.AST) -> set[str]:
    """By name, as `record` and `advance` are given them."""
    given = [call.keywords for name, call in sources.calls(module) if name == "record"]
    held = [each.value for _, call in sources.calls(module) for each in call.keywords if each.arg == "facts"]
    keys = [
        key.value for each in held if isinstance(each, ast.Dict) for key in each.keys if isinstance(key, ast.Constant)
    ]
    return {each.arg for keywords in given for each in keywords if each.arg} | {str(key) for key in keys}


def test_texts_are_translated_whole() -> None:
    for path in sources.files(*LAYERS):
        assert catalogues.pasted_together(sources.tree(path)) == [], path
    bad = ast.parse(
        "_(f'{count} rows')\n_('{count} rows'.format(count=1))\n_('a' + b)\n_('rows').format(x=1)\n_(words[x])"
    )
    assert catalogues.pasted_together(bad) == [1, 2, 3]


def test_nothing_is_translated_while_a_module_is_loaded() -> None:
    for path in sources.files(*LAYERS):
        assert catalogues.spoken_at_import(sources.tree(path)) == [], path
    bad = ast.parse("TITLE = _('Orders')\ndef page():\n    return _('Orders')\nclass Column:\n    label = _('Name')")
    assert catalogues.spoken_at_import(bad) == [1, 5]
