"""A week as it is said on the telephone."""

from __future__ import annotations

import pytest

from domain import weeks
from domain.availability import Slot
from domain.errors import Refused


def test_hours_are_written_as_they_are_said() -> None:
    assert weeks.parse({0: "9-12, 13.30–15", 4: "8:15 – 24"}) == (
        Slot(0, 9 * 60, 12 * 60),
        Slot(0, 13 * 60 + 30, 15 * 60),
        Slot(4, 8 * 60 + 15, 24 * 60),
    )


def test_a_day_without_hours_is_not_free() -> None:
    assert weeks.parse({0: "  ", 1: ""}) == ()


def test_what_was_written_reads_the_same() -> None:
    text = "9–12, 13.30–15"
    assert weeks.written(weeks.parse({2: text}), 2) == text
    assert weeks.written(weeks.parse({2: text}), 3) == ""


@pytest.mark.parametrize("text", ["aamupäivä", "12–9", "9–9", "9–25", "9.75–12", "9"])
def test_hours_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="free hours like"):
        weeks.parse({0: text})


def test_hours_that_overlap_are_refused() -> None:
    with pytest.raises(Refused, match="in order"):
        weeks.parse({0: "9–12, 11–13"})
