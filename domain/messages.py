"""What a rule says without refusing: a message id with named values, turned into words like a refusal's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import Refused


@dataclass(frozen=True, init=False)
class Message:
    message: str
    values: Mapping[str, object]

    def __init__(self, message: str, **values: object) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        return self.message.format(**self.values)

    def refused(self) -> Refused:
        return Refused(self.message, **self.values)
