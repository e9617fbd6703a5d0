"""What the expert's form posts, as the register takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pydantic

from callbacks.addresses import number
from callbacks.inputs import MISSHAPEN, validated
from callbacks.posted import Day, Text, Whole
from domain import money, weeks
from domain.availability import Exceptional, Slot
from domain.errors import Refused
from domain.experts import ContactRoute, Period, WorkWish
from domain.register import ExpertForm
from layouts.free_time import DAYS

READ = {"address", "monthly_cap", "monthly_cap_hours", "unwanted_expert_ids", "week_known"}
"""Fields that say something else than they hold."""


class Posted(pydantic.BaseModel):
    """One field for one control; an emptied control posts None or an empty text."""

    model_config = pydantic.ConfigDict(extra="forbid")

    first_name: Text
    last_name: Text
    preferred_name: Text
    number: Text
    joined_on: Day
    left_on: Day
    phone: Text
    email: Text
    contact_way: Text
    contact_hours: Text
    contact_route: ContactRoute
    association_id: Whole
    municipality: Text
    contact_protected: bool
    work_wish: WorkWish
    monthly_cap: Text
    monthly_cap_hours: Whole
    on_site: bool
    remote: bool
    languages: tuple[str, ...]
    practical_wishes: Text
    unwanted_client_ids: tuple[int, ...]
    unwanted_expert_ids: Text
    areas: tuple[str, ...]
    task_type_ids: tuple[int, ...]
    address: Text
    week_known: bool


POSTED = pydantic.TypeAdapter(Posted)


def read(ids: Iterable[Mapping[str, str]], values: Iterable[Any]) -> ExpertForm:
    """Ids and values come in the order in which the fields are drawn."""
    fields = {each["name"]: value for each, value in zip(ids, values, strict=True)}
    days = {day: str(fields.pop(f"day_{day}", None) or "") for day in DAYS}
    exceptions = _exceptions({name: fields.pop(name) for name in list(fields) if name.startswith("exception_")})
    try:
        posted = validated(POSTED, fields)
    except pydantic.ValidationError:
        raise Refused(MISSHAPEN) from None
    return _form(posted, weeks.parse(days) if posted.week_known else None, exceptions)


def _form(posted: Posted, week: tuple[Slot, ...] | None, exceptions: tuple[Exceptional, ...]) -> ExpertForm:
    as_they_are = posted.model_dump(exclude=READ)
    return ExpertForm(
        **as_they_are,
        address=posted.address.strip() or None,
        monthly_cap=money.parse(posted.monthly_cap) if posted.monthly_cap.strip() else None,
        monthly_cap_minutes=posted.monthly_cap_hours * 60 if posted.monthly_cap_hours else None,
        unwanted_expert_ids=tuple(filter(None, map(number, posted.unwanted_expert_ids.split(",")))),
        week=week,
        exceptions=exceptions,
    )


def _exceptions(fields: Mapping[str, Any]) -> tuple[Exceptional, ...]:
    """A row without a first day is empty; one without a last day is that one day."""
    places = sorted({int(name.split("_")[1]) for name in fields})
    rows = [{part: fields.get(f"exception_{place}_{part}") for part in ("first", "last", "free")} for place in places]
    return tuple(_exception(row) for row in rows if row["first"])


def _exception(row: Mapping[str, Any]) -> Exceptional:
    try:
        first = date.fromisoformat(str(row["first"]))
        last = date.fromisoformat(str(row["last"])) if row["last"] else first
    except ValueError:
        raise Refused(MISSHAPEN) from None
    if last < first:
        raise Refused("The last day must not come before the first.")
    return Exceptional(Period(first, last), row["free"] == "yes")
