"""The parts that pages are built of."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

import texts
from layouts.parts import actions, badges, cards, chart, dialogs, empty, forms, grid, tables, timelines
from layouts.parts.badges import Look, Tone

ASSETS = Path(__file__).parents[2] / "assets"
LANES = {"Uusi": Look(Tone.INFO, "plus-circle"), "Valmis": Look(Tone.GOOD, "check-circle")}


def drawn(part: Component) -> dict[str, Any]:
    """As the browser gets it."""
    return json.loads(json.dumps(part.to_plotly_json(), cls=PlotlyJSONEncoder))


def words(part: Component) -> str:
    return json.dumps(drawn(part), ensure_ascii=False)


def test_a_button_that_cannot_be_pressed_says_why() -> None:
    part = actions.button("Hyväksy", "batches-approve", disabled_because="Kokosit erän itse.")

    assert '"disabled": true' in words(part)
    assert "Kokosit erän itse." in words(part)


def test_a_button_that_can_be_pressed_is_not_disabled() -> None:
    assert "disabled" not in words(actions.button("Hyväksy", "batches-approve"))


def test_free_text_warns_against_clients_information() -> None:
    part = forms.free_text("orders-description", "Mitä tehdään")

    assert "Älä kirjoita asiakkaan tietoja." in words(part)


def test_a_label_belongs_to_its_field() -> None:
    label = drawn(forms.text("orders-place", "Paikka"))["props"]["children"][0]

    assert label["props"]["html_for"] == "orders-place"


def test_a_select_finds_its_chosen_number_among_texts() -> None:
    control = drawn(forms.select("orders-package", "Palvelupaketti", [(1, "Puheenvuoro")], 1))["props"]["children"][1]

    assert control["props"]["value"] == control["props"]["options"][0]["value"] == "1"


def test_a_fact_that_is_not_known_is_a_dash() -> None:
    *_, value = drawn(cards.facts([("Työpari", None)]))["props"]["children"]

    assert value["props"]["children"] == "–"


def test_a_table_names_its_rows_and_columns() -> None:
    columns = [tables.Column("Henkilö", lambda row: row[0]), tables.Column("Summa", lambda row: row[1], numeric=True)]

    text = words(tables.table(columns, [("Kaisa", "60,00 €")], "Erä", total=("Yhteensä", "60,00 €")))

    assert text.count('"scope": "col"') == 2
    assert text.count('"scope": "row"') == 2
    assert text.count('"className": "numeric"') == 3


def test_rows_of_a_grid_are_known_by_their_id() -> None:
    part = drawn(grid.grid("orders-list", [grid.text("client", "Tilaaja")], [{"id": 7, "client": "Laurea"}]))

    assert part["props"]["getRowId"] == "params.data.id + ''"
    assert "dangerously_allow_code" not in part["props"]


def test_a_column_of_euros_holds_cents_and_filters_in_euros() -> None:
    column = grid.euros("fee", "Palkkio")

    assert column["valueFormatter"] == {"function": "euros(params)"}
    assert column["filterValueGetter"] == {"function": "params.data.fee / 100"}


def test_statuses_sort_by_the_chain_and_not_by_the_alphabet() -> None:
    column = grid.badge("lane", "Vaihe", LANES)

    assert column["comparator"] == {"function": 'inOrder(["Uusi", "Valmis"])'}
    assert column["cellRendererParams"]["badges"]["Uusi"] == {"tone": "info", "icon": "plus-circle"}


def called_by_name() -> list[str]:
    columns = [
        grid.euros("fee", "Palkkio"),
        grid.number("hours", "Tunnit"),
        grid.date("day", "Päivä"),
        grid.badge("lane", "Vaihe", LANES),
        grid.score("score", "Sopivuus"),
        grid.actions("orders-act", [grid.Act("open", "Avaa")], about="client"),
    ]
    text = words(grid.grid("orders-list", columns, []))
    return sorted(set(re.findall(r'"function": "(\w+)', text)) - {"params"})


@pytest.mark.parametrize("name", called_by_name())
def test_what_a_grid_calls_by_name_is_there(name: str) -> None:
    assert f"functions.{name} = " in (ASSETS / "dashAgGridFunctions.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["Badge", "Link", "Telephone", "Actions", "Score"])
def test_renderers_of_columns_are_there(name: str) -> None:
    assert f"renderers.{name} = " in (ASSETS / "dashAgGridComponentFunctions.js").read_text(encoding="utf-8")


def test_charts_are_drawn_with_the_colours_of_the_tokens() -> None:
    tokens = (ASSETS / "tokens.css").read_text(encoding="utf-8")

    assert tuple(re.findall(r"--series-\d: (#\w{6});", tokens)) == chart.SERIES


def test_a_chart_speaks_the_readers_language_and_has_its_table() -> None:
    table = tables.table([tables.Column("Kuukausi", str)], ["tammi"], "Toimeksiannot")

    with texts.using("sv"):
        text = words(chart.chart("utilization-months", "Uppdrag", chart.bars(["jan"], {"2023": [4]}), table))

    assert '"locale": "sv"' in text
    assert "Visa som tabell" in text
    assert "tammi" in text


def test_a_dialog_is_named_by_its_title_and_can_be_left() -> None:
    part = dialogs.dialog("orders-cancel", "Perutaanko tilaus?", "", [dialogs.cancel("orders-cancel")])

    assert drawn(part)["props"]["labelledby"] == "orders-cancel-title"
    assert '"data-closes": "orders-cancel"' in words(part)


def test_a_status_has_a_word_and_a_shape() -> None:
    text = words(badges.badge("Valmis", Tone.GOOD, "check-circle"))

    assert "Valmis" in text
    assert "bi-check-circle" in text


def test_an_empty_place_tells_the_next_act() -> None:
    assert "/orders" in words(empty.empty("Ei tilauksia", act=actions.link("Avaa tilausjono", "/orders")))


def test_a_timeline_tells_when_and_who() -> None:
    text = words(timelines.timeline([timelines.Entry("to 19.11. klo 9.12", "Tilaus saapui", "Sari Mäkinen")]))

    assert "to 19.11. klo 9.12 · Sari Mäkinen" in text


def test_good_news_leaves_by_itself_and_a_refusal_stays() -> None:
    assert '"data-seconds": "7"' in words(dialogs.toast("Tallennettu."))
    assert '"data-seconds": "0"' in words(dialogs.toast("Joku ehti ensin.", Tone.BAD))
