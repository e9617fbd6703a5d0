"""What a person does in one go, kept step by step so that `commands.undoing` can take it back."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from db import refusals
from db.session import Writing
from db.tables import Deed, DeedStep
from domain import deeds, trail
from domain.deeds import DeedKind, Step
from domain.errors import Refusal

P = ParamSpec("P")
R = TypeVar("R")


def deed(
    kind: DeedKind,
) -> Callable[[Callable[Concatenate[Writing, P], R]], Callable[Concatenate[Writing, P], R]]:
    """The command's steps make one deed; a command inside another's adds its steps to the outer one's."""

    def decorate(command: Callable[Concatenate[Writing, P], R]) -> Callable[Concatenate[Writing, P], R]:
        @functools.wraps(command)
        def done(writing: Writing, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with doing(writing, kind):
                return command(writing, *args, **kwargs)

        return done

    return decorate


@contextmanager
def doing(writing: Writing, kind: DeedKind) -> Iterator[None]:
    if writing.in_deed:
        yield
        return
    first, writing.in_deed = len(writing.steps), True
    try:
        yield
    finally:
        writing.in_deed = False
    if len(writing.steps) > first:
        writing.deed = _keep(writing, kind, writing.steps[first:])


@contextmanager
def apart(writing: Writing) -> Iterator[None]:
    """One row of many: when it is refused, it alone is rolled back and the refusal raised."""
    events, steps = len(writing.events), len(writing.steps)
    try:
        with writing.session.begin_nested():
            yield
            writing.session.flush()
    except (Refusal, IntegrityError) as error:
        del writing.events[events:]
        del writing.steps[steps:]
        meaning = refusals.refusal(error) if isinstance(error, IntegrityError) else error
        if meaning is None:
            raise
        raise meaning from error


def _keep(writing: Writing, kind: DeedKind, steps: Sequence[Step]) -> deeds.Deed:
    entry = Deed(kind=kind, actor_id=writing.viewer.id, at=writing.now)
    writing.session.add(entry)
    writing.session.flush()
    writing.session.execute(
        insert(DeedStep),
        [
            {**vars(step), "deed_id": entry.id, "place": place, "before": trail.facts_text(dict(step.before))}
            for place, step in enumerate(steps)
        ],
    )
    return deeds.Deed(entry.id, kind, entry.actor_id, entry.at)
