"""Gettext catalogues: one .po file per noun and language, read at start and merged; English is the language of the ids."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from enum import StrEnum
from importlib import resources

from babel.messages import pofile

from domain.errors import Refusal
from domain.messages import Message
from domain.money import Money

LANGUAGES = ("fi", "sv", "en")
DEFAULT = "fi"
_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


@functools.cache
def _catalogue(language: str) -> dict[str, tuple[str, ...]]:
    """Message id → its forms; empty translations are left out so that the id itself is shown."""
    forms: dict[str, tuple[str, ...]] = {}
    folder = resources.files("texts") / language
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else []:
        if not file.name.endswith(".po"):
            continue
        with file.open("rb") as stream:
            for entry in pofile.read_po(stream, locale=language):
                ids = (entry.id,) if isinstance(entry.id, str) else entry.id
                strings = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))
                if ids[0] and all(strings):
                    forms[ids[0]] = strings
    return forms


def preload() -> None:
    """Before workers are forked: each would read the files by itself, at its first request."""
    for language in LANGUAGES:
        _catalogue(language)


def current() -> str:
    return _language.get()


def speak(language: str) -> None:
    """For the rest of this request."""
    _language.set(language if language in LANGUAGES else DEFAULT)


@contextmanager
def using(language: str) -> Iterator[None]:
    token = _language.set(language if language in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _language.reset(token)


def _(text: str) -> str:
    return _catalogue(current()).get(text, (text,))[0]


def N_(text: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return text


def ngettext(one: str, many: str, count: int) -> str:
    """Finnish, Swedish and English share the rule: one form for 1, another for every other number."""
    forms = _catalogue(current()).get(one, (one, many))
    return forms[0] if count == 1 else forms[-1]


def words(member: StrEnum) -> str:
    """An enum member in the reader's language."""
    from texts import enums

    return _(enums.WORDS[type(member)][member])


def message(refusal: Refusal | Message) -> str:
    return _(refusal.message).format(**{name: _spoken(value) for name, value in refusal.values.items()})


def _spoken(value: object) -> object:
    """Values inside messages read like the rest of the screen."""
    from texts import enums, formats

    if isinstance(value, Money):
        return formats.euros(value)
    if isinstance(value, datetime):
        return formats.day_and_time(value)
    if isinstance(value, date):
        return formats.date(value)
    if isinstance(value, StrEnum) and type(value) in enums.WORDS:
        return words(value)
    if isinstance(value, Message):
        return message(value)
    return value
