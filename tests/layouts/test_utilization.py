"""The pictures of utilization: what stands above, under and beside each chart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from dash import dcc
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from domain import chart_rows, efforts, volumes
from domain.efforts import Efforts, Worked
from domain.experts import Period, WorkWish
from domain.facts import Ending, Outcome
from domain.legends import Client
from domain.orders import Use
from domain.rotation import Base, Member, MemberRow
from domain.scopes import Asked, Counted, Scope
from domain.volumes import Volumes
from layouts import efforts as layout_of_efforts
from layouts import scopes, utilization, utilization_rows
from layouts.parts import chart
from tests import charting
from tests.charting import CRISIS, LECTURE, STUDY, task

GROUP, PROJECTS, CITY, OTHERS = (
    "VaKe hyvinvointialueen toimialat",
    "Kehittämishankkeet",
    "Vantaan kaupunki",
    "Muut tilaajat",
)
PUBLISHED = {GROUP: 344, PROJECTS: 287, CITY: 23, OTHERS: 48}
LEGEND = replace(
    charting.LEGEND,
    clients={number: Client(number, f"Yksikkö {group}", group, "") for number, group in enumerate(PUBLISHED, 1)},
)
YEAR = Scope(Period(date(2023, 1, 1), date(2023, 12, 31)))
JOINED = date(2021, 4, 1)
TODAY = date(2026, 11, 23)
CHARTS = (
    "months", "groups", "uses", "clients", "packages", "sectors", "themes", "areas", "modes", "outcomes", "leads", "feedback",
    "endings", "unmet-outcomes", "unmet-themes", "unmet-areas", "people", "members", "waiting", "hours", "fees", "travel",
    "charges", "lorenz",
)  # fmt: skip


def published() -> list[dict[str, Any]]:
    """The bank's year 2023: 702 by 45 experts, beside the 615 of 2022, and a cancellation."""
    clients = [client for client, number in enumerate(PUBLISHED.values(), 1) for _ in range(number)]
    this = [
        task(date(2023, 1 + place % 11, 2), client=client, expert=1 + place % 45, orderer_mark=5)
        for place, client in enumerate(clients)
    ]
    fell = task(date(2023, 5, 5), Ending.CANCELLED_BY_EXPERT)
    return [*this, fell, *(task(date(2022, 2, 1)) for _ in range(615))]


def shown(
    tasks: Iterable[dict[str, Any]],
    scope: Scope = YEAR,
    today: date = TODAY,
    members: int = 69,
    orders: Iterable[dict[str, Any]] = (),
) -> Volumes:
    facts = charting.facts(tasks, orders)
    everyone = [Member(number, refreshed=number <= 53, joined=JOINED) for number in range(1, members + 1)]
    return volumes.of(facts, scope, LEGEND, today, charting.members(everyone))


def page(tasks: Iterable[dict[str, Any]], scope: Scope = YEAR, **facts: Any) -> Component:
    return utilization.page(shown(tasks, scope, **facts), Asked(scope))


def words(part: Component) -> str:
    """Those of folded parts too, which stand in an attribute."""
    told = json.dumps(part.to_plotly_json(), cls=PlotlyJSONEncoder, ensure_ascii=False)
    return told.replace("\u00a0", " ").replace('\\"', '"')


def graphs(part: Component) -> list[dcc.Graph]:
    return [each for each in part._traverse() if isinstance(each, dcc.Graph)]


def figure(part: Component, name: str) -> Mapping[str, Any]:
    return next(graph.figure for graph in graphs(part) if graph.id["name"] == name)


def test_the_published_year_is_drawn_as_it_was_published() -> None:
    drawn = page(published())
    bars, before = figure(drawn, "groups")["data"]
    assert (bars["name"], before["name"], before["x"]) == ("2023", "2022", [615, 0, 0, 0])
    assert [text.replace("\u00a0", " ") for text in bars["text"]] == [
        "344 · 49 %",
        "287 · 41 %",
        "48 · 7 %",
        "23 · 3 %",
    ]
    assert [text.replace("\u00a0", " ") for text in figure(drawn, "members")["data"][1]["text"]] == [
        "45/69 = 65 %",
        "45/53 = 85 %",
    ]
    assert "2023: 702 toteutunutta toimeksiantoa. Vuotta aiemmin, 2022: 615 (+14 %)." in words(drawn)
    assert all(number in words(drawn) for number in ('"615"', '"702"'))


def test_half_of_the_work_is_told_in_words() -> None:
    """702 among 45: 27 did 16 each and 18 did 15 each; 22 of those who did most make 352."""
    assert "Puolet 702 tehtävästä teki 22 henkilöä 45 tehtävissä olleesta." in words(page(published()))


def test_half_by_very_few_is_not_counted_aloud() -> None:
    tasks = [task(date(2023, 3, 1), expert=expert) for expert in (1, 1, 1, 1, 2, 3)]
    assert "Puolet 6 tehtävästä teki alle 5 henkilöä 3 tehtävissä olleesta." in words(page(tasks))


def test_a_year_that_goes_on_is_compared_with_the_same_days() -> None:
    scope = Scope(Period(date(2026, 1, 1), date(2026, 12, 31)))
    tasks = (task(date(2026, 3, 2)), task(date(2025, 11, 23)), task(date(2025, 11, 24)))
    assert "Vuotta aiemmin, 1.1.2025–23.11.2025: 1 (0 %)." in words(page(tasks, scope))


@pytest.mark.parametrize("name", ["months", "hours", "people", "fees", "travel", "charges"])
def test_the_year_before_stands_quietly_beside(name: str) -> None:
    drawn = figure(page(published()), name)
    assert [series["name"] for series in drawn["data"]] == ["2022", "2023"]
    assert drawn["layout"]["colorway"] == [chart.SERIES[-1], chart.SERIES[0]]


def test_several_years_are_series_of_the_same_months() -> None:
    drawn = figure(page(published(), Scope(Period(date(2022, 1, 1), date(2023, 12, 31)))), "months")
    assert [(series["name"], sum(series["y"])) for series in drawn["data"]] == [("2022", 615), ("2023", 702)]
    assert drawn["data"][0]["x"][:3] == ["tammi", "helmi", "maalis"]


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_has_its_numbers_as_a_table_of_links(name: str) -> None:
    orders = [charting.order(date(2023, 3, 1)), charting.order(date(2023, 3, 2), Outcome.NO_AREA)]
    drawn = page(published(), orders=orders)
    boxes = (part for part in drawn._traverse() if getattr(part, "className", "") == "opens")
    box = next(box for box in boxes if graphs(box)[0].id["name"] == name)
    links = set(re.findall(r'"href":"([^"]+)"', words(box)))
    addresses = {
        address for series in graphs(box)[0].figure["data"] for address in series.get("customdata") or () if address
    }
    assert addresses
    assert addresses <= links


def test_no_chart_is_without_its_check() -> None:
    orders = [charting.order(date(2023, 3, 2), Outcome.NO_AREA)]
    names = {graph.id["name"] for graph in graphs(page(published(), orders=orders))}
    assert names == set(CHARTS)


def test_few_is_not_none() -> None:
    tasks = [*(task(date(2023, 3, 1)) for _ in range(699)), *(task(date(2023, 3, 1), client=3) for _ in range(3))]
    bars = figure(page(tasks), "groups")["data"][0]
    assert bars["text"][1].replace("\u00a0", " ") == "3 · < 1 %"


def test_fees_that_wait_for_approval_are_told() -> None:
    waiting = [task(date(2023, 3, 1), approved=False)]
    assert "1 työraportti odottaa hyväksyntää, eikä sen palkkio ole vielä mukana." in words(page(waiting))
    assert "odottaa hyväksyntää" not in words(page(published()))


def test_the_share_of_filled_orders_leaves_out_the_open_and_the_cancelled() -> None:
    outcomes = (Outcome.FILLED, Outcome.FILLED, Outcome.NO_TIME, Outcome.OPEN, Outcome.CANCELLED)
    drawn = page(published(), orders=[charting.order(date(2023, 3, 1), outcome) for outcome in outcomes])
    assert "2023: 3 tilauksesta 2 saatiin täytettyä (67 %)." in words(drawn)
    assert "1 tilaukseen ei löytynyt ketään." in words(drawn)


def test_the_days_of_half_the_orders_are_told() -> None:
    """Each was ordered 14 and agreed 10 days before."""
    assert "Mediaani: tilauksesta sopimiseen 4 päivää, sopimisesta työpäivään 10 päivää." in words(page(published()))


def test_feedback_is_told_in_shares_of_those_who_answered() -> None:
    marks = ((5, 4), (4, 0), (2, 0), (0, 0))
    tasks = [task(date(2023, 3, 1), orderer_mark=orderer, expert_mark=expert) for orderer, expert in marks]
    drawn = page(tasks)
    assert "Tilaajat vastasivat 3 ja asiantuntijat 1 toimeksiannosta. Tilaajista 67 %" in words(drawn)
    assert [series["y"] for series in figure(drawn, "feedback")["data"]] == [[1, 1, 0, 1, 0, 1], [0, 1, 0, 0, 0, 3]]


def test_without_feedback_there_is_nothing_to_draw() -> None:
    drawn = page([task(date(2023, 3, 1))])
    assert "Palautetta ei ole kirjattu." in words(drawn)
    assert "feedback" not in {graph.id["name"] for graph in graphs(drawn)}


def measured(count: int, people: int = 3, on: bool = True) -> Efforts:
    return efforts.of(on, [Worked(2026 * 12 + 2, 1 + number % people, 60 * (number + 1)) for number in range(count)])


@pytest.mark.parametrize(
    ("found", "may_switch", "expected"),
    [
        (measured(0, on=False), True, "Aloita mittaaminen"),
        (measured(7), True, "Nyt mitattuja tilauksia on 7."),
        (measured(21), False, "Puolet 21 mitatusta tilauksesta vei tiimiltä enintään 11 min 0 s aktiivista työtä."),
    ],
)
def test_handling_time_is_told_as_far_as_it_may_be(found: Efforts, may_switch: bool, expected: str) -> None:
    drawn = words(layout_of_efforts.card(found, YEAR, may_switch))
    assert expected in drawn
    assert ("mittaaminen" in drawn) == may_switch


def test_nothing_held_says_so_and_keeps_the_years() -> None:
    drawn = page([task(date(2021, 3, 1))])
    assert "Ei toteutuneita toimeksiantoja" in words(drawn)
    assert "Kaikki vuodet" in words(drawn)
    assert graphs(drawn) == []


def test_a_limited_page_says_to_what_and_can_be_freed() -> None:
    scope = replace(YEAR, group=PROJECTS, sector="", use=Use.TEACHING, client_id=3, theme=CRISIS, area=92, remote=True)
    drawn = words(page([], scope))
    for limit in (
        "Raportointiryhmä: Kehittämishankkeet",
        "Toimiala: ei toimialaa",
        f"Tilaaja: Yksikkö {CITY}",
        "Käyttötarkoitus: kouluttaminen",
        "Teema: Kriisit",
        "Kunta: Vantaa",
        "Toteutustapa: etänä",
    ):
        assert limit in drawn
    assert f'"href": "{scopes.address(scopes.CHARTS, YEAR)}"' in drawn


def test_few_people_of_a_theme_are_not_counted() -> None:
    tasks = [task(date(2023, 3, 1), themes=[CRISIS], expert=expert) for expert in (1, 2, 3, 4)]
    few = page(tasks, replace(YEAR, theme=CRISIS))
    assert "niin vähän ihmisiä" in words(few)
    assert {graph.id["name"] for graph in graphs(few)}.isdisjoint({"members", "people", "waiting", "lorenz"})
    enough = [*tasks, task(date(2023, 3, 1), themes=[CRISIS], expert=5)]
    assert "5/69 = 7 %" in words(page(enough, replace(YEAR, theme=CRISIS)))


def test_few_left_over_of_a_theme_would_be_known_as_well() -> None:
    tasks = [task(date(2023, 3, 1), themes=[CRISIS], expert=expert) for expert in range(1, 8)]
    assert "niin vähän ihmisiä" in words(page(tasks, replace(YEAR, theme=CRISIS), members=9))


def test_a_month_with_few_people_of_a_theme_is_left_blank() -> None:
    tasks = [task(date(2023, 3, 1), themes=[CRISIS], expert=expert) for expert in range(1, 8)]
    tasks += [task(date(2023, 4, 1), themes=[CRISIS], expert=expert) for expert in (1, 2)]
    drawn = page(tasks, replace(YEAR, theme=CRISIS))
    assert figure(drawn, "people")["data"][0]["y"] == [0, 0, 7, *[0] * 9]
    assert '"< 5"' in words(drawn)


def test_orders_hours_and_euros_are_never_hidden() -> None:
    drawn = page([task(date(2023, 3, 1), themes=[CRISIS])], replace(YEAR, theme=CRISIS))
    assert figure(drawn, "months")["data"][0]["y"][2] == 1
    assert "30,00 €" in words(drawn)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2021, 1, 1), date(2023, 12, 31), "2021–2023"),
        (date(2024, 2, 1), date(2024, 2, 29), "2/2024"),
        (date(2024, 2, 1), date(2024, 2, 28), "1.2.2024–28.2.2024"),
        (date(2024, 2, 1), date(2024, 2, 1), "1.2.2024"),
    ],
)
def test_a_period_is_said_as_shortly_as_it_can_be(first: date, last: date, expected: str) -> None:
    assert scopes.period(Period(first, last)) == expected


def rows_page(tasks: list[dict[str, Any]], scope: Scope = YEAR, most: int | None = None, **flags: bool) -> Component:
    found = charting.chosen_of(tasks, scope)
    rows = chart_rows.tasks(found, {1: "Aino Aalto"}, last=most)
    return utilization_rows.tasks(rows, found, Asked(scope), **{"named": False, "may_open": False, **flags})


def test_a_row_leads_to_its_order_only_for_those_who_may_open_it() -> None:
    open_to = [rows_page([task(date(2023, 3, 1))], named=True, may_open=may) for may in (True, False)]
    assert ["cellRenderer" in words(part) for part in open_to] == [True, False]


def test_the_rows_of_euros_tell_what_was_not_held() -> None:
    late = task(date(2023, 3, 1), Ending.CANCELLED_BY_CLIENT, owed=True)
    drawn = words(rows_page([late], replace(YEAR, counted=Counted.PAID)))
    assert "tilaaja perui" in drawn
    assert "Mitä tapahtui" in drawn


def test_a_long_list_says_how_much_of_it_is_shown_and_sums_it_all() -> None:
    drawn = words(rows_page([task(date(2023, 3, 1), package=LECTURE, client=STUDY) for _ in range(12)], most=10))
    assert "Näytetään 10 ensimmäistä riviä 12 rivistä." in drawn
    assert "360,00 €" in drawn


def test_members_without_names_are_numbered_by_their_place_and_their_work_is_not_told() -> None:
    member = Member(4711, True, JOINED, WorkWish.OFTEN)
    rows = (MemberRow(member, 8123, 180, date(2023, 3, 1), 305),)
    said = utilization_rows.who(Base.REFRESHED, True, None)
    drawn = words(utilization_rows.members(rows, Asked(YEAR), said, "/x", named=False, may_offer=False))
    assert "4711" not in drawn
    assert "8123" not in drawn
    assert "Kertauskoulutuksen käyneet, joilla oli toimeksiantoja" in drawn


def test_a_name_opens_where_something_is_offered() -> None:
    rows = (MemberRow(Member(7, True, JOINED, name="Aino Aalto"), 2, 180, date(2023, 3, 1), 305),)
    said = utilization_rows.who(Base.MEMBERS, None, None)
    drawn = words(utilization_rows.members(rows, Asked(YEAR), said, "/x", named=True, may_offer=True))
    assert "tarjoa jotain" in drawn
    assert '"/experts/7/openings"' in drawn


def test_a_name_is_text_under_its_bar() -> None:
    drawn = chart.ranked(["<b>Lihava</b>"], {"": [1]}, ["1"])
    assert drawn["layout"]["yaxis"]["ticktext"] == ["&lt;b&gt;Lihava&lt;/b&gt;"]
    assert drawn["data"][0]["hovertext"] == ["&lt;b&gt;Lihava&lt;/b&gt;"]
