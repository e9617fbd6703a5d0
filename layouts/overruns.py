"""What a session longer than its fee was made for pays: the words of the policy, and the fields that choose it."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

import texts
from domain.tariffs import Entry, FeeRate, FeeUnit, OverrunDecision
from layouts.ids import IdEnum
from layouts.parts import forms
from texts import _

SAME, ASK, NONE = "same", "ask", "none"
"""Words of their own: a select shows nothing for an empty value."""


def words(rate: FeeRate) -> str:
    """ "pidempi kerta: kaksi kertaa"; empty for a fee of any length."""
    if rate.max_minutes is None:
        return ""
    policy = texts.words(rate.overrun) if rate.overrun else _("a person decides each time")
    return _("longer: {policy}").format(policy=policy)


def fields(fees: Sequence[Entry[FeeRate]], decision: IdEnum, code: IdEnum, *, known: bool) -> list[Component]:
    """`known`: of a fee that has a policy already, which may stay."""
    hourly = {entry.rate.code: entry.rate.name for entry in fees if entry.rate.unit is FeeUnit.HOUR}
    choices = [(ASK, _("a person decides each time")), *((each.value, texts.words(each)) for each in OverrunDecision)]
    before = [(SAME, _("as before"))] if known else []
    return [
        forms.select(decision, _("A longer session"), [*before, *choices], SAME if known else ASK),
        forms.select(code, _("Hourly fee of the time over"), [(NONE, _("none")), *hourly.items()], NONE),
    ]
