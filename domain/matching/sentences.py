"""The hard rules for one expert, in words; None where the rule is silent. Each has its namesake in masks.py or timely.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain import bookings
from domain.availability import Free
from domain.bookings import UNKNOWN, Booking
from domain.experts import ContactRoute, Ineligible
from domain.inductions import Induction
from domain.matching.need import Need
from domain.matching.profiles import ExpertProfile
from domain.messages import Message
from domain.money import Money
from domain.times import Span

Sentence = Callable[[ExpertProfile, Need], Message | None]
UNAVAILABLE = Message("Not available.")
"""Of a pause and of people who are not placed together nothing more is said."""


def full(_profile: ExpertProfile, need: Need) -> Message | None:
    return Message("The order has everyone it needs.") if need.full else None


def theme(profile: ExpertProfile, need: Need) -> Message | None:
    """The same words whether the theme never was or its consent has ended."""
    found = profile.held(need.role, need.last_day) & need.themes
    return Message("Not found with this theme.") if need.themes and not found else None


def not_with(profile: ExpertProfile, need: Need) -> Message | None:
    apart = profile.unwanted_experts & need.on_order or need.client_id in profile.unwanted_clients
    return UNAVAILABLE if apart or profile.id in need.unwanted else None


def paused(profile: ExpertProfile, need: Need) -> Message | None:
    pause = profile.standing.pause
    return UNAVAILABLE if pause and any(day in pause for day in need.days) else None


def on_order(profile: ExpertProfile, need: Need) -> Message | None:
    return Message("Already has this task.") if profile.id in need.on_order else None


def duty(reason: Ineligible) -> Sentence:
    def sentence(profile: ExpertProfile, need: Need) -> Message | None:
        lacks = (lack for day in need.days for lack in profile.standing.lacking_on(day))
        return next((lack.message for lack in lacks if lack.reason is reason), None)

    return sentence


def task_induction(profile: ExpertProfile, need: Need) -> Message | None:
    lacking = next(lacking_inductions(profile, need), None)
    return Message("The task requires an induction: {induction}.", induction=lacking.name) if lacking else None


def lacking_inductions(profile: ExpertProfile, need: Need) -> Iterator[Induction]:
    """Those that do not hold on every day of the task."""
    for induction in need.inductions:
        held = profile.inductions.get(induction.id)
        if held is None or need.days[0] not in held or need.last_day not in held:
            yield induction


def task_type(profile: ExpertProfile, need: Need) -> Message | None:
    refused = profile.task_types and need.task_type_id not in profile.task_types
    return Message("Does not take tasks of this kind.") if refused else None


def language(profile: ExpertProfile, need: Need) -> Message | None:
    return None if need.language in profile.languages else Message("Does not work in the language of the order.")


def place(profile: ExpertProfile, need: Need) -> Message | None:
    if need.place is None:
        return None if profile.remote else Message("Does not work remotely.")
    if not profile.on_site:
        return Message("Works only remotely.")
    if need.place == UNKNOWN or need.place.code in profile.areas:
        return None
    return Message("Operating area does not cover this municipality: {municipality}.", municipality=need.place.name)


def not_free(profile: ExpertProfile, need: Need) -> Message | None:
    taken = [session for session in need.sessions if profile.availability.at(session) is Free.NOT_FREE]
    return Message("Has not said to be free: {at}.", at=taken[0].start) if taken else None


def availability_unknown(profile: ExpertProfile, need: Need) -> Message | None:
    answers = {profile.availability.at(session) for session in need.sessions}
    unknown = Free.UNKNOWN in answers and Free.NOT_FREE not in answers
    return Message("Availability is not known: ask.") if unknown else None


def busy(profile: ExpertProfile, need: Need) -> Message | None:
    overlaps = (other for session, other in _pairs(profile, need) if session.overlaps(other.span))
    other = next(overlaps, None)
    return Message("Another task at the same time: {at}.", at=other.span.start) if other else None


def travel(profile: ExpertProfile, need: Need) -> Message | None:
    clashes = [
        clash
        for session, other in _pairs(profile, need)
        if (clash := bookings.clash(Booking(profile.id, session, need.place), [other])) and not clash.overlaps
    ]
    worst = max(clashes, key=lambda clash: clash.missing_minutes, default=None)
    if worst is None:
        return None
    return Message(
        "Another task {at} is too close: the journey lacks {minutes} min.",
        at=worst.booking.span.start,
        minutes=worst.missing_minutes,
    )


def over_cap(profile: ExpertProfile, need: Need) -> Message | None:
    for month, (minutes, cents) in need.months.items():
        done_minutes, done_cents = profile.load_of(month)
        cap, limit = profile.monthly_cap, profile.monthly_cap_minutes
        if cap is not None and done_cents + cents > cap.cents:
            return Message("Own monthly limit: {sum} of {cap}.", sum=Money(done_cents + cents), cap=cap)
        if limit is not None and done_minutes + minutes > limit:
            hours = -(-(done_minutes + minutes) // 60)
            return Message("Own monthly limit: {hours} of {limit} hours.", hours=hours, limit=limit // 60)
    return None


def own_wish(profile: ExpertProfile, need: Need) -> Message | None:
    against = profile.leaning(need.task_type_id) < 0
    return Message("Own wish: would rather not take such tasks.") if against else None


def through_association(profile: ExpertProfile, _: Need) -> Message | None:
    reached = profile.contact is ContactRoute.ASSOCIATION
    return Message("Reached only through the association.") if reached else None


def _pairs(profile: ExpertProfile, need: Need) -> Iterator[tuple[Span, Booking]]:
    return ((session, booking) for session in need.sessions for booking in profile.bookings)
