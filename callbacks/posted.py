"""Types of what a browser's controls post: an emptied field posts None in one browser and an empty text in another."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field

from domain.flow import Seen


def _text(value: object) -> object:
    return "" if value is None else value


def _nothing(value: object) -> object:
    return None if value == "" else value


Text: TypeAlias = Annotated[str, BeforeValidator(_text)]
Day: TypeAlias = Annotated[date | None, BeforeValidator(_nothing)]
Whole: TypeAlias = Annotated[int | None, BeforeValidator(_nothing)]
Clicks: TypeAlias = list[int | None]


def _ids(value: object) -> object:
    return [part for part in value.split(",") if part] if isinstance(value, str) else value or ()


Ids: TypeAlias = Annotated[frozenset[int], BeforeValidator(_ids)]
"""Row ids written one after another, "12,13"."""


@dataclass(frozen=True)
class OnScreen:
    """What was drawn when the person decided; `key` tells a repeated click from a new one."""

    version: int
    content: str | None
    key: Annotated[str, Field(max_length=40)]

    @property
    def seen(self) -> Seen:
        return Seen(self.version, self.content)


def body(contents: str) -> bytes:
    """Of a data URL, as the browser hands a file over; empty when it is none."""
    try:
        return base64.b64decode(contents.partition(",")[2], validate=True)
    except ValueError:
        return b""
