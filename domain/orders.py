"""Orders: their workflow, what is written down of one and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from itertools import pairwise

from domain import prose
from domain.errors import Refused
from domain.flow import Flow, Step
from domain.permissions import Permission
from domain.themes import ThemeRole
from domain.times import Span


class OrderStatus(StrEnum):
    NEW = auto()
    HANDLING = auto()
    UNFILLED = auto()
    CANCELLED = auto()


class OrderAction(StrEnum):
    CLAIM = auto()
    RELEASE = auto()
    CLOSE_UNFILLED = auto()
    REOPEN = auto()
    CANCEL = auto()


class Lane(StrEnum):
    """An order's earliest unfinished stage; never stored."""

    NEW = auto()
    HANDLING = auto()
    OFFERED = auto()
    CONFIRMED = auto()
    REPORT_MISSING = auto()
    PAYABLE = auto()
    DONE = auto()
    CANCELLED = auto()


class Badge(StrEnum):
    """What the queue says of an order beside its lane."""

    URGENT = auto()
    SOON = auto()
    LAPSED = auto()
    UNANSWERED = auto()
    NEW_TIME = auto()
    WAITS_FOR_ORDERER = auto()
    OPEN_TIME = auto()
    CALL_BACK = auto()
    PLANNING_MEETING = auto()
    REPORT_MISSING = auto()
    NOT_FOUND = auto()


class Gap(StrEnum):
    """What an order still lacks before somebody can be found for it."""

    THEME = auto()
    TIME = auto()
    PLACE = auto()
    CONTACT = auto()
    CONSENT = auto()


class Use(StrEnum):
    """The three uses of the Pirkanmaa model: kouluttaminen, kehittäminen ja vaikuttaminen, vertaistoiminta."""

    TEACHING = auto()
    DEVELOPING = auto()
    PEER = auto()


class UnfilledReason(StrEnum):
    THEME = auto()
    AREA = auto()
    TIME = auto()
    LANGUAGE = auto()
    OTHER = auto()


FLOW = Flow(
    Step(OrderAction.CLAIM, OrderStatus.NEW, OrderStatus.HANDLING, Permission.EDIT_ORDERS),
    Step(OrderAction.RELEASE, OrderStatus.HANDLING, OrderStatus.NEW, Permission.EDIT_ORDERS),
    Step(OrderAction.CLOSE_UNFILLED, OrderStatus.HANDLING, OrderStatus.UNFILLED, Permission.EDIT_ORDERS),
    Step(OrderAction.REOPEN, OrderStatus.UNFILLED, OrderStatus.HANDLING, Permission.EDIT_ORDERS),
    Step(OrderAction.REOPEN, OrderStatus.CANCELLED, OrderStatus.HANDLING, Permission.EDIT_ORDERS),
    Step(OrderAction.CANCEL, OrderStatus.NEW, OrderStatus.CANCELLED, Permission.EDIT_ORDERS),
    Step(OrderAction.CANCEL, OrderStatus.HANDLING, OrderStatus.CANCELLED, Permission.EDIT_ORDERS),
)

OPEN = frozenset({OrderStatus.NEW, OrderStatus.HANDLING})
CLOSED_LANES = frozenset({Lane.DONE, Lane.CANCELLED})
UNFILLED_LANES = frozenset({Lane.NEW, Lane.HANDLING, Lane.OFFERED})
MOST_EXPERTS = 20
MOST_SESSIONS = 60
LONGEST_SESSION_MINUTES = 24 * 60

PARAGRAPHS = ("nature", "responsibility", "target_group", "description", "access")
LINES = ("language", "working_pair", "cost_centre", "project", "place", "municipality", "open_time")


@dataclass(frozen=True, kw_only=True)
class OrderForm:
    """An order as it is written down; `municipality` is Statistics Finland's code. What is not known yet may be empty."""

    client_id: int
    package_id: int
    task_type_id: int
    contact_id: int | None = None
    theme_ids: tuple[int, ...] = ()
    theme_role: ThemeRole | None = None
    induction_ids: tuple[int, ...] = ()
    language: str = "fi"
    nature: str = ""
    responsibility: str = ""
    working_pair: str = ""
    target_group: str = ""
    description: str = ""
    cost_centre: str = ""
    project: str = ""
    wished_expert_id: int | None = None
    planning_meeting: bool = False
    access: str = ""
    superior_consents: bool = False
    experts_needed: int = 1
    remote: bool = False
    place: str = ""
    municipality: str = ""
    open_time: str = ""
    urgent: bool = False
    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        for names, clean in ((PARAGRAPHS, prose.paragraph), (LINES, prose.line)):
            for name in names:
                object.__setattr__(self, name, clean(getattr(self, name)))
        if not 1 <= self.experts_needed <= MOST_EXPERTS:
            raise Refused("An order is for 1–{most} experts.", most=MOST_EXPERTS)
        object.__setattr__(self, "theme_ids", tuple(sorted(self.theme_ids)))
        object.__setattr__(self, "spans", in_order(self.spans))


@dataclass(frozen=True)
class Progress:
    """`filled` of the experts needed, `held` of the sessions."""

    filled: int
    held: int
    sessions: int


@dataclass(frozen=True)
class QueueRow:
    """One order in the queue. `span` is the session that comes next, or the last one when all are over."""

    id: int
    version: int
    status: OrderStatus
    lane: Lane
    badges: tuple[Badge, ...]
    client: str
    package: str
    themes: tuple[str, ...]
    span: Span | None
    open_time: str
    remote: bool
    municipality: str
    needed: int
    urgent: bool
    progress: Progress
    handler: str
    handler_id: int | None
    received_at: datetime


@dataclass(frozen=True)
class Contact:
    name: str
    phone: str
    email: str


@dataclass(frozen=True)
class SessionRow:
    id: int
    place_in_series: int
    span: Span
    cancelled: bool
    version: int


@dataclass(frozen=True)
class OrderDetails:
    """Everything written down of one order, with the names behind the ids."""

    row: QueueRow
    form: OrderForm
    contact: Contact | None
    task_type: str
    agree: str
    fee_code: str
    wished_expert: str
    unfilled_reason: UnfilledReason | None
    waits_for_orderer: bool
    cancelled_at: datetime | None
    sessions: tuple[SessionRow, ...]

    @property
    def id(self) -> int:
        return self.row.id


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sessions by time; Refused when two overlap, one is too long or there are too many."""
    ordered = tuple(sorted(spans))
    if len(ordered) > MOST_SESSIONS:
        raise Refused("An order has at most {most} sessions.", most=MOST_SESSIONS)
    for span in ordered:
        if span.minutes > LONGEST_SESSION_MINUTES:
            raise Refused("A session lasts at most a day: check the end of {start}.", start=span.start)
    for one, next_one in pairwise(ordered):
        if one.overlaps(next_one):
            raise Refused("Two sessions are at the same time: {start}.", start=next_one.start)
    return ordered


def missing(form: OrderForm) -> tuple[Gap, ...]:
    """What to ask of the orderer; matching works without, but finds worse."""
    lacks = {
        Gap.THEME: not form.theme_ids,
        Gap.TIME: not form.spans,
        Gap.PLACE: not form.remote and not form.municipality,
        Gap.CONTACT: form.contact_id is None,
        Gap.CONSENT: not form.superior_consents,
    }
    return tuple(gap for gap, lacking in lacks.items() if lacking)


def check_open(status: OrderStatus) -> None:
    if status not in OPEN:
        raise Refused("The order is closed. Open it again first.")
