"""Payroll's answer is read as it is pasted: one line of text for each rejected line."""

from __future__ import annotations

import pytest

from domain import receipts
from domain.errors import Refused


def test_references_and_reasons_are_read_as_payroll_writes_them() -> None:
    answer = "R-12 verokortti puuttuu\n\n r13: väärä   tulolaji \nR-14; tili suljettu"
    assert receipts.rejected(answer) == {12: "verokortti puuttuu", 13: "väärä tulolaji", 14: "tili suljettu"}


def test_an_answer_without_rejected_lines_is_empty() -> None:
    assert receipts.rejected(" \n") == {}


@pytest.mark.parametrize(
    ("answer", "told"),
    [("verokortti puuttuu", "begin with the reference"), ("R-12", "write why"), ("R-1 a\nR-1 b", "named twice")],
)
def test_what_cannot_be_read_is_told_in_one_sentence(answer: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        receipts.rejected(answer)


def test_only_the_beginning_of_an_unreadable_line_is_told() -> None:
    with pytest.raises(Refused) as told:
        receipts.rejected("x" * 100)
    assert told.value.values == {"text": "x" * 60}
