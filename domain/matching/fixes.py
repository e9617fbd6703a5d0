"""What would help: the next event that mends a lack before the task, or what could be changed or asked."""

from __future__ import annotations

from collections.abc import Callable

from domain.experts import TrainingKind
from domain.matching import sentences
from domain.matching.need import Need
from domain.matching.profiles import ExpertProfile
from domain.messages import Message

Fix = Callable[[ExpertProfile, Need], Message]


def always(message: Message) -> Fix:
    return lambda _profile, _need: message


def attending(kind: TrainingKind, otherwise: Message) -> Fix:
    """The next event of this kind before the task, by its day."""

    def fix(_: ExpertProfile, need: Need) -> Message:
        day = need.coming.get(kind)
        return Message("Helps: {event} {day}.", event=kind, day=day) if day else otherwise

    return fix


def task_induction(profile: ExpertProfile, need: Need) -> Message:
    lacking = next(sentences.lacking_inductions(profile, need))
    day = need.taught.get(lacking.id)
    if day is None:
        return Message("Helps: the induction {induction} is attended before the task.", induction=lacking.name)
    return Message("Helps: {event} {day}.", event=lacking.name, day=day)
