"""How many each rule removes, which single change brings how many back, and what would mend a lack."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from domain.availability import Availability, Slot
from domain.bookings import Booking
from domain.experts import Period, ThemeRole, TrainingKind
from domain.hints import Leaning, leaning_of
from domain.inductions import Induction, periods
from domain.matching.columns import Columns
from domain.matching.criteria import EVERY_STOP, MOVABLE, Rule
from domain.matching.explanation import explain, obstacles_of
from domain.matching.need import Need
from domain.matching.profiles import Ending, ExpertProfile
from domain.matching.ranking import Ranking, place_if_free, rank
from domain.matching.relaxing import Relaxation, Relaxed
from domain.matching.weights import DEFAULT, Part, Weights, read, text
from domain.messages import Message
from tests.domain.bank import (
    ALWAYS,
    EXPERT,
    GROUP_TALK,
    IN_ORDER,
    NEED,
    NOKIA,
    RECOVERY,
    TAMPERE,
    THURSDAY,
    VIRRAT,
    VOCABULARY,
    at,
    experts,
    random_need,
    random_profile,
)

MOVABLE_RULES = {criterion.key for criterion in MOVABLE}
TIME_RULES = MOVABLE_RULES - {Rule.PLACE}
MORNINGS = Availability.weekly(Slot(weekday, 8 * 60, 10 * 60) for weekday in range(5))


def ranking(*profiles: ExpertProfile, need: Need = NEED) -> Ranking:
    return rank(Columns.build(profiles, VOCABULARY), need, DEFAULT)


def back(*profiles: ExpertProfile, need: Need = NEED) -> dict[Relaxation, tuple[int, int]]:
    return {one.relaxation: (one.count, one.minutes) for one in ranking(*profiles, need=need).relaxed}


def stops(profile: ExpertProfile, need: Need) -> set[Rule]:
    return {criterion.key for criterion in EVERY_STOP if criterion.sentence(profile, need)}


def changed(need: Need, one: Relaxed) -> Need:
    return replace(need, place=None) if one.relaxation is Relaxation.REMOTE else need.moved(one.minutes)


def test_each_change_brings_back_exactly_those_whom_no_rule_stops_after_it() -> None:
    draw = Random(3)
    bank = [replace(random_profile(draw, number), standing=IN_ORDER) for number in range(1, 301)]
    columns, seen = Columns.build(bank, VOCABULARY), dict.fromkeys(Relaxation, 0)

    for _ in range(60):
        need = replace(random_need(draw), full=False)
        for one in rank(columns, need, DEFAULT).relaxed:
            stopped = [(profile, stops(profile, need)) for profile in bank]
            allowed = {Relaxation.REMOTE: MOVABLE_RULES, Relaxation.AREA: {Rule.PLACE}}.get(one.relaxation, TIME_RULES)
            only = [profile for profile, rules in stopped if rules and rules <= allowed]
            if one.relaxation is Relaxation.AREA:
                returning = [profile for profile in only if profile.on_site]
            else:
                returning = [profile for profile in only if not stops(profile, changed(need, one))]
            assert one.count == len(returning), (one, need)
            seen[one.relaxation] += one.count

    assert all(seen.values()), seen


def test_the_funnel_counts_whom_each_rule_leaves_of_those_the_rules_before_it_left() -> None:
    draw = Random(5)
    bank = [random_profile(draw, number) for number in range(1, 201)]
    columns = Columns.build(bank, VOCABULARY)

    for _ in range(20):
        need, left = random_need(draw), bank
        found = rank(columns, need, DEFAULT)
        for step, criterion in zip(found.funnel, EVERY_STOP, strict=True):
            left = [profile for profile in left if criterion.sentence(profile, need) is None]
            assert (step.rule, step.left) == (criterion.key, len(left))
        assert sorted(profile.id for profile in left) == sorted(found.ids.tolist())
    assert found.bank == 200


def test_another_hour_of_the_day_brings_back_those_who_are_free_only_in_the_mornings() -> None:
    early = replace(EXPERT, availability=MORNINGS)
    two_hours = replace(NEED, sessions=(at("10:00", "12:00"),))

    assert back(early, replace(early, id=2), need=two_hours)[Relaxation.HOUR] == (2, -120)


def test_the_nearest_of_equally_good_days_is_proposed_and_never_a_weekend_or_a_day_that_has_passed() -> None:
    thursdays_off = Availability.weekly(Slot(weekday, 0, 24 * 60) for weekday in range(7) if weekday != 3)

    assert back(replace(EXPERT, availability=thursdays_off))[Relaxation.DAY] == (1, -24 * 60)
    tomorrow = replace(NEED, today=THURSDAY - timedelta(days=1))
    assert back(replace(EXPERT, availability=thursdays_off), need=tomorrow)[Relaxation.DAY] == (1, 24 * 60)
    friday = replace(NEED, sessions=(at("10:45", "12:00", THURSDAY + timedelta(days=1)),), today=THURSDAY)
    not_fridays = Availability.weekly(Slot(weekday, 0, 24 * 60) for weekday in range(7) if weekday != 4)
    assert back(replace(EXPERT, availability=not_fridays), need=friday)[Relaxation.DAY] == (1, 3 * 24 * 60)


def test_remote_work_and_a_wider_area_bring_back_those_who_live_far() -> None:
    far = replace(EXPERT, areas=frozenset({"936"}))
    only_here = replace(far, id=2, remote=False)

    assert back(far, only_here) == {Relaxation.AREA: (2, 0), Relaxation.REMOTE: (1, 0)}


def test_a_journey_too_long_is_helped_by_remote_work_and_a_task_at_the_same_time_is_not() -> None:
    near_miss = replace(EXPERT, bookings=(Booking(1, at("09:00", "10:30"), TAMPERE),))
    at_once = replace(EXPERT, id=2, bookings=(Booking(2, at("11:00", "12:30"), VIRRAT),))

    assert back(near_miss, at_once)[Relaxation.REMOTE] == (1, 0)


def test_the_place_one_would_have_if_nothing_stood_in_the_way_is_told() -> None:
    best, other = replace(EXPERT, home=NOKIA), replace(EXPERT, id=2, home=VIRRAT)
    lapsed = replace(EXPERT, id=3, standing=replace(IN_ORDER, refresher=()))
    columns = Columns.build([best, other, lapsed], VOCABULARY)
    found = rank(columns, NEED, DEFAULT)

    assert found.ids.tolist() == [1, 2]
    assert place_if_free(columns, NEED, DEFAULT, found, 3) == 2


def test_a_full_order_takes_nobody_and_says_what_would_help() -> None:
    full = replace(NEED, full=True)
    (obstacle,) = obstacles_of(EXPERT, full)

    assert ranking(*experts(3), need=full).ids.tolist() == []
    assert (str(obstacle.sentence), str(obstacle.fix)) == (
        "The order has everyone it needs.",
        "Helps: the order asks for one more expert.",
    )


def test_the_next_refresher_before_the_task_is_named_as_what_would_help() -> None:
    lapsed = replace(EXPERT, standing=replace(IN_ORDER, refresher=()))
    coming = replace(NEED, coming={TrainingKind.REFRESHER: THURSDAY})

    assert obstacles_of(lapsed, coming)[0].fix == Message(
        "Helps: {event} {day}.", event=TrainingKind.REFRESHER, day=THURSDAY
    )
    assert obstacles_of(lapsed, NEED)[0].fix == Message("Helps: the refresher is attended before the task.")


def test_a_consent_that_ends_before_the_task_does_not_find_the_expert() -> None:
    until = replace(EXPERT, endings=(Ending(RECOVERY, ThemeRole.OWN, THURSDAY),))
    before = replace(until, endings=(replace(until.endings[0], last=THURSDAY - timedelta(days=1)),))

    assert ranking(until).ids.tolist() == [1]
    assert ranking(before).ids.tolist() == []
    assert [found.rule for found in explain(before, NEED).obstacles] == [Rule.THEME]


def test_an_induction_attended_again_in_time_holds_without_a_break() -> None:
    attended = [(31, date(2026, 1, 1), 100), (31, date(2026, 4, 1), 100), (32, date(2025, 1, 1), None)]
    late = [(31, date(2026, 1, 1), 100), (31, date(2026, 6, 1), 100)]

    assert periods(attended) == {
        31: Period(date(2026, 1, 1), date(2026, 7, 10)),
        32: Period(date(2025, 1, 1), date.max),
    }
    assert periods(late) == {31: Period(date(2026, 6, 1), date(2026, 9, 9))}


def test_an_order_that_requires_an_induction_asks_it_for_every_day_of_the_task() -> None:
    hospital = Induction(31, "Sairaalassa toimiminen")
    series = replace(NEED, inductions=(hospital,), sessions=(*NEED.sessions, at("10:45", "12:00", date(2026, 12, 10))))
    lasting = replace(EXPERT, inductions={31: Period(date(2026, 1, 1), date(2026, 12, 10))})
    lapsing = replace(EXPERT, id=2, inductions={31: Period(date(2026, 1, 1), date(2026, 12, 9))})

    assert ranking(lasting, lapsing, need=series).ids.tolist() == [1]


@pytest.mark.parametrize(
    ("leanings", "points", "warned"),
    [({}, 3, False), ({None: 1}, 6, False), ({GROUP_TALK: 1}, 6, False), ({GROUP_TALK: -1, None: 1}, 0, True)],
)
def test_a_card_raises_and_an_own_wish_lowers_a_place_and_is_told(
    leanings: dict[int | None, int], points: int, warned: bool
) -> None:
    expert = replace(EXPERT, leanings=leanings)
    found = ranking(expert)

    assert found.parts_of(1)[Part.HINTS] == points
    assert found.warned[Rule.OWN_WISH].tolist() == [warned]


def test_an_own_wish_against_outweighs_what_speaks_for() -> None:
    assert leaning_of({Leaning.FOR, Leaning.AGAINST, Leaning.NEITHER}) == -1
    assert leaning_of({Leaning.FOR, Leaning.NEITHER}) == 1
    assert leaning_of({Leaning.NEITHER}) == 0


def test_work_with_the_same_group_is_full_continuity() -> None:
    known = replace(EXPERT, groups=frozenset({71}))

    assert ranking(known, need=replace(NEED, group=71)).parts_of(1)[Part.CONTINUITY] == 15
    assert ranking(known, need=replace(NEED, group=72)).parts_of(1)[Part.CONTINUITY] == 0


def test_weights_are_read_as_they_were_kept() -> None:
    heavy = Weights(
        date(2026, 12, 1), {**DEFAULT.points, Part.WISHED: 0, Part.ROTATION: 24}, DEFAULT.yearly, full_experience=9
    )

    assert read(date(2026, 12, 1), text(heavy)) == heavy


def test_someone_free_at_any_hour_is_not_in_need_of_another_day() -> None:
    assert back(replace(EXPERT, availability=ALWAYS)) == {}
