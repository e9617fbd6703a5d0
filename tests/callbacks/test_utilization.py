"""From a bar to its rows and to the same rows in a file; what the address means; and what a manager is never sent."""

from __future__ import annotations

import io
import json
import statistics
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pytest
from dash import Dash, dcc
from dash.development.base_component import Component
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder

from callbacks import utilization as callbacks
from callbacks import utilization_rows as behind
from dashboard.app import create_app
from db.session import Database
from domain.assignments import Party
from domain.orders import UnfilledReason
from domain.permissions import Viewer
from layouts import scopes as places
from tests import clicks, databases, people, serving, volumes
from tests.clocks import Clock

AsPerson = Callable[[Viewer], FlaskClient]
YEAR = {"since": "2023-01-01", "until": "2023-12-31"}
VIEWS = {
    places.CHARTS: callbacks.show,
    places.TASKS: behind.show_tasks,
    places.ORDERS: behind.show_orders,
    places.MEMBERS: behind.show_members,
}
FILES = {
    places.TASKS: places.TASKS_FILE,
    places.ORDERS: places.ORDERS_FILE,
    places.MEMBERS: places.MEMBERS_FILE,
}
UNROWED = ("languages", "ready-themes", "ready-areas")
WHOLE = {
    **dict.fromkeys(("groups", "uses", "clients", "packages", "sectors", "themes", "areas", "modes", "months"), 10),
    "leads": 20,
    "feedback": 20,
    "endings": 2,
    "outcomes": 14,
    "unmet-outcomes": 3,
    "unmet-themes": 3,
    "unmet-areas": 3,
    "members": 6,
    "readiness": 4,
    "waiting": 4,
    "people": 9,
}
"""Chart → how many all its bars are together, counted by hand: 6 were held in 2023 and 4 in 2022; `people`, `leads` and
`feedback` count a row more than once."""


@pytest.fixture(scope="module")
def database(maker: Callable[[str], databases.Maker]) -> Iterator[Database]:
    """One bank for all: nothing here writes."""
    with databases.bank(maker("sqlite"), Clock()) as bank:
        volumes.settle(bank)
        volumes.several(bank)
        for day, reason in ((3, UnfilledReason.THEME), (4, UnfilledReason.AREA), (5, UnfilledReason.THEME)):
            volumes.unmet(bank, date(2023, 3, day), reason)
        volumes.marked(bank, 5, Party.CLIENT, 5)
        volumes.busy(bank, 2019, (9, 1, 2, 1, 8, 1, 5, 2, 5, 6))
        volumes.handled(bank, 2019, 21)
        yield bank


@pytest.fixture(scope="module")
def app(database: Database) -> Dash:
    return create_app(serving.settings(database.url), database)


def drawn(database: Database, address: str, viewer: Viewer = people.MANAGER) -> Component:
    parts = urlsplit(address)
    with database.reading(viewer) as reading:
        return VIEWS[parts.path](reading, **dict(parse_qsl(parts.query)))


def year(**limits: str) -> str:
    return places.CHARTS + "?" + "&".join(f"{name}={value}" for name, value in {**YEAR, **limits}.items())


def figure(page: Component, name: str) -> dict[str, Any]:
    return next(
        part.figure
        for part in page._traverse()
        if isinstance(part, dcc.Graph) and part.id == {"type": "utilization_charts-chart", "name": name}
    )


def bars(page: Component, name: str) -> Iterator[tuple[str, float, str]]:
    """Series, value and address of each bar that is there."""
    for series in figure(page, name)["data"]:
        values = series["x"] if series.get("orientation") == "h" else series["y"]
        yield from (
            (series["name"], value, address)
            for value, address in zip(values, series["customdata"], strict=True)
            if value
        )


def grid_rows(page: Component) -> list[dict[str, Any]]:
    return next((part.rowData for part in page._traverse() if hasattr(part, "rowData")), [])


def table(client: FlaskClient, address: str) -> tuple[list[str], list[dict[str, Any]]]:
    """The notes above the headings of a file, and its rows by heading; `address` is that of the rows on screen."""
    parts = urlsplit(address)
    answer = client.get(f"{FILES.get(parts.path, parts.path)}?{parts.query}")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(cells) if len([cell for cell in row if cell]) > 1)
    notes = [str(row[0]) for row in cells[:head]]
    return notes, [dict(zip(cells[head], row, strict=True)) for row in cells[head + 1 :]]


@pytest.mark.parametrize("name", WHOLE)
def test_every_bar_is_as_long_as_its_rows_on_screen_and_in_the_file(
    database: Database, as_person: AsPerson, name: str
) -> None:
    client = as_person(people.MANAGER)
    found = list(bars(drawn(database, year()), name))
    for _series, value, address in found:
        assert len(grid_rows(drawn(database, address))) == len(table(client, address)[1]) == value
    assert sum(value for _series, value, _address in found) == WHOLE[name]


@pytest.mark.parametrize("words", [YEAR, {"since": "2022-01-01", "until": "2022-12-31", "use": "peer"}])
def test_every_bar_of_hours_is_the_sum_of_its_column(
    database: Database, as_person: AsPerson, words: dict[str, str]
) -> None:
    client = as_person(people.MANAGER)
    found = list(bars(drawn(database, year(**words)), "hours"))
    for _series, value, address in found:
        assert sum(row["Tunteja"] for row in table(client, address)[1]) == value
    assert found


@pytest.mark.parametrize(
    ("name", "column"),
    [("fees", "Palkkio"), ("travel", "Matkat"), ("charges", "Veloitus")],
)
@pytest.mark.parametrize("words", [YEAR, {"since": "2021-01-01", "until": "2023-12-31"}])
def test_every_bar_of_euros_is_the_sum_of_its_column(
    database: Database, as_person: AsPerson, name: str, column: str, words: dict[str, str]
) -> None:
    client = as_person(people.MANAGER)
    found = list(bars(drawn(database, year(**words)), name))
    for _series, value, address in found:
        assert sum(row[column] or 0 for row in table(client, address)[1]) == value
    assert found


def test_the_euros_of_the_year_are_those_counted_by_hand(database: Database) -> None:
    """Seven approved fees of 30 €, one ticket, and eight charges of 65 €: two were not held and are paid all the same. The
    year before four of each."""
    page = drawn(database, year())
    sums = {
        (name, series): sum(value for own, value, _address in bars(page, name) if own == series)
        for name in ("fees", "travel", "charges")
        for series in ("2022", "2023")
    }
    assert sums == {
        ("fees", "2022"): 120.0,
        ("fees", "2023"): 210.0,
        ("travel", "2022"): 0.0,
        ("travel", "2023"): 6.2,
        ("charges", "2022"): 260.0,
        ("charges", "2023"): 520.0,
    }


@pytest.mark.parametrize(
    ("column", "median"), [("Tilauksesta sopimiseen, päivää", 0), ("Sopimisesta työhön, päivää", 10)]
)
def test_the_medians_are_those_of_the_columns_in_the_file(
    database: Database, as_person: AsPerson, column: str, median: int
) -> None:
    rows = table(as_person(people.MANAGER), f"{places.TASKS}?since=2023-01-01&until=2023-12-31")[1]
    assert statistics.median(row[column] for row in rows) == median
    said = "Mediaani: tilauksesta sopimiseen alle päivä, sopimisesta työpäivään 10 päivää."
    assert said in words(drawn(database, year()))


def test_every_point_of_the_lorenz_curve_is_as_high_as_its_rows(database: Database, as_person: AsPerson) -> None:
    """The five who did least of the ten did 1 + 1 + 1 + 2 + 2 of 40."""
    page = drawn(database, f"{places.CHARTS}?since=2019-01-01&until=2019-12-31")
    (points,) = (series for series in figure(page, "lorenz")["data"] if series.get("customdata"))
    assert [round(height * 40) for height in points["y"]] == [7, 40]
    for height, address in zip(points["y"], points["customdata"], strict=True):
        behind = drawn(database, address)
        notes, rows = table(as_person(people.MANAGER), address)
        assert len(grid_rows(behind)) == len(rows) == round(height * 40)
        assert all("Asiantuntija" not in row for row in rows)
        assert any(note.startswith("Tehtävissä olleista: vähiten tehneet") for note in notes)


@pytest.mark.parametrize(
    ("name", "when", "along", "column", "of_one", "said"),
    [
        *((name, 2023, "x", "Jäseniä", 1, "ei ole henkilöluetteloa") for name in UNROWED),
        ("efforts", 2019, "y", "Sekunteja, mediaani", 60, "yhden tilauksen viemää aikaa ei näytetä kenellekään"),
    ],
)
def test_where_no_rows_may_stand_behind_a_chart_its_figures_are_given(
    database: Database, as_person: AsPerson, name: str, when: int, along: str, column: str, of_one: int, said: str
) -> None:
    """Of 21 orders of one February, which took 1, 2, 3 … minutes, the eleventh took eleven."""
    period = f"since={when}-01-01&until={when}-12-31"
    page = drawn(database, f"{places.CHARTS}?{period}")
    assert not any(series["customdata"] for series in figure(page, name)["data"])
    lengths = [value * of_one for series in figure(page, name)["data"] for value in series[along]]
    notes, rows = table(as_person(people.MANAGER), f"{places.FIGURES_FILE}?{period}&chart={name}")
    assert [row[column] or 0 for row in rows] == lengths
    assert name != "efforts" or lengths == [660]
    assert f"Jakso: {when}" in notes
    assert said in words(page)


def test_the_filters_are_written_in_the_file_and_above_the_rows(database: Database, as_person: AsPerson) -> None:
    address = f"{places.TASKS}?since=2023-05-01&until=2023-05-31&group={volumes.PROJECTS}&package={volumes.WORKSHOP}"
    notes, rows = table(as_person(people.MANAGER), address)
    assert notes == [
        "Jakso: 5/2023",
        "Mukana: toteutuneet toimeksiannot",
        "Raportointiryhmä: Kehittämishankkeet",
        "Palvelupaketti: Palvelun kehittäminen",
    ]
    assert len(rows) == 1
    for note in notes:
        assert note in words(drawn(database, address))


def test_the_file_is_named_by_its_period(as_person: AsPerson) -> None:
    answer = as_person(people.MANAGER).get(places.TASKS_FILE, query_string=YEAR)
    assert "seuranta-2023-01-01-2023-12-31.xlsx" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("name", ["Aino", "Örjan", "Minna", "Kalle"])
def test_a_manager_is_sent_no_names(database: Database, as_person: AsPerson, name: str) -> None:
    client = as_person(people.MANAGER)
    for address in (year(), f"{places.TASKS}?since=2022-01-01", f"{places.MEMBERS}?since=2022-01-01&worked=no"):
        assert name not in words(drawn(database, address))
    for address in (f"{places.TASKS}?since=2022-01-01", f"{places.MEMBERS}?since=2022-01-01&worked=no"):
        assert name not in json.dumps(table(client, address), default=str, ensure_ascii=False)


def test_a_coordinator_sees_whose_the_rows_are(database: Database, as_person: AsPerson) -> None:
    address = f"{places.TASKS}?since=2023-12-01&until=2023-12-31"
    assert "Kalle Koski" in words(drawn(database, address, people.COORDINATOR))
    assert [row["Asiantuntija"] for row in table(as_person(people.COORDINATOR), address)[1]] == ["Kalle Koski"]


@pytest.mark.parametrize("outsider", [people.CLERK, people.ADMIN, people.READER])
@pytest.mark.parametrize("address", [places.TASKS_FILE, places.MEMBERS_FILE])
def test_the_files_are_refused_to_those_without_the_right(as_person: AsPerson, outsider: Viewer, address: str) -> None:
    assert as_person(outsider).get(address).status_code == 403


def test_an_address_that_cannot_be_understood_is_answered_kindly(database: Database, as_person: AsPerson) -> None:
    shown = words(drawn(database, f"{places.CHARTS}?since=eilen&use=uni&colour=red"))
    assert "Osoitteesta jäi huomiotta osa, jota ei ymmärretty: since, use." in shown
    assert "Jakso: 2026" in shown
    answer = as_person(people.MANAGER).get(f"{places.TASKS_FILE}?since=eilen&reading=1&group=%00%ff")
    assert answer.status_code == 200


def test_a_limit_to_what_is_not_there_is_missing(as_person: AsPerson) -> None:
    assert as_person(people.MANAGER).get(f"{places.TASKS_FILE}?client=99").status_code == 404


def test_what_the_form_chooses_is_written_in_the_address(app: Dash, as_person: AsPerson) -> None:
    found = choose(
        app, as_person, since="2023-03-01", until="2023-06-30", use="peer", client="2", remote="no", sector="-"
    )
    assert found == f"{places.CHARTS}?since=2023-03-01&until=2023-06-30&sector=-&client=2&use=peer&remote=no"


def test_a_period_without_its_end_goes_on(app: Dash, as_person: AsPerson) -> None:
    found = choose(app, as_person, since="2025-03-01", until=None)
    assert found == f"{places.CHARTS}?since=2025-03-01&until=2026-12-31"


def choose(app: Dash, as_person: AsPerson, **words: str | None) -> str | None:
    fields = {f"utilization_limits_{name}": words.get(name) for name in ("since", "until", *callbacks.NAMES)}
    answer = clicks.post(
        as_person(people.MANAGER), app, "utilization.choose", places.CHARTS, utilization_limits_show=1, **fields
    )
    return _href(answer)


def test_a_bar_that_is_clicked_opens_the_address_it_carries(app: Dash, as_person: AsPerson) -> None:
    assert (
        opened(app, as_person, f"{places.TASKS}?since=2023-01-01&group=-") == f"{places.TASKS}?since=2023-01-01&group=-"
    )


@pytest.mark.parametrize("address", ["https://example.org/", "/orders", f"{places.TASKS}?x=<b>", "//example.org"])
def test_a_forged_bar_leads_nowhere(app: Dash, as_person: AsPerson, address: str) -> None:
    assert opened(app, as_person, address) is None


def opened(app: Dash, as_person: AsPerson, address: str) -> str | None:
    click = {"points": [{"curveNumber": 0, "customdata": address}]}
    chart = [({"name": "months"}, click), ({"name": "groups"}, None)]
    answer = clicks.post(
        as_person(people.MANAGER), app, "utilization.open_bar", places.CHARTS, utilization_charts_chart=chart
    )
    return _href(answer)


def _href(answer: Any) -> str | None:
    return (answer.json or {}).get("response", {}).get("shell-url", {}).get("href")


def words(page: Component) -> str:
    return json.dumps(page.to_plotly_json(), cls=PlotlyJSONEncoder, ensure_ascii=False)
