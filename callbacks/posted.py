"""Types of what a browser's controls post: an emptied field posts None in one browser and an empty text in another."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator


def _text(value: object) -> object:
    return "" if value is None else value


def _nothing(value: object) -> object:
    return None if value == "" else value


Text: TypeAlias = Annotated[str, BeforeValidator(_text)]
Day: TypeAlias = Annotated[date | None, BeforeValidator(_nothing)]
Whole: TypeAlias = Annotated[int | None, BeforeValidator(_nothing)]
Clicks: TypeAlias = list[int | None]
