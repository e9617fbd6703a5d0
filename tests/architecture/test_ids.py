"""Ids are named by the page that draws them: what is wired is drawn, once, and nothing is a bare string."""

from __future__ import annotations

import ast
import importlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.settings import ROOT
from layouts.ids import IdEnum
from tests.architecture import sources

WIRES = {"Input", "Output", "State"}
OF_DASH = {"_pages_location", "_pages_content", "_pages_store", "_pages_dummy"}


def named() -> dict[str, str]:
    """Every id of the layouts → its member as it is written, "orders.Ids.LIST"."""
    found = {}
    for path in sources.files("layouts"):
        module = importlib.import_module(
            ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        )
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, IdEnum) and kind.__module__ == module.__name__:
                found |= {member.value: f"{path.stem}.{kind.__name__}.{member.name}" for member in kind}
    return found


def drawn(paths: Iterable[Path]) -> set[str]:
    """Members that some layout uses outside the enum that names them."""
    return {written for path in paths for written in _uses(sources.tree(path), path.stem)}


def _uses(module: ast.Module, stem: str) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id.endswith("Ids"):
            yield f"{stem}.{node.value.id}.{node.attr}"
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr.endswith("Ids")
        ):
            yield f"{getattr(node.value.value, 'id', '')}.{node.value.attr}.{node.attr}"


def wired(callback_map: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Ids of inputs, states and outputs; of a pattern its type."""
    ids = {each["id"] for entry in callback_map.values() for each in (*entry["inputs"], *entry["state"])}
    for output in callback_map:
        ids |= {each.rpartition(".")[0] for each in output.strip(".").split("...")}
    return {json.loads(each)["type"] if each.startswith("{") else each for each in ids} - OF_DASH


def bare(module: ast.AST) -> list[int]:
    """Lines of wires that name their component by a string or a dict instead of a member of Ids."""
    return [
        node.lineno
        for name, node in sources.calls(module)
        if name in WIRES and node.args and isinstance(node.args[0], ast.Constant | ast.Dict | ast.JoinedStr)
    ]


def bare_drawn(module: ast.AST) -> list[int]:
    """Lines of components that get a string as id."""
    return [
        keyword.value.lineno
        for _, node in sources.calls(module)
        for keyword in node.keywords
        if keyword.arg == "id" and isinstance(keyword.value, ast.Constant | ast.Dict)
    ]


def twice(picture: Component) -> list[str]:
    """Ids that stand on more than one component of a drawn page."""
    ids = [getattr(each, "id", None) for each in (picture, *picture._traverse()) if isinstance(each, Component)]
    written = [
        json.dumps(each, sort_keys=True) if isinstance(each, dict) else str(each) for each in ids if each is not None
    ]
    return sorted(each for each, count in Counter(written).items() if count > 1)


def test_everything_wired_is_drawn(house: Dash) -> None:
    members, pictures = named(), drawn(sources.files("layouts"))
    assert sorted(each for each in wired(house.callback_map) if members.get(each) not in pictures) == []


def test_every_named_id_is_drawn() -> None:
    assert sorted(set(named().values()) - drawn(sources.files("layouts"))) == []


def test_no_two_pages_give_the_same_id() -> None:
    assert len(named()) == len(set(named().values()))


def test_callbacks_name_no_component_by_a_string() -> None:
    assert {str(path): lines for path in sources.files("callbacks") if (lines := bare(sources.tree(path)))} == {}


def test_layouts_give_no_string_as_id() -> None:
    assert {str(path): lines for path in sources.files("layouts") if (lines := bare_drawn(sources.tree(path)))} == {}


def test_the_checks_of_ids_can_fail(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(
        "Input('orders-list', 'children')\nOutput({'type': 'x'}, 'y')\nState(Ids.LIST, 'z')\nhtml.Div(id='a')\n"
    )
    assert bare(sources.tree(page)) == [1, 2]
    assert bare_drawn(ast.parse(page.read_text())) == [4]
    assert drawn([page]) == {"page.Ids.LIST"}
    entry = {"inputs": [{"id": '{"row":["ALL"],"type":"orders-act"}'}], "state": [{"id": "shell-url"}]}
    assert wired({"..a-b.children...c-d.data..": entry, "e-f.href": entry}) == {
        "orders-act",
        "shell-url",
        "a-b",
        "c-d",
        "e-f",
    }
    assert twice(html.Div([html.P(id="one"), html.P(id="one"), html.P(id={"type": "two"})], id="whole")) == ["one"]
