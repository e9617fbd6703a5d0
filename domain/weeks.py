"""An expert's free week as it is written down on the telephone: "9–12, 13–15.30" for a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from domain.availability import DAY, Slot
from domain.errors import Refused

_CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?"
_STRETCH = re.compile(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}")


def parse(texts: Mapping[int, str]) -> tuple[Slot, ...]:
    """Weekday (0 is Monday) → its free hours; a day without text is not free."""
    return tuple(slot for weekday, text in sorted(texts.items()) for slot in _day(weekday, text))


def written(slots: Iterable[Slot], weekday: int) -> str:
    own = sorted((slot.first, slot.last) for slot in slots if slot.weekday == weekday)
    return ", ".join(stretch(first, last) for first, last in own)


def _day(weekday: int, text: str) -> list[Slot]:
    stretches = [part.strip() for part in text.split(",") if part.strip()]
    slots = [_slot(weekday, stretch) for stretch in stretches]
    for earlier, later in pairwise(slots):
        if later.first < earlier.last:
            raise Refused("Write the free hours of a day in order: {text}.", text=text)
    return slots


def _slot(weekday: int, stretch: str) -> Slot:
    found = _STRETCH.fullmatch(stretch)
    if found is None:
        raise Refused("Write free hours like 9–12 or 9.30–15: {text}.", text=stretch)
    first, last = _minutes(found[1], found[2]), _minutes(found[3], found[4])
    if not 0 <= first < last <= DAY:
        raise Refused("Write free hours like 9–12 or 9.30–15: {text}.", text=stretch)
    return Slot(weekday, first, last)


def _minutes(hours: str, minutes: str | None) -> int:
    return int(hours) * 60 + int(minutes or 0) if int(minutes or 0) < 60 else -1


def stretch(first: int, last: int) -> str:
    """Minutes from midnight as they are written: "9–12.30"."""
    return f"{_clock(first)}–{_clock(last)}"


def _clock(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}.{rest:02}" if rest else str(hours)
