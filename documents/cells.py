"""What one cell of someone else's workbook says: Excel's own types, or text as Finns write it. Refused says why not."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum

import texts
from domain import money
from domain.errors import Refused
from domain.money import Money

Reader = Callable[[object], object]

DAY = re.compile(r"(?:\w{2}\s+)?(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})")
CLOCK = re.compile(r"(?:klo|kl\.?)?\s*(\d{1,2})(?:[.:](\d{2}))?(?:[.:]00)?")
YES = frozenset({"kyllä", "k", "x", "1", "yes", "y", "true", "tosi", "ja"})
NO = frozenset({"ei", "e", "0", "-", "no", "n", "false", "epätosi", "nej"})
ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


def shown(value: object) -> str:
    """As text, a whole number without its ".0" and a day without its midnight."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y %H.%M").removesuffix(" 00.00")
    return str(value).strip()


def text(longest: int = 200) -> Reader:
    def read(value: object) -> str:
        said = shown(value)
        if said in ERRORS:
            raise Refused("The cell holds Excel's error {value}.", value=said)
        if len(said) > longest:
            raise Refused("The text is too long: at most {count} characters.", count=longest)
        return said

    return read


def day(value: object) -> date:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    found = DAY.fullmatch(str(value).strip()) if isinstance(value, str) else None
    try:
        if found is None:
            raise ValueError(value)
        d, m, y, iso_y, iso_m, iso_d = found.groups()
        return date(int(y or iso_y), int(m or iso_m), int(d or iso_d))
    except ValueError:
        raise Refused("{value} is not a day. Write it like 3.12.2026.", value=shown(value)) from None


def clock(value: object) -> time:
    """A time of the day; Excel gives a typed one as a time or, in a column of dates, as a moment of its first day."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    found = CLOCK.fullmatch(shown(value).lower())
    hours, minutes = (int(part or 0) for part in found.groups()) if found else (24, 0)
    if hours > 23 or minutes > 59:
        raise Refused("{value} is not a time. Write it like 9.00.", value=shown(value))
    return time(hours, minutes)


def whole(least: int, most: int) -> Reader:
    def read(value: object) -> int:
        said = re.sub(r"[\s\u00a0]", "", shown(value))
        if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,9}", said):
            raise Refused("{value} is not a whole number.", value=shown(value))
        if not least <= int(said) <= most:
            raise Refused("{value} is not between {least} and {most}.", value=said, least=least, most=most)
        return int(said)

    return read


def euros(value: object) -> Money:
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        raise Refused("{text} is not a sum of money.", text=shown(value))
    return money.parse(shown(value))


def yes_or_no(value: object) -> bool:
    said = shown(value).casefold()
    if isinstance(value, bool) or said in YES | NO:
        return value if isinstance(value, bool) else said in YES
    raise Refused("{value} is neither yes nor no.", value=shown(value))


def listed(value: object) -> tuple[str, ...]:
    """Parts between commas, semicolons or line breaks, each once."""
    parts = (part.strip() for part in re.split(r"[,;\n]", str(text(2000)(value))))
    return tuple(dict.fromkeys(part for part in parts if part))


def member(kind: type[StrEnum]) -> Reader:
    """A word of the enum in any language of the house."""

    def read(value: object) -> StrEnum:
        said = shown(value).casefold()
        for language in texts.LANGUAGES:
            with texts.using(language):
                for one in kind:
                    if said in (texts.words(one).casefold(), one.value):
                        return one
        raise Refused("{value} is not one of: {words}.", value=shown(value), words=", ".join(map(texts.words, kind)))

    return read
