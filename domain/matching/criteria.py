"""The hard rules as one table: of whom each speaks, in what words, what would help and who may set it aside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from domain.experts import Ineligible
from domain.matching import masks, sentences
from domain.matching.masks import Mask
from domain.matching.sentences import Sentence
from domain.messages import Message


class Rule(StrEnum):
    THEME = auto()
    NOT_WITH = auto()
    PAUSED = auto()
    ON_ORDER = auto()
    TRAINING = auto()
    INDUCTION = auto()
    REFRESHER = auto()
    MENTORING = auto()
    AGREEMENT = auto()
    TASK_TYPE = auto()
    LANGUAGE = auto()
    PLACE = auto()
    NOT_FREE = auto()
    BUSY = auto()
    TRAVEL = auto()
    AVAILABILITY_UNKNOWN = auto()
    OVER_CAP = auto()
    ASSOCIATION = auto()


@dataclass(frozen=True)
class Criterion:
    """`mask` and `sentence` agree on whom the rule speaks about. A rule that `warns` stops nobody. After a `last_word`
    nothing else is told of the expert.
    """

    key: Rule
    mask: Mask
    sentence: Sentence
    fix: Message | None = None
    overridable: bool = False
    warns: bool = False
    last_word: bool = False


CRITERIA = (
    Criterion(Rule.THEME, masks.theme, sentences.theme, last_word=True),
    Criterion(Rule.NOT_WITH, masks.not_with, sentences.not_with, last_word=True),
    Criterion(Rule.PAUSED, masks.paused, sentences.paused, last_word=True),
    Criterion(Rule.ON_ORDER, masks.on_order, sentences.on_order, last_word=True),
    Criterion(
        Rule.TRAINING,
        masks.duty(Ineligible.TRAINING),
        sentences.duty(Ineligible.TRAINING),
        fix=Message("Helps: the basic training is completed and entered."),
    ),
    Criterion(
        Rule.INDUCTION,
        masks.duty(Ineligible.INDUCTION),
        sentences.duty(Ineligible.INDUCTION),
        fix=Message("Helps: the induction is attended before the task."),
    ),
    Criterion(
        Rule.REFRESHER,
        masks.duty(Ineligible.REFRESHER),
        sentences.duty(Ineligible.REFRESHER),
        fix=Message("Helps: the refresher is attended before the task."),
        overridable=True,
    ),
    Criterion(
        Rule.MENTORING,
        masks.duty(Ineligible.MENTORING),
        sentences.duty(Ineligible.MENTORING),
        fix=Message("Helps: mentoring or other supervision is attended before the task."),
        overridable=True,
    ),
    Criterion(
        Rule.AGREEMENT,
        masks.duty(Ineligible.AGREEMENT),
        sentences.duty(Ineligible.AGREEMENT),
        fix=Message("Helps: a framework agreement that covers the day."),
    ),
    Criterion(
        Rule.TASK_TYPE,
        masks.task_type,
        sentences.task_type,
        fix=Message("Helps: the expert says that this kind of task would do."),
        overridable=True,
    ),
    Criterion(
        Rule.LANGUAGE,
        masks.language,
        sentences.language,
        fix=Message("Helps: the language is added to the expert's card, if the expert works in it."),
    ),
    Criterion(
        Rule.PLACE,
        masks.place,
        sentences.place,
        fix=Message("Helps: another place or way of working, or the expert says that this would do."),
        overridable=True,
    ),
    Criterion(
        Rule.NOT_FREE,
        masks.not_free,
        sentences.not_free,
        fix=Message("Helps: another time, or the expert says that this would do."),
        overridable=True,
    ),
    Criterion(Rule.BUSY, masks.busy, sentences.busy, fix=Message("Helps: another time.")),
    Criterion(
        Rule.TRAVEL,
        masks.travel,
        sentences.travel,
        fix=Message("Helps: a time further from the other task, or a quicker journey agreed with the expert."),
        overridable=True,
    ),
    Criterion(Rule.AVAILABILITY_UNKNOWN, masks.availability_unknown, sentences.availability_unknown, warns=True),
    Criterion(Rule.OVER_CAP, masks.over_cap, sentences.over_cap, warns=True),
    Criterion(Rule.ASSOCIATION, masks.through_association, sentences.through_association, warns=True),
)
"""In the order in which they are told. What makes the work lawful or safe, or is the expert's own no, is not set aside;
what a telephone call can settle, or comes from an estimate, may be, with a reason."""
