"""The pictures of utilization: what stands above, under and beside each chart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from dash import dcc
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from domain.experts import Period
from domain.money import Money
from domain.orders import Use
from domain.reports import ReportBasis
from domain.scopes import Asked, Counted, Names, Scope
from domain.utilization import Base, Client, Member, MemberRow, Package, Task, Volumes
from layouts import scopes, utilization, utilization_rows
from layouts.parts import chart

GROUP, PROJECTS, CITY, OTHERS = (
    "VaKe hyvinvointialueen toimialat",
    "Kehittämishankkeet",
    "Vantaan kaupunki",
    "Muut tilaajat",
)
PUBLISHED = {GROUP: 344, PROJECTS: 287, CITY: 23, OTHERS: 48}
YEAR = Scope(Period(date(2023, 1, 1), date(2023, 12, 31)))
MEETING = Package(1, "Asiakastapaaminen", Use.PEER)
FEE = Money(30_00)
TODAY = date(2026, 11, 23)
_ids = count(1)


def task(day: date, group: str = GROUP, expert_id: int = 1, fee: Money | None = FEE, expert: str = "") -> Task:
    client = Client(list(PUBLISHED).index(group) + 1, f"Yksikkö {group}", group, "")
    money = (fee, Money(0), Money(65_00))
    return Task(next(_ids), 7, day, client, MEETING, expert_id, 90, ReportBasis.DONE, *money, expert)


def published() -> tuple[Task, ...]:
    """The bank's year 2023: 702 by 45 experts, beside the 615 of 2022."""
    groups = [group for group, number in PUBLISHED.items() for _ in range(number)]
    this = tuple(task(date(2023, 1 + place % 11, 2), group, 1 + place % 45) for place, group in enumerate(groups))
    return (*this, *(task(date(2022, 2, 1)) for _ in range(615)))


def page(tasks: tuple[Task, ...], scope: Scope = YEAR, today: date = TODAY, members: int = 69) -> Component:
    everyone = tuple(Member(number, refreshed=number <= 53) for number in range(1, members + 1))
    years = {2021: 328, 2022: 615, 2023: 702}
    return utilization.page(Volumes(scope, today, years, tasks, everyone), Asked(scope), Names())


def words(part: Component) -> str:
    return json.dumps(part.to_plotly_json(), cls=PlotlyJSONEncoder, ensure_ascii=False).replace("\u00a0", " ")


def graphs(part: Component) -> list[dcc.Graph]:
    return [each for each in part._traverse() if isinstance(each, dcc.Graph)]


def figure(part: Component, name: str) -> Mapping[str, Any]:
    return next(graph.figure for graph in graphs(part) if graph.id["name"] == name)


def test_the_published_year_is_drawn_as_it_was_published() -> None:
    drawn = page(published())
    (bars,) = figure(drawn, "groups")["data"]
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
    assert all(number in words(drawn) for number in ('"328"', '"615"', '"702"'))


def test_a_year_that_goes_on_is_compared_with_the_same_days() -> None:
    scope = Scope(Period(date(2026, 1, 1), date(2026, 12, 31)))
    tasks = (task(date(2026, 3, 2)), task(date(2025, 11, 23)), task(date(2025, 11, 24)))
    assert "Vuotta aiemmin, 1.1.2025–23.11.2025: 1 (0 %)." in words(page(tasks, scope))


def test_the_year_before_stands_quietly_beside() -> None:
    drawn = figure(page(published()), "months")
    assert [series["name"] for series in drawn["data"]] == ["2022", "2023"]
    assert drawn["layout"]["colorway"] == [chart.SERIES[-1], chart.SERIES[0]]


def test_several_years_are_series_of_the_same_months() -> None:
    drawn = figure(page(published(), Scope(Period(date(2022, 1, 1), date(2023, 12, 31)))), "months")
    assert [(series["name"], sum(series["y"])) for series in drawn["data"]] == [("2022", 615), ("2023", 702)]
    assert drawn["data"][0]["x"][:3] == ["tammi", "helmi", "maalis"]


@pytest.mark.parametrize("name", ["months", "groups", "uses", "clients", "packages", "sectors", "members", "euros"])
def test_every_chart_has_its_numbers_as_a_table_of_links(name: str) -> None:
    drawn = page(published())
    boxes = (part for part in drawn._traverse() if getattr(part, "className", "") == "opens")
    box = next(box for box in boxes if graphs(box)[0].id["name"] == name)
    links = {part.href for part in box._traverse() if isinstance(part, dcc.Link)}
    addresses = {address for series in graphs(box)[0].figure["data"] for address in series["customdata"] if address}
    assert addresses
    assert addresses <= links


def test_few_is_not_none() -> None:
    tasks = (*(task(date(2023, 3, 1)) for _ in range(699)), *(task(date(2023, 3, 1), CITY) for _ in range(3)))
    (bars,) = figure(page(tasks), "groups")["data"]
    assert bars["text"][1].replace("\u00a0", " ") == "3 · < 1 %"


def test_fees_that_wait_for_approval_are_told() -> None:
    waiting = (task(date(2023, 3, 1), fee=None),)
    assert "1 työraportti odottaa hyväksyntää, eikä sen palkkio ole vielä mukana." in words(page(waiting))
    assert "odottaa hyväksyntää" not in words(page(published()))


def test_nothing_held_says_so_and_keeps_the_years() -> None:
    drawn = page(())
    assert "Ei toteutuneita toimeksiantoja" in words(drawn)
    assert "Kaikki vuodet" in words(drawn)
    assert graphs(drawn) == []


def test_a_limited_page_says_to_what_and_can_be_freed() -> None:
    scope = replace(YEAR, group=PROJECTS, sector="", use=Use.TEACHING, client_id=3)
    drawn = words(
        utilization.page(Volumes(scope, TODAY, {2023: 0}, (), ()), Asked(scope), Names(client="Palvelupolut"))
    )
    for limit in (
        "Raportointiryhmä: Kehittämishankkeet",
        "Toimiala: ei toimialaa",
        "Tilaaja: Palvelupolut",
        "Käyttötarkoitus: kouluttaminen",
    ):
        assert limit in drawn
    assert f'"href": "{scopes.address(scopes.CHARTS, YEAR)}"' in drawn


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


def test_a_row_leads_to_its_order_only_for_those_who_may_open_it() -> None:
    rows = (task(date(2023, 3, 1), expert="Aino Aalto"),)
    open_to = [utilization_rows.tasks(rows, Asked(YEAR), Names(), named=True, may_open=may) for may in (True, False)]
    assert ["cellRenderer" in words(part) for part in open_to] == [True, False]


def test_the_rows_of_euros_tell_what_was_not_held() -> None:
    rows = (replace(task(date(2023, 3, 1)), basis=ReportBasis.LATE_CANCELLATION),)
    scope = replace(YEAR, counted=Counted.PAID)
    drawn = words(utilization_rows.tasks(rows, Asked(scope), Names(), named=False, may_open=False))
    assert "myöhäinen peruutus" in drawn
    assert "Mitä tapahtui" in drawn


def test_members_without_names_are_numbered_by_their_place_in_the_list() -> None:
    rows = (MemberRow(Member(4711, refreshed=True), 2, 180, date(2023, 3, 1)),)
    drawn = words(utilization_rows.members(rows, Asked(YEAR), Names(), Base.REFRESHED, worked=True, named=False))
    assert "4711" not in drawn
    assert "Kertauskoulutuksen käyneet, joilla oli toimeksiantoja · Jakso: 2023" in drawn


def test_a_name_is_text_under_its_bar() -> None:
    drawn = chart.ranked(["<b>Lihava</b>"], {"": [1]}, ["1"])
    assert drawn["layout"]["yaxis"]["ticktext"] == ["&lt;b&gt;Lihava&lt;/b&gt;"]
    assert drawn["data"][0]["hovertext"] == ["&lt;b&gt;Lihava&lt;/b&gt;"]
