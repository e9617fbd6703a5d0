"""What a callback may receive: each posted value is checked against the type of the parameter it is for."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_type_hints

import dash
import pydantic

from callbacks.addresses import Address
from domain.errors import Refused
from texts import N_

T = TypeVar("T")
Model = pydantic.BaseModel
MISSHAPEN = N_("Something in the form is not as it should be. Nothing was saved; check it and try again.")

LARGEST = 2**53 - 1
"""No browser counts further, and neither database nor answer holds what is twice as long."""


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
                name: validated(kind, _touched() if name == "on" else next(waiting))
                for name, kind in self.posted.items()
            }
            ids = self.address.parameters(str(pathname)) or {}
            return arguments | {name: ids[name] for name in self.addressed}
        except (pydantic.ValidationError, StopIteration, KeyError):
            raise Refused(MISSHAPEN) from None


def validated(kind: pydantic.TypeAdapter[T], value: object) -> T:
    """Raises ValidationError for another shape, Refused for a number beyond LARGEST: a text of digits is read as one."""
    found = kind.validate_python(value)
    if not _is_countable(found):
        raise Refused(MISSHAPEN)
    return found


def _is_countable(value: object) -> bool:
    match value:
        case str() | bytes():
            return True
        case int():
            return abs(value) <= LARGEST
        case Mapping():
            return all(map(_is_countable, value.values()))
        case Collection():
            return all(map(_is_countable, value))
    return all(map(_is_countable, vars(value).values())) if is_dataclass(value) or isinstance(value, Model) else True


def _touched() -> dict[str, Any]:
    touched = dash.ctx.triggered_id
    if not isinstance(touched, dict):
        raise Refused(MISSHAPEN)
    return {name: value for name, value in touched.items() if name != "type"}
