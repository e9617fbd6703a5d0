"""The hard rules as one table: of whom each speaks, in what words, what would help and who may set it aside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from domain.experts import Ineligible, TrainingKind
from domain.matching import fixes, masks, sentences, timely
from domain.matching.fixes import Fix, always
from domain.matching.masks import Mask
from domain.matching.sentences import Sentence
from domain.messages import Message


class Rule(StrEnum):
    FULL = auto()
    THEME = auto()
    NOT_WITH = auto()
    PAUSED = auto()
    ON_ORDER = auto()
    TRAINING = auto()
    INDUCTION = auto()
    REFRESHER = auto()
    MENTORING = auto()
    AGREEMENT = auto()
    TASK_INDUCTION = auto()
    TASK_TYPE = auto()
    LANGUAGE = auto()
    PLACE = auto()
    NOT_FREE = auto()
    BUSY = auto()
    TRAVEL = auto()
    AVAILABILITY_UNKNOWN = auto()
    OVER_CAP = auto()
    OWN_WISH = auto()
    ASSOCIATION = auto()


@dataclass(frozen=True)
class Criterion:
    """`mask` and `sentence` agree on whom the rule speaks about; `fix` is asked only about them. A rule that `warns` stops
    nobody. After a `last_word` nothing else is told of the expert. What is `movable` belongs to the order's time and
    place, which the orderer may change; what is `dated` may say otherwise on another day.
    """

    key: Rule
    mask: Mask
    sentence: Sentence
    fix: Fix | None = None
    overridable: bool = False
    warns: bool = False
    last_word: bool = False
    movable: bool = False
    dated: bool = False


CRITERIA = (
    Criterion(Rule.THEME, masks.theme, sentences.theme, last_word=True, dated=True),
    Criterion(
        Rule.FULL,
        masks.full,
        sentences.full,
        fix=always(Message("Helps: the order asks for one more expert.")),
        last_word=True,
    ),
    Criterion(Rule.NOT_WITH, masks.not_with, sentences.not_with, last_word=True),
    Criterion(Rule.PAUSED, masks.paused, sentences.paused, last_word=True, dated=True),
    Criterion(Rule.ON_ORDER, masks.on_order, sentences.on_order, last_word=True),
    Criterion(
        Rule.TRAINING,
        masks.duty(Ineligible.TRAINING),
        sentences.duty(Ineligible.TRAINING),
        fix=always(Message("Helps: the basic training is completed and entered.")),
        dated=True,
    ),
    Criterion(
        Rule.INDUCTION,
        masks.duty(Ineligible.INDUCTION),
        sentences.duty(Ineligible.INDUCTION),
        fix=fixes.attending(TrainingKind.INDUCTION, Message("Helps: the induction is attended before the task.")),
        dated=True,
    ),
    Criterion(
        Rule.REFRESHER,
        masks.duty(Ineligible.REFRESHER),
        sentences.duty(Ineligible.REFRESHER),
        fix=fixes.attending(TrainingKind.REFRESHER, Message("Helps: the refresher is attended before the task.")),
        overridable=True,
        dated=True,
    ),
    Criterion(
        Rule.MENTORING,
        masks.duty(Ineligible.MENTORING),
        sentences.duty(Ineligible.MENTORING),
        fix=fixes.attending(
            TrainingKind.MENTORING,
            Message("Helps: mentoring or other supervision is attended before the task."),
        ),
        overridable=True,
        dated=True,
    ),
    Criterion(
        Rule.AGREEMENT,
        masks.duty(Ineligible.AGREEMENT),
        sentences.duty(Ineligible.AGREEMENT),
        fix=always(Message("Helps: a framework agreement that covers the day.")),
        dated=True,
    ),
    Criterion(
        Rule.TASK_INDUCTION, masks.task_induction, sentences.task_induction, fix=fixes.task_induction, dated=True
    ),
    Criterion(
        Rule.TASK_TYPE,
        masks.task_type,
        sentences.task_type,
        fix=always(Message("Helps: the expert says that this kind of task would do.")),
        overridable=True,
    ),
    Criterion(
        Rule.LANGUAGE,
        masks.language,
        sentences.language,
        fix=always(Message("Helps: the language is added to the expert's card, if the expert works in it.")),
    ),
    Criterion(
        Rule.PLACE,
        masks.place,
        sentences.place,
        fix=always(Message("Helps: another place or way of working, or the expert says that this would do.")),
        overridable=True,
        movable=True,
    ),
    Criterion(
        Rule.NOT_FREE,
        timely.not_free,
        sentences.not_free,
        fix=always(Message("Helps: another time, or the expert says that this would do.")),
        overridable=True,
        movable=True,
        dated=True,
    ),
    Criterion(
        Rule.BUSY,
        timely.busy,
        sentences.busy,
        fix=always(Message("Helps: another time.")),
        movable=True,
        dated=True,
    ),
    Criterion(
        Rule.TRAVEL,
        timely.travel,
        sentences.travel,
        fix=always(Message("Helps: a time further from the other task, or a quicker journey agreed with the expert.")),
        overridable=True,
        movable=True,
        dated=True,
    ),
    Criterion(Rule.AVAILABILITY_UNKNOWN, timely.availability_unknown, sentences.availability_unknown, warns=True),
    Criterion(Rule.OVER_CAP, masks.over_cap, sentences.over_cap, warns=True),
    Criterion(Rule.OWN_WISH, masks.own_wish, sentences.own_wish, warns=True),
    Criterion(Rule.ASSOCIATION, masks.through_association, sentences.through_association, warns=True),
)
"""In the order in which they are told and sifted. What makes the work lawful or safe, or is the expert's own no, is not set
aside; what a telephone call can settle, or comes from an estimate, may be, with a reason."""

EVERY_STOP = tuple(criterion for criterion in CRITERIA if not criterion.warns)
FIRM = tuple(criterion for criterion in CRITERIA if not criterion.warns and not criterion.movable)
MOVABLE = tuple(criterion for criterion in CRITERIA if criterion.movable)
WARNINGS = tuple(criterion for criterion in CRITERIA if criterion.warns)
DATED = tuple(criterion for criterion in CRITERIA if criterion.dated)
