"""Views of a list: what is shown, sorted and filtered, saved under a name for oneself or for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain import prose
from domain.errors import Refused
from domain.orders import CLOSED_LANES, Badge, Lane
from domain.permissions import Role, Viewer

ORDERS, MATCHING = "orders", "matching"
"""Lists whose columns are kept for the person; views are saved of orders."""
OPEN_LANES = tuple(lane for lane in Lane if lane not in CLOSED_LANES)
LONGEST_STATE = 2000


@dataclass(frozen=True)
class Column:
    """As the person left it; `width` in pixels, 0 for its share of the room that is left."""

    id: str
    width: int
    hidden: bool = False


@dataclass(frozen=True)
class State:
    """`columns` are the ids of those shown, in order; `sort` ids with "-" for descending; `filters` those of the columns."""

    lanes: tuple[Lane, ...] = OPEN_LANES
    marks: tuple[Badge, ...] = ()
    mine: bool = False
    text: str = ""
    columns: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    filters: Mapping[str, Any] = field(default_factory=dict)
    widths: tuple[Column, ...] = ()


@dataclass(frozen=True)
class SavedView:
    """`state` is the query string of the list's address."""

    id: int
    name: str
    owner_id: int
    owner: str
    state: str
    shared: bool
    role: Role | None
    own_default: bool


def check_name(name: str) -> str:
    clean = prose.line(name)
    if not clean:
        raise Refused("Give the view a name.")
    return clean


def check_state(state: str) -> str:
    if len(state) > LONGEST_STATE:
        raise Refused("This view has too many conditions to be saved.")
    return state


def check_role(role: Role | None, shared: bool, viewer: Viewer) -> None:
    """A role's first view is shared with everybody, and set by somebody of that role."""
    if role is not None and not (shared and role in viewer.roles):
        raise Refused("The first view of a role is a shared one, saved by somebody who has the role.")


def check_owner(owner_id: int, viewer: Viewer) -> None:
    if owner_id != viewer.id:
        raise Refused("Only the one who saved the view changes it.")
