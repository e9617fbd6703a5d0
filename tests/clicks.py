"""A click as a browser posts it, or as someone without a browser does: straight to the callback's address."""

from __future__ import annotations

import json
from typing import Any

from dash import Dash
from flask.testing import FlaskClient

Values = dict[str, Any]


def post(client: FlaskClient, app: Dash, function: str, address: str, **values: Any) -> Any:
    """Answers the response of `function` ("batches.approve") on the page at `address`.

    `values` are by component id with underscores, or that and ".property" where several of one are posted; of a pattern,
    a list of (the id's other parts, value).
    """
    client.get("/login")  # Dash completes its map of callbacks at the first request
    return client.post("/_dash-update-component", json=body(app, function, address, **values))


def drawn(client: FlaskClient, app: Dash, address: str, **values: Any) -> str:
    """The page's whole layout as it goes over the wire."""
    return json.dumps(post(client, app, "shell.show", address, **values).get_json(), ensure_ascii=False)


def body(app: Dash, function: str, address: str, **values: Any) -> dict[str, Any]:
    """What `post` posts, of an app that has answered before."""
    key, declared = _find(app, function)
    known = {"shell_url": address, **values}
    inputs = [_posted(item, known) for item in declared["inputs"]]
    state = [_posted(item, known) for item in declared["state"]]
    touched = next(each for each in inputs if each)
    first = touched[0] if isinstance(touched, list) else touched
    return {
        "output": key,
        "outputs": outputs(key),
        "inputs": inputs,
        "state": state,
        "changedPropIds": [f"{written(first['id'])}.{first['property']}"],
    }


def _find(app: Dash, function: str) -> tuple[str, dict[str, Any]]:
    module, name = function.split(".")
    for key, declared in app.callback_map.items():
        callback = declared.get("callback")
        if (getattr(callback, "__module__", ""), getattr(callback, "__name__", "")) == (f"callbacks.{module}", name):
            return key, declared
    raise AssertionError(f"no callback {function}")


def _posted(item: dict[str, Any], values: Values) -> Any:
    if item["id"].startswith("{"):
        pattern = json.loads(item["id"])
        ids = [({"type": pattern["type"], **parts}, value) for parts, value in values[_key(pattern["type"])]]
        return [
            {"id": each, "property": item["property"], "value": each if item["property"] == "id" else value}
            for each, value in ids
        ]
    key, of_property = _key(item["id"]), f"{_key(item['id'])}.{item['property']}"
    value = (
        values.get(f"{key}.search", "")
        if item["property"] == "search"
        else values[of_property if of_property in values else key]
    )
    return {"id": item["id"], "property": item["property"], "value": value}


def _key(component_id: str) -> str:
    return component_id.replace("-", "_")


def written(component_id: Any) -> str:
    """An id as it stands in a post: a pattern's with its keys sorted and no spaces."""
    return (
        json.dumps(component_id, sort_keys=True, separators=(",", ":"))
        if isinstance(component_id, dict)
        else component_id
    )


def outputs(key: str) -> Any:
    """Those of a callback's key: one, or all of several."""
    if key.startswith(".."):
        return [outputs(part) for part in key.strip(".").split("...")]
    component, _, prop = key.partition(".")
    return {"id": component, "property": prop.split("@")[0]}
