"""What a callback may receive: each posted value is checked against the type of the parameter it is for."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

import dash
import pydantic

from callbacks.addresses import Address
from domain.errors import Refused
from texts import N_

MISSHAPEN = N_("Something in the form is not as it should be. Nothing was saved; check it and try again.")


@dataclass(frozen=True)
class Schema:
    """The types of a function's parameters after the first, in three kinds: posted, from the address, and `prepared`.

    A parameter called `on` is the pattern id that was touched.
    """

    posted: Mapping[str, pydantic.TypeAdapter[Any]]
    addressed: frozenset[str]
    address: Address

    @classmethod
    @cache
    def of(cls, function: Callable[..., Any], address: Address) -> Schema:
        hints = get_type_hints(function, include_extras=True)
        names = [name for name in list(inspect.signature(function).parameters)[1:] if name != "prepared"]
        posted = {name: pydantic.TypeAdapter(hints[name]) for name in names if name not in address.names}
        return cls(posted, address.names.intersection(names), address)

    def read(self, values: Sequence[Any], pathname: Any, always: bool = False) -> dict[str, Any]:
        """Nothing posted is trusted: a value of another shape is refused, an untouched button does nothing."""
        if not always and not any(entry["value"] for entry in dash.ctx.triggered):
            raise dash.exceptions.PreventUpdate
        waiting = iter(values)
        try:
            arguments = {
                name: kind.validate_python(_touched() if name == "on" else next(waiting))
                for name, kind in self.posted.items()
            }
            ids = self.address.parameters(str(pathname)) or {}
            return arguments | {name: ids[name] for name in self.addressed}
        except (pydantic.ValidationError, StopIteration, KeyError):
            raise Refused(MISSHAPEN) from None


def _touched() -> dict[str, Any]:
    touched = dash.ctx.triggered_id
    if not isinstance(touched, dict):
        raise Refused(MISSHAPEN)
    return {name: value for name, value in touched.items() if name != "type"}
