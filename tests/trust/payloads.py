"""Bodies that someone without a browser may post to a callback: the right shape with hostile values, and broken shapes."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

from tests import clicks

Body = Any

VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    1,
    2,
    3,
    -1,
    2**31,
    2**63,
    10**30,
    1.5,
    float("nan"),
    "",
    "1",
    "²",
    "9" * 30,
    "x",
    "-1",
    "09:00",
    "25:99",
    "2026-12-02",
    "9999-12-31",
    "0000-00-00",
    "1 234,50",
    "Ääkköset & <script>alert(1)</script>",
    "'; DROP TABLE orders; --",
    "\x00",
    "\ud800",
    "a" * 5000,
    [],
    [1],
    ["1", None, {}],
    [[[]]],
    {},
    {"role": "clerk"},
    {"id": 1, "version": 1},
    {"seq": 1, "changes": {"orders": None}},
    {"seq": "x", "changes": {"orders": "x", "nothing": [1]}},
    {"rowId": "1", "rowIndex": 0},
    [{"id": 1, "order_id": 1, "expert_id": 1}],
)
PARTS: tuple[Any, ...] = (0, 1, 2, 3, -1, 2**63, "", "1", "approve", "x" * 300, "\x00", "0")
PATHS = (
    "/",
    "",
    "/orders/1",
    "/orders/1/match",
    "/experts/1",
    "/batches/1",
    "/x/99999999999999999999",
    "//",
    "\x00",
    None,
)
SEARCHES = ("", "?", "?order=1", "?period=2023-01-01_2023-12-31", "?%00=%ff", "?page=-1&before=x", "?" + "a=1&" * 50)


def payload(random: Random, output: str, declared: dict[str, Any]) -> Body:
    """Four in five have the shape that Dash's own client would send."""
    drawn: dict[str, list[dict[str, Any]]] = {}
    inputs = [_entry(random, item, drawn) for item in declared["inputs"]]
    state = [_entry(random, item, drawn) for item in declared["state"]]
    posted = [item for group in inputs for item in (group if isinstance(group, list) else [group])]
    body = {
        "output": output,
        "outputs": clicks.outputs(output),
        "inputs": inputs,
        "state": state,
        "changedPropIds": [f"{clicks.written(one['id'])}.{one['property']}" for one in posted[:1]],
    }
    return body if random.random() < 0.8 else _broken(random, body)


def _entry(random: Random, item: dict[str, Any], drawn: dict[str, list[dict[str, Any]]]) -> Any:
    """Components of one pattern are drawn once: whoever asks for their ids and their values gets the same ones."""
    if not item["id"].startswith("{"):
        return {"id": item["id"], "property": item["property"], "value": _value(random, item)}
    pattern = json.loads(item["id"])
    many = ["ALL"] in pattern.values()
    ids = drawn.setdefault(
        item["id"], [_component(random, pattern) for _ in range(random.randint(0, 2) if many else 1)]
    )
    entries = [
        {"id": one, "property": item["property"], "value": one if item["property"] == "id" else random.choice(VALUES)}
        for one in ids
    ]
    return entries if many else entries[0]


def _component(random: Random, pattern: dict[str, Any]) -> dict[str, Any]:
    return {name: random.choice(PARTS) if isinstance(part, list) else part for name, part in pattern.items()}


def _value(random: Random, item: dict[str, Any]) -> Any:
    if item["property"] == "pathname":
        return random.choice(PATHS)
    return random.choice(SEARCHES if item["property"] == "search" else VALUES)


def _broken(random: Random, body: dict[str, Any]) -> Body:
    """One key lost, doubled, emptied or of another kind; or no object at all."""
    broken = copy.deepcopy(body)
    name = random.choice([*broken, ""])
    if not name:
        return random.choice([None, [], "x", 1, {"output": body["output"]}])
    kind = random.randrange(4)
    if kind == 0:
        del broken[name]
    elif kind == 1:
        broken[name] = random.choice(VALUES)
    elif kind == 2 and isinstance(broken[name], list):
        broken[name] = broken[name] * 2
    else:
        broken[name] = [None]
    return broken
