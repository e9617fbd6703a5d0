"""Which texts the program shows, which the catalogues translate, and what is wrong between the two."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import NamedTuple

from babel.messages import extract, pofile

from dashboard.settings import ROOT
from domain.errors import Missing
from tests.architecture import sources

KEYWORDS = {
    "_": None,
    "_N": None,
    "N_": None,
    "ngettext": (1, 2),
    "Refused": None,
    "Stale": None,
    "Missing": None,
    "Message": None,
}
TRANSLATED = ("fi", "sv")
SPOKEN_NOW = {"_", "ngettext", "words", "message"}


class Entry(NamedTuple):
    file: str
    forms: tuple[str, ...]


Catalogue = Mapping[str, list[Entry]]


def shown() -> dict[str, str]:
    """Message id → where it stands first. The default of Missing is no call and is named here."""
    found = {Missing().message: "domain/errors.py"}
    for folder, method, ending in [(layer, "python", ".py") for layer in sources.LAYERS] + [
        ("layouts", "jinja2", ".html")
    ]:
        for path in sorted((ROOT / folder).rglob(f"*{ending}")):
            with path.open("rb") as file:
                for line, ids, *_ in extract.extract(method, file, KEYWORDS, options={"encoding": "utf-8"}):
                    for message in (ids,) if isinstance(ids, str) else ids:
                        found.setdefault(message, f"{path.relative_to(ROOT)}:{line}")
    return found


def catalogue(language: str) -> Catalogue:
    entries: dict[str, list[Entry]] = {}
    for path in sorted((ROOT / "texts" / language).glob("*.po")):
        with path.open("rb") as file:
            for message in pofile.read_po(file, locale=language, abort_invalid=True):
                ids, strings = _several(message.id), _several(message.string)
                if ids[0]:
                    forms = (*strings, "fuzzy") if message.fuzzy else strings
                    for each in dict.fromkeys(ids):
                        entries.setdefault(each, []).append(Entry(path.name, forms))
    return entries


def untranslated(wanted: Iterable[str], translated: Catalogue) -> list[str]:
    return sorted(
        text for text in wanted if not all(all(entry.forms) for entry in translated.get(text, [Entry("", ("",))]))
    )


def unused(wanted: Iterable[str], translated: Catalogue) -> list[str]:
    return sorted(translated.keys() - set(wanted))


def disagreeing(translated: Catalogue) -> list[str]:
    """Ids that two files translate differently, or one file twice."""
    return sorted(
        text
        for text, entries in translated.items()
        if len({entry.forms for entry in entries}) > 1 or len({entry.file for entry in entries}) < len(entries)
    )


def misplaced(translated: Catalogue) -> list[str]:
    """Ids whose translation has other {placeholders}: it would fail when it is shown."""
    return sorted(
        text
        for text, entries in translated.items()
        for entry in entries
        if any(form and placeholders(form) != placeholders(text) for form in entry.forms)
    )


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def pasted_together(module: ast.AST) -> list[int]:
    """Lines whose text is an f-string, a sum or formatted before it is translated: no catalogue can know it."""
    return [
        node.lineno
        for name, node in sources.calls(module)
        if name in KEYWORDS and node.args and _is_made_up(node.args[0])
    ]


def _is_made_up(text: ast.AST) -> bool:
    formatted = isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute) and text.func.attr == "format"
    return formatted or isinstance(text, ast.JoinedStr | ast.BinOp)


def spoken_at_import(module: ast.Module) -> list[int]:
    """Lines that translate while the module is loaded, when nobody's language is known."""
    return [
        node.lineno
        for node in _loaded(module)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SPOKEN_NOW
    ]


def _loaded(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _loaded(child)


def _several(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ("",))  # type: ignore[arg-type]
