"""Ids are named by the module that draws them."""

from __future__ import annotations

from enum import auto

from layouts.ids import IdEnum
from layouts.shell import Ids


class Own(IdEnum):
    ACT = auto()


def test_an_id_begins_with_its_page() -> None:
    assert Ids.MAIN == "shell-main"


def test_a_pattern_id_carries_what_it_acts_on() -> None:
    assert Own.ACT.of(action="approve", row=7) == {"type": "test_ids-act", "action": "approve", "row": 7}
