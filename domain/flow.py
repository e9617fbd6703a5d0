"""A workflow is a table of steps: which action leads from which status to which, and the right it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from domain.errors import Refused
from domain.permissions import Permission, Viewer

A = TypeVar("A", bound=StrEnum)
S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Step(Generic[A, S]):
    action: A
    source: S
    target: S
    needs: Permission


@dataclass(frozen=True)
class Seen:
    """What the person had on screen when deciding: the row's version and, where money moves, its content hash."""

    version: int
    content_sha256: str | None = None

    def matches(self, row: object) -> bool:
        same = getattr(row, "version", None) == self.version
        return same and (self.content_sha256 is None or getattr(row, "content_sha256", None) == self.content_sha256)


class Flow(Generic[A, S]):
    def __init__(self, *steps: Step[A, S]) -> None:
        self._steps = {(step.action, step.source): step for step in steps}
        if len(self._steps) != len(steps):
            raise ValueError("two steps share an action and a source")

    def __iter__(self) -> Iterator[Step[A, S]]:
        return iter(self._steps.values())

    def step(self, action: A, status: S) -> Step[A, S]:
        """The step that `action` takes from `status`; Refused when there is none."""
        try:
            return self._steps[action, status]
        except KeyError:
            raise Refused("This cannot be done now: the state has changed.") from None

    def open_to(self, viewer: Viewer, status: S) -> tuple[A, ...]:
        """The actions this person may take from this status, in the order of the table."""
        return tuple(step.action for step in self if step.source == status and viewer.may(step.needs))
