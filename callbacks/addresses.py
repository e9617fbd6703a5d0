"""Addresses of pages: paths with row ids in them, and the words of a query string."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

LONGEST_WORD = 2000
LONGEST_NUMBER = 15


@dataclass(frozen=True)
class Address:
    """A page's path with {names} in braces; every name is a row id."""

    template: str

    @functools.cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>\\d{1,18})", self.template) + r"/?")

    @functools.cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self._pattern.groupindex)

    def parameters(self, pathname: str) -> dict[str, int] | None:
        found = self._pattern.fullmatch(pathname)
        return None if found is None else {name: int(value) for name, value in found.groupdict().items()}


def link(path: str, **words: object) -> str:
    """The address of a page with its row ids and, for the rest, a query string."""
    ids = set(re.findall(r"\{(\w+)\}", path))
    rest = {name: value for name, value in words.items() if name not in ids and value not in (None, "")}
    return path.format(**words) + (f"?{urlencode(rest)}" if rest else "")


def number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER else None


def day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def instant(word: str) -> datetime | None:
    """None for what is no moment, or one without its zone."""
    try:
        found = datetime.fromisoformat(word)
    except ValueError:
        return None
    return found if found.tzinfo else None


def known_words(function: Callable[..., Any], search: str) -> dict[str, str]:
    """The words of a query string that the function has parameters for after its first; every word for `**words`."""
    first, *rest = inspect.signature(function).parameters.values()
    names = {parameter.name for parameter in rest}
    every = any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in rest)
    words = {name: value[:LONGEST_WORD] for name, value in parse_qsl((search or "").lstrip("?")) if name != first.name}
    return {name: value for name, value in words.items() if every or name in names}
