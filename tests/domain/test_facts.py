"""The columns of the charts: days of Helsinki for all rows at once, and a patch that is the same as starting again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain import facts, times
from tests import charting
from tests.charting import task

MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


@given(st.lists(MOMENTS, max_size=20))
def test_every_instant_falls_on_its_own_day_of_helsinki(moments: list[datetime]) -> None:
    seconds = np.array([int(moment.timestamp()) for moment in moments], np.int64)
    assert facts.days(seconds).tolist() == [times.day_of(moment).toordinal() for moment in moments]


def test_each_hour_of_the_days_when_the_clocks_change_falls_on_its_own_day() -> None:
    hours = [datetime(2026, month, day, tzinfo=UTC) + timedelta(hours=hour)
             for month, day in ((3, 28), (10, 24)) for hour in range(72)]  # fmt: skip
    seconds = np.array([int(hour.timestamp()) for hour in hours], np.int64)
    assert facts.days(seconds).tolist() == [times.day_of(hour).toordinal() for hour in hours]


@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 40)), max_size=12),
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 40)), max_size=12),
)
def test_patched_orders_stand_as_if_everything_had_been_read_again(
    before: list[tuple[int, int]], after: list[tuple[int, int]]
) -> None:
    def tasks(rows: list[tuple[int, int]]) -> list[dict[str, object]]:
        start = date(2023, 1, 1)
        return [task(start + timedelta(days=day), order=order, client=order) for order, day in rows]

    touched = {order for order, _day in after} | {1}
    kept = [row for row in tasks(before) if row["order"] not in touched]
    old = charting.facts([*kept, *(row for row in tasks(before) if row["order"] in touched)])
    fresh = tasks(after)
    patched = old.tasks.patched(touched, charting.facts(fresh).tasks)
    assert patched.differences(charting.facts([*kept, *fresh]).tasks) == []


def test_a_difference_is_found() -> None:
    one, other = (charting.facts([task(date(2023, 1, 1), id=7, order=7, fee=fee)]) for fee in (1, 2))
    assert one.differences(other) == ["fee"]
