"""Who can take an order, in what order, and the words for both."""

from dataclasses import fields, replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from domain.availability import Availability, Slot
from domain.bookings import Booking, Municipality
from domain.errors import Refused
from domain.experts import Period, Standing, ThemeRole, WorkWish
from domain.matching.arrays import ALL
from domain.matching.columns import Columns
from domain.matching.criteria import CRITERIA, Rule
from domain.matching.explanation import check_assignable, explain
from domain.matching.need import Need
from domain.matching.profiles import Acquaintance, ExpertProfile, MonthLoad, Recent
from domain.matching.ranking import Ranking, rank
from domain.matching.weights import DEFAULT, Part
from domain.matching.weights import on as weights_on
from domain.money import Money
from domain.times import Month
from tests.domain.bank import (
    CLIENTS,
    EXPERT,
    GRIEF,
    GROUP_TALK,
    HOUSING,
    IN_ORDER,
    LONG,
    NEED,
    NOKIA,
    RECOVERY,
    TAMPERE,
    THURSDAY,
    TODAY,
    VIRRAT,
    VOCABULARY,
    at,
    experts,
    random_need,
    random_profile,
)


def ranking(*profiles: ExpertProfile, need: Need = NEED) -> Ranking:
    return rank(Columns.build(profiles, VOCABULARY), need, DEFAULT)


def order_of(*profiles: ExpertProfile, need: Need = NEED) -> list[int]:
    return ranking(*profiles, need=need).ids.tolist()


def parts(profile: ExpertProfile, need: Need = NEED) -> dict[Part, int]:
    return ranking(profile, need=need).parts_of(profile.id)


def obstacles(profile: ExpertProfile, need: Need = NEED) -> dict[Rule, str]:
    return {found.rule: str(found.sentence) for found in explain(profile, need).obstacles}


def warnings(profile: ExpertProfile, need: Need = NEED) -> dict[Rule, str]:
    return {found.rule: str(found.sentence) for found in explain(profile, need).warnings}


def test_what_the_grid_hides_and_what_the_sentence_says_are_the_same_for_every_rule() -> None:
    draw = Random(20261123)
    bank = [random_profile(draw, number) for number in range(1, 101)]
    columns = Columns.build(bank, VOCABULARY)
    answers: dict[Rule, set[bool]] = {criterion.key: set() for criterion in CRITERIA}

    for _ in range(100):
        need = random_need(draw)
        for criterion in CRITERIA:
            said = [criterion.sentence(profile, need) is not None for profile in bank]
            assert said == criterion.mask(columns, need, ALL).tolist(), (criterion.key, need)
            some = np.array(sorted(draw.sample(range(100), 20)))
            assert [said[place] for place in some] == criterion.mask(columns, need, some).tolist()
            answers[criterion.key].update(said)

    assert all(seen == {True, False} for seen in answers.values()), answers


def test_the_parts_of_every_candidate_add_up_to_the_total_in_whole_points() -> None:
    draw = Random(7)
    bank = [replace(random_profile(draw, number), standing=IN_ORDER) for number in range(1, 301)]
    columns = Columns.build(bank, VOCABULARY)
    seen = 0

    while seen < 1000:
        found = rank(columns, random_need(draw), DEFAULT)
        for expert_id, total in zip(found.ids.tolist(), found.totals().tolist(), strict=True):
            own = found.parts_of(expert_id)
            assert sum(own.values()) == total
            assert all(0 <= points <= DEFAULT.points[part] for part, points in own.items())
        assert (np.diff(found.totals()) <= 0).all()
        seen += len(found.ids)

    assert np.issubdtype(found.points.dtype, np.integer)


def test_columns_patched_one_change_at_a_time_equal_columns_built_anew() -> None:
    draw = Random(11)
    bank = {number: random_profile(draw, number) for number in range(1, 40)}
    columns = Columns.build(bank.values(), VOCABULARY)

    for _ in range(40):
        gone = draw.choice(sorted(bank))
        changed = [random_profile(draw, draw.randrange(1, 60)) for _ in range(draw.randrange(1, 4))]
        del bank[gone]
        bank |= {profile.id: profile for profile in changed}
        columns = columns.without(gone).patched(*{profile.id: profile for profile in changed}.values())
        assert columns.differences(Columns.build(bank.values(), VOCABULARY)) == []


def test_a_change_that_is_forgotten_shows_as_a_difference() -> None:
    old, new = Columns.build([EXPERT], VOCABULARY), Columns.build([replace(EXPERT, remote=False)], VOCABULARY)

    assert old.differences(new) == ["remote"]


def test_columns_without_anyone_take_the_first_expert() -> None:
    nobody = Columns.build([], VOCABULARY)

    assert rank(nobody, NEED, DEFAULT).ids.tolist() == []
    assert nobody.patched(EXPERT).differences(Columns.build([EXPERT], VOCABULARY)) == []


def test_columns_cannot_be_written_to() -> None:
    columns = Columns.build([EXPERT], VOCABULARY)

    with pytest.raises(ValueError, match="read-only"):
        columns.each.count_90[0] = 3


def test_a_refresher_valid_to_30_november_takes_an_order_on_that_day_and_not_on_the_next() -> None:
    refresher = replace(IN_ORDER, refresher=(Period(date(2025, 11, 30), date(2026, 11, 30)),))
    expert = replace(EXPERT, standing=refresher)
    on_the_day = replace(NEED, sessions=(at("10:00", "12:00", date(2026, 11, 30)),))
    day_after = replace(NEED, sessions=(at("10:00", "12:00", date(2026, 12, 1)),))

    assert order_of(expert, need=on_the_day) == [1]
    assert order_of(expert, need=day_after) == []
    assert obstacles(expert, day_after) == {Rule.REFRESHER: "Valid only until 2026-11-30: refresher."}


def test_an_order_without_sessions_asks_who_is_eligible_today() -> None:
    lapsed = replace(EXPERT, standing=replace(IN_ORDER, mentoring=(Period(date(2026, 6, 1), TODAY),)))

    assert order_of(lapsed, need=replace(NEED, sessions=())) == [1]
    assert order_of(lapsed, need=replace(NEED, sessions=(), today=TODAY + timedelta(days=1))) == []


def test_ten_thirty_in_one_town_and_a_quarter_to_eleven_in_another_is_refused_with_the_minutes() -> None:
    expert = replace(EXPERT, bookings=(Booking(1, at("09:00", "10:30"), TAMPERE),))

    assert order_of(expert) == []
    with pytest.raises(Refused, match="the journey lacks 13 min"):
        check_assignable(expert, NEED)
    assert check_assignable(expert, NEED, "Saa kyydin") == (Rule.TRAVEL,)


@pytest.mark.parametrize("place", [NOKIA, None])
def test_a_task_at_the_same_time_cannot_be_set_aside(place: Municipality | None) -> None:
    expert = replace(EXPERT, bookings=(Booking(1, at("11:00", "12:30"), place),))

    with pytest.raises(Refused, match="Another task at the same time"):
        check_assignable(expert, NEED, "Sovittu puhelimessa")


def test_one_taken_session_keeps_an_expert_from_the_whole_series() -> None:
    expert = replace(EXPERT, bookings=(Booking(1, at("10:00", "12:00", THURSDAY + timedelta(days=7)), NOKIA),))
    series = tuple(at("10:00", "12:00", THURSDAY + timedelta(days=7 * week)) for week in range(3))

    assert list(obstacles(expert, replace(NEED, sessions=series))) == [Rule.BUSY]
    assert order_of(expert, need=replace(NEED, sessions=series[2:])) == [1]


def test_unknown_availability_is_a_question_and_never_free() -> None:
    unasked = replace(EXPERT, availability=Availability())

    assert order_of(unasked) == [1]
    assert warnings(unasked) == {Rule.AVAILABILITY_UNKNOWN: "Availability is not known: ask."}
    assert warnings(EXPERT) == {}


def test_a_time_the_expert_has_not_named_can_be_asked_for_with_a_reason() -> None:
    evenings = replace(EXPERT, availability=Availability.weekly([Slot(3, 17 * 60, 21 * 60)]))

    assert order_of(evenings) == []
    assert check_assignable(evenings, NEED, "Sopi puhelimessa") == (Rule.NOT_FREE,)


def test_nobody_disappears_because_of_the_work_they_have_had() -> None:
    rested = experts(5)
    worked = [replace(one, recent=Recent(90, 365, Money(9_000_00), Money(30_000_00), TODAY)) for one in rested]

    assert sorted(order_of(*worked)) == sorted(order_of(*rested)) == [1, 2, 3, 4, 5]


def test_a_choice_made_a_moment_ago_lowers_the_next_place() -> None:
    before = replace(EXPERT, recent=Recent(1, 6, last=date(2026, 10, 1)))
    other = replace(before, id=2)
    chosen = replace(before, recent=Recent(2, 7, last=THURSDAY))

    assert parts(before) == parts(other)
    assert order_of(chosen, other) == [2, 1]


def test_the_same_work_weighs_less_for_one_who_wants_it_often() -> None:
    work = Recent(2, 10, last=date(2026, 9, 1))
    often, seldom = (replace(EXPERT, wish=wish, recent=work) for wish in (WorkWish.OFTEN, WorkWish.SELDOM))

    assert parts(often)[Part.ROTATION] > parts(seldom)[Part.ROTATION]


def test_a_newcomer_is_neither_hidden_nor_flooded() -> None:
    waiting = replace(EXPERT, recent=Recent(0, 3, last=date(2026, 5, 1)))
    newcomer = replace(EXPERT, id=2, joined_on=TODAY)

    assert order_of(newcomer, waiting) == [1, 2]
    assert parts(newcomer)[Part.ROTATION] == 0
    assert parts(replace(newcomer, joined_on=TODAY - timedelta(days=365)))[Part.ROTATION] == 20


def test_equal_experts_are_drawn_anew_for_each_order_and_alike_each_time() -> None:
    bank = experts(6)
    orders = [replace(NEED, order_id=number) for number in range(60)]
    firsts = [order_of(*bank, need=order)[0] for order in orders]

    assert set(firsts) == {1, 2, 3, 4, 5, 6}
    assert firsts == [order_of(*reversed(bank), need=order)[0] for order in orders]


def test_one_expert_more_does_not_shuffle_the_others() -> None:
    five = [expert_id for expert_id in order_of(*experts(6)) if expert_id != 6]

    assert order_of(*experts(5)) == five


def test_nothing_that_may_not_count_is_known_to_matching() -> None:
    known = {one.name for kind in (ExpertProfile, Recent, Acquaintance) for one in fields(kind)}
    never = ("declin", "answer", "no_show", "cancel", "feedback", "rating", "benefit", "name", "hetu", "iban", "words")

    assert [name for name in sorted(known) if any(word in name for word in never)] == []


def test_a_theme_without_consent_is_not_found_whatever_else_there_is_to_say() -> None:
    withdrawn = replace(EXPERT, own_themes=frozenset(), standing=Standing())
    found = ranking(withdrawn, replace(EXPERT, id=2, languages=frozenset()))

    assert found.ids.tolist() == []
    assert found.excluded().tolist() == [2]
    assert obstacles(withdrawn) == {Rule.THEME: "Not found with this theme."}
    assert warnings(replace(withdrawn, availability=Availability())) == {}


def test_the_wished_role_is_asked_of_the_theme() -> None:
    close_one = replace(EXPERT, own_themes=frozenset(), close_themes=frozenset({RECOVERY}))

    assert order_of(close_one) == [1]
    assert order_of(close_one, need=replace(NEED, role=ThemeRole.CLOSE_ONE)) == [1]
    assert order_of(close_one, need=replace(NEED, role=ThemeRole.OWN)) == []


@pytest.mark.parametrize(
    ("expert", "need"),
    [
        (replace(EXPERT, standing=replace(IN_ORDER, pause=LONG)), NEED),
        (replace(EXPERT, unwanted_clients=frozenset({CLIENTS[0]})), NEED),
        (replace(EXPERT, unwanted_experts=frozenset({5})), replace(NEED, on_order=frozenset({5}))),
        (EXPERT, replace(NEED, unwanted=frozenset({1}))),
    ],
)
def test_a_pause_and_not_with_say_only_that_one_is_not_available(expert: ExpertProfile, need: Need) -> None:
    lacking = replace(expert, languages=frozenset(), availability=Availability())

    assert list(obstacles(lacking, need).values()) == ["Not available."]
    assert warnings(lacking, need) == {}
    with pytest.raises(Refused, match="Not available"):
        check_assignable(lacking, need, "Hyvä syy")


def test_one_who_already_has_the_order_is_told_so_and_nothing_else() -> None:
    taken = replace(EXPERT, bookings=(Booking(1, at("10:45", "12:00"), NOKIA),))

    assert list(obstacles(taken, replace(NEED, on_order=frozenset({1})))) == [Rule.ON_ORDER]


def test_a_rule_is_set_aside_only_when_all_that_stand_in_the_way_may_be() -> None:
    lapsed = replace(EXPERT, standing=replace(IN_ORDER, refresher=()), areas=frozenset({"837"}))

    assert check_assignable(lapsed, NEED, "Kertaus 2.12.") == (Rule.REFRESHER, Rule.PLACE)
    with pytest.raises(Refused, match="Missing: refresher"):
        check_assignable(lapsed, NEED, "  ")
    with pytest.raises(Refused, match=r"Missing: agreement\."):
        check_assignable(replace(lapsed, standing=replace(IN_ORDER, agreement=())), NEED, "Kertaus 2.12.")


def test_every_rule_that_can_be_mended_says_what_would_help() -> None:
    silent = {criterion.key for criterion in CRITERIA if criterion.fix is None and not criterion.warns}

    assert silent == {Rule.THEME, Rule.NOT_WITH, Rule.PAUSED, Rule.ON_ORDER}


def test_the_own_monthly_limit_warns_and_keeps_nobody_away() -> None:
    december = (MonthLoad(Month(2026, 12), 300, Money(50_00)),)
    euros = replace(EXPERT, monthly_cap=Money(79_99), months=december)
    minutes = replace(EXPERT, monthly_cap_minutes=360, months=december)

    assert order_of(euros) == [1]
    assert list(warnings(euros)) == [Rule.OVER_CAP]
    assert warnings(replace(euros, monthly_cap=Money(80_00))) == {}
    assert warnings(minutes) == {Rule.OVER_CAP: "Own monthly limit: 7 of 6 hours."}


@pytest.mark.parametrize(
    ("changes", "part", "points"),
    [
        ({}, Part.THEME_FIT, 15),
        ({"own_themes": frozenset({RECOVERY, HOUSING})}, Part.THEME_FIT, 30),
        ({"close_themes": frozenset({HOUSING, GRIEF})}, Part.THEME_FIT, 30),
        ({"tasks_done": {GROUP_TALK: 2}}, Part.TASK_EXPERIENCE, 6),
        ({"tasks_done": {GROUP_TALK: 40}}, Part.TASK_EXPERIENCE, 15),
        ({"acquaintances": (Acquaintance(CLIENTS[0], 1, TODAY),)}, Part.CONTINUITY, 5),
        ({"acquaintances": (Acquaintance(CLIENTS[0], 1, TODAY, wished_again=True),)}, Part.CONTINUITY, 15),
        ({"acquaintances": (Acquaintance(CLIENTS[1], 9, TODAY),)}, Part.CONTINUITY, 0),
        ({"home": NOKIA}, Part.DISTANCE, 10),
        ({"home": TAMPERE}, Part.DISTANCE, 7),
        ({"home": VIRRAT}, Part.DISTANCE, 0),
        ({}, Part.WISHED, 4),
        ({"id": 2}, Part.WISHED, 0),
    ],
)
def test_each_part_gives_its_points(changes: dict[str, object], part: Part, points: int) -> None:
    need = replace(NEED, themes=frozenset({RECOVERY, HOUSING}), wished_expert_id=1)

    assert parts(replace(EXPERT, **changes), need)[part] == points


def test_a_candidate_is_explained_by_the_three_strongest_facts() -> None:
    expert = replace(
        EXPERT,
        tasks_done={GROUP_TALK: 4},
        acquaintances=(Acquaintance(CLIENTS[0], 2, date(2026, 9, 3)),),
        recent=Recent(3, 20, last=date(2026, 11, 20)),
    )

    assert [str(clause) for clause in explain(expert, NEED, parts(expert)).clauses] == [
        "own experience of the theme",
        "similar tasks before: 4",
        "last with this orderer 2026-09-03",
    ]


@pytest.mark.parametrize(
    ("own", "close", "role", "said"),
    [
        ({RECOVERY, HOUSING}, {RECOVERY, HOUSING}, None, "own experience of the theme"),
        ({RECOVERY, HOUSING}, {RECOVERY, HOUSING}, ThemeRole.CLOSE_ONE, "experience of the theme as a close one"),
        ({RECOVERY}, {HOUSING}, None, "experience of the themes, own and as a close one"),
        ({RECOVERY}, {GRIEF}, None, "themes of the order: 1 of 2"),
    ],
)
def test_the_explanation_says_whose_experience_it_is(
    own: set[int], close: set[int], role: ThemeRole | None, said: str
) -> None:
    expert = replace(EXPERT, own_themes=frozenset(own), close_themes=frozenset(close))
    need = replace(NEED, themes=frozenset({RECOVERY, HOUSING}), role=role)

    assert said in [str(clause) for clause in explain(expert, need, parts(expert, need)).clauses]


def test_weights_are_chosen_by_day_and_their_absence_is_refused() -> None:
    later = replace(DEFAULT, valid_from=date(2026, 12, 1))

    assert weights_on(date(2026, 11, 30), [later, DEFAULT]) is DEFAULT
    assert weights_on(date(2026, 12, 1), [later, DEFAULT]) is later
    with pytest.raises(Refused, match="no weights"):
        weights_on(date(2020, 12, 31), [later, DEFAULT])
