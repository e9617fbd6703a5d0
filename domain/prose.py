"""Text that people write: without stray blanks and of bounded length."""

from __future__ import annotations

import unicodedata

from domain.errors import Refused
from domain.messages import Message

UNWRITABLE = frozenset({"Cc", "Cs"})
"""Control characters and halves of characters: one database or the other refuses them."""
LINE = 200
PARAGRAPH = 2000


def line(text: str) -> str:
    return _bounded(" ".join(text.split()), LINE)


def paragraph(text: str) -> str:
    return _bounded(text.replace("\r\n", "\n").strip(), PARAGRAPH)


def required(text: str, what: str) -> str:
    """`what` is the field's label, a message id that the form shows as well."""
    if not text:
        raise Refused("Fill in: {field}.", field=Message(what))
    return text


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        raise Refused("A text is too long: there is room for {most} characters.", most=most)
    if any(unicodedata.category(character) in UNWRITABLE for character in text if character != "\n"):
        raise Refused("A text holds characters that cannot be written.")
    return text
