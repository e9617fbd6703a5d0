"""Words of every enum that people meet: one table per enum, read by `texts.words`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from domain.agreements import AgreementKind
from domain.assignments import AssignmentAction, AssignmentStatus, ChoiceReason, Party
from domain.availability import Free
from domain.batches import Anomaly, BatchAction, BatchStatus, LeftOutReason
from domain.experts import ContactRoute, Ineligible, ThemeRole, TrainingKind, WorkWish
from domain.facts import Ending
from domain.facts import Outcome as OrderOutcome
from domain.fees import LineKind, LineRole
from domain.hints import Leaning, Source
from domain.imports import Noun, Verdict
from domain.matching.criteria import Rule
from domain.matching.relaxing import Relaxation
from domain.matching.weights import Part
from domain.offers import Answer, OfferAction, OfferStatus
from domain.orders import Badge, Gap, Lane, OrderAction, OrderStatus, UnfilledReason, Use
from domain.payroll_details import TaxCard
from domain.permissions import Role
from domain.reports import OverrunDecision, ReportAction, ReportBasis, ReportStatus, TravelKind
from domain.rotation import Waiting
from domain.scopes import Lead
from domain.series import Reach
from domain.tariffs import Confidence, FeeUnit, IncomeType, Stage
from domain.trail import Act, Outcome
from domain.users import Phase
from texts.catalogue import N_

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Role: {
        Role.COORDINATOR: N_("coordinator"),
        Role.CLERK: N_("clerk"),
        Role.MANAGER: N_("manager"),
        Role.ADMIN: N_("administrator"),
        Role.DATA_PROTECTION: N_("data-protection reader"),
    },
    Noun: {
        Noun.EXPERTS: N_("experts"),
        Noun.ORDERS: N_("orders"),
    },
    Verdict: {
        Verdict.NEW: N_("new"),
        Verdict.CHANGED: N_("altered"),
        Verdict.UNCHANGED: N_("unchanged"),
        Verdict.FAULTY: N_("faulty"),
    },
    OrderStatus: {
        OrderStatus.NEW: N_("new"),
        OrderStatus.HANDLING: N_("being handled"),
        OrderStatus.UNFILLED: N_("no one found"),
        OrderStatus.CANCELLED: N_("cancelled"),
    },
    OrderAction: {
        OrderAction.CLAIM: N_("Take to handle"),
        OrderAction.CLOSE_UNFILLED: N_("Close without an expert"),
        OrderAction.REOPEN: N_("Open again"),
        OrderAction.CANCEL: N_("Cancel the order"),
    },
    Lane: {
        Lane.NEW: N_("new"),
        Lane.HANDLING: N_("being handled"),
        Lane.OFFERED: N_("offered"),
        Lane.CONFIRMED: N_("confirmed"),
        Lane.REPORT_MISSING: N_("report missing"),
        Lane.PAYABLE: N_("payable"),
        Lane.DONE: N_("done"),
        Lane.CANCELLED: N_("cancelled"),
    },
    Badge: {
        Badge.SOON: N_("less than 5 working days"),
        Badge.WAITS_FOR_ORDERER: N_("waits for the orderer"),
        Badge.OPEN_TIME: N_("time open"),
        Badge.CALL_BACK: N_("call back"),
        Badge.PLANNING_MEETING: N_("planning meeting"),
        Badge.REPORT_MISSING: N_("report missing"),
        Badge.NOT_FOUND: N_("no one found"),
    },
    Gap: {
        Gap.THEME: N_("theme"),
        Gap.TIME: N_("time"),
        Gap.PLACE: N_("municipality, or remote work"),
        Gap.CONTACT: N_("contact person"),
        Gap.CONSENT: N_("superior's consent"),
    },
    Use: {
        Use.TEACHING: N_("teaching"),
        Use.DEVELOPING: N_("developing and influencing"),
        Use.PEER: N_("peer activity"),
    },
    UnfilledReason: {
        UnfilledReason.THEME: N_("nobody for the theme"),
        UnfilledReason.AREA: N_("too far for everyone"),
        UnfilledReason.TIME: N_("the time suited nobody"),
        UnfilledReason.LANGUAGE: N_("nobody in the language"),
        UnfilledReason.OTHER: N_("another reason"),
    },
    Ending: {
        Ending.AGREED: N_("agreed, not yet held"),
        Ending.HELD: N_("held"),
        Ending.CANCELLED_BY_CLIENT: N_("cancelled by the orderer"),
        Ending.CANCELLED_BY_EXPERT: N_("cancelled by the expert"),
        Ending.CANCELLED_BY_CUSTOMER: N_("cancelled by the customer"),
        Ending.NO_SHOW_OF_CLIENT: N_("the orderer did not come"),
        Ending.NO_SHOW_OF_EXPERT: N_("the expert did not come"),
        Ending.NO_SHOW_OF_CUSTOMER: N_("the customer did not come"),
    },
    OrderOutcome: {
        OrderOutcome.FILLED: N_("filled"),
        OrderOutcome.PARTLY: N_("partly filled"),
        OrderOutcome.OPEN: N_("still open"),
        OrderOutcome.NO_THEME: N_("nobody for the theme"),
        OrderOutcome.NO_AREA: N_("too far for everyone"),
        OrderOutcome.NO_TIME: N_("the time suited nobody"),
        OrderOutcome.NO_LANGUAGE: N_("nobody in the language"),
        OrderOutcome.NO_OTHER: N_("nobody found for another reason"),
        OrderOutcome.CANCELLED: N_("cancelled"),
    },
    Lead: {
        Lead.SAME_DAY: N_("the same day"),
        Lead.TWO_DAYS: N_("1–2 days"),
        Lead.WEEK: N_("3–7 days"),
        Lead.TWO_WEEKS: N_("8–14 days"),
        Lead.MONTH: N_("15–30 days"),
        Lead.LONGER: N_("over 30 days"),
    },
    Waiting: {
        Waiting.WITHIN: N_("within one's own wish"),
        Waiting.OVER: N_("longer than one's own wish"),
        Waiting.TWICE: N_("over twice one's own wish"),
        Waiting.PAUSED: N_("on a break"),
    },
    ThemeRole: {ThemeRole.OWN: N_("own experience"), ThemeRole.CLOSE_ONE: N_("as a close one")},
    WorkWish: {
        WorkWish.OFTEN: N_("often"),
        WorkWish.NOW_AND_THEN: N_("now and then"),
        WorkWish.SELDOM: N_("seldom"),
        WorkWish.PAUSED: N_("on a break"),
    },
    ContactRoute: {ContactRoute.SELF: N_("directly"), ContactRoute.ASSOCIATION: N_("through the association")},
    TrainingKind: {
        TrainingKind.BASIC: N_("training to become an expert"),
        TrainingKind.INDUCTION: N_("induction"),
        TrainingKind.REFRESHER: N_("refresher"),
        TrainingKind.MENTORING: N_("peer mentoring or supervision"),
        TrainingKind.EXTRA: N_("extra training"),
    },
    Free: {Free.FREE: N_("free"), Free.UNKNOWN: N_("not known"), Free.NOT_FREE: N_("not free")},
    Ineligible: {
        Ineligible.TRAINING: N_("training to become an expert"),
        Ineligible.INDUCTION: N_("induction"),
        Ineligible.REFRESHER: N_("refresher"),
        Ineligible.MENTORING: N_("peer mentoring or supervision"),
        Ineligible.AGREEMENT: N_("framework agreement"),
        Ineligible.PAUSED: N_("not available"),
    },
    Relaxation: {
        Relaxation.DAY: N_("another day"),
        Relaxation.HOUR: N_("another time of the day"),
        Relaxation.REMOTE: N_("remotely"),
        Relaxation.AREA: N_("outside the operating area"),
    },
    Source: {
        Source.EXPERT: N_("the expert's own words"),
        Source.ORDERER: N_("told by an orderer"),
        Source.COORDINATOR: N_("a coordinator's own observation"),
    },
    Leaning: {
        Leaning.FOR: N_("likes such tasks"),
        Leaning.NEITHER: N_("only good to know"),
        Leaning.AGAINST: N_("would rather not"),
    },
    Rule: {
        Rule.FULL: N_("everyone needed is there"),
        Rule.THEME: N_("experience theme"),
        Rule.NOT_WITH: N_("not available"),
        Rule.PAUSED: N_("not available"),
        Rule.ON_ORDER: N_("already in the task"),
        Rule.TRAINING: N_("training to become an expert"),
        Rule.INDUCTION: N_("induction"),
        Rule.REFRESHER: N_("refresher"),
        Rule.MENTORING: N_("peer mentoring or supervision"),
        Rule.AGREEMENT: N_("framework agreement"),
        Rule.TASK_INDUCTION: N_("induction for the task"),
        Rule.TASK_TYPE: N_("task type"),
        Rule.LANGUAGE: N_("language"),
        Rule.PLACE: N_("place"),
        Rule.NOT_FREE: N_("availability"),
        Rule.BUSY: N_("another task"),
        Rule.TRAVEL: N_("travel time"),
        Rule.AVAILABILITY_UNKNOWN: N_("availability not known"),
        Rule.OVER_CAP: N_("own monthly limit"),
        Rule.OWN_WISH: N_("own wish"),
        Rule.ASSOCIATION: N_("through the association"),
    },
    Part: {
        Part.THEME_FIT: N_("experience theme"),
        Part.TASK_EXPERIENCE: N_("similar tasks"),
        Part.CONTINUITY: N_("known to the orderer"),
        Part.WISHED: N_("the orderer's wish"),
        Part.DISTANCE: N_("journey"),
        Part.HINTS: N_("good to know"),
        Part.ROTATION: N_("rotation"),
    },
    AgreementKind: {
        AgreementKind.ASSIGNMENT: N_("assignment agreement"),
        AgreementKind.EMPLOYMENT: N_("employment"),
        AgreementKind.VOLUNTARY: N_("voluntary agreement"),
    },
    OfferStatus: {
        OfferStatus.OPEN: N_("open"),
        OfferStatus.ACCEPTED: N_("accepted"),
        OfferStatus.DECLINED: N_("declined"),
        OfferStatus.EXPIRED: N_("expired"),
        OfferStatus.WITHDRAWN: N_("withdrawn"),
    },
    OfferAction: {
        OfferAction.ACCEPT: N_("Accept"),
        OfferAction.DECLINE: N_("Decline"),
        OfferAction.EXPIRE: N_("Let expire"),
        OfferAction.WITHDRAW: N_("Withdraw"),
    },
    Answer: {
        Answer.YES: N_("That suits"),
        Answer.NO: N_("Not this time"),
        Answer.NO_ANSWER: N_("No answer"),
        Answer.ASKS_TIME: N_("Will get back"),
    },
    AssignmentStatus: {
        AssignmentStatus.AGREED: N_("agreed"),
        AssignmentStatus.DONE: N_("held"),
        AssignmentStatus.CANCELLED: N_("cancelled"),
        AssignmentStatus.NO_SHOW: N_("did not come"),
        AssignmentStatus.VOID: N_("void"),
    },
    AssignmentAction: {
        AssignmentAction.COMPLETE: N_("Mark held"),
        AssignmentAction.CANCEL: N_("Cancel"),
        AssignmentAction.MARK_NO_SHOW: N_("Did not come"),
        AssignmentAction.VOID: N_("Void"),
    },
    Party: {Party.CLIENT: N_("the orderer"), Party.EXPERT: N_("the expert"), Party.CUSTOMER: N_("the customer")},
    ChoiceReason: {
        ChoiceReason.KNOWS_GROUP: N_("Knows the orderer or the group"),
        ChoiceReason.ORDERER_WISHED: N_("The orderer wished so"),
        ChoiceReason.FITS_TASK: N_("The experience suits just this"),
        ChoiceReason.OWN_WISH: N_("Had wished for such a task"),
        ChoiceReason.IN_TURN: N_("Has waited for a turn"),
        ChoiceReason.OTHER: N_("Another reason"),
    },
    Reach: {
        Reach.THIS: N_("this session only"),
        Reach.FOLLOWING: N_("this and the following"),
        Reach.ALL: N_("all to come"),
    },
    ReportStatus: {
        ReportStatus.SUBMITTED: N_("waiting for approval"),
        ReportStatus.RETURNED: N_("returned"),
        ReportStatus.DISPUTED: N_("disputed"),
        ReportStatus.APPROVED: N_("approved"),
    },
    ReportAction: {
        ReportAction.APPROVE: N_("Approve"),
        ReportAction.RETURN: N_("Return"),
        ReportAction.DISPUTE: N_("Mark disputed"),
        ReportAction.SETTLE: N_("Settle"),
    },
    ReportBasis: {
        ReportBasis.DONE: N_("held"),
        ReportBasis.LATE_CANCELLATION: N_("late cancellation"),
        ReportBasis.NO_SHOW: N_("no-show"),
    },
    OverrunDecision: {
        OverrunDecision.ONE_OCCASION: N_("one occasion"),
        OverrunDecision.TWO_OCCASIONS: N_("two occasions"),
    },
    TravelKind: {
        TravelKind.OWN_CAR: N_("own car"),
        TravelKind.PASSENGER: N_("passenger"),
        TravelKind.TICKET: N_("ticket"),
        TravelKind.PER_DIEM_FULL: N_("full per diem"),
        TravelKind.PER_DIEM_PARTIAL: N_("partial per diem"),
        TravelKind.MEAL: N_("meal allowance"),
    },
    FeeUnit: {FeeUnit.OCCASION: N_("occasion"), FeeUnit.HOUR: N_("hour"), FeeUnit.ADD_ON: N_("add-on")},
    IncomeType: {
        IncomeType.TIME_RATE_PAY: N_("201 time-rate pay"),
        IncomeType.MEETING_FEE: N_("210 meeting fee"),
        IncomeType.LECTURE_FEE: N_("214 lecture fee"),
        IncomeType.MEAL_ALLOWANCE: N_("303 meal allowance"),
        IncomeType.KILOMETRE_ALLOWANCE: N_("311 kilometre allowance"),
        IncomeType.PER_DIEM: N_("331 daily allowance"),
        IncomeType.NON_WAGE_COMPENSATION: N_("336 non-wage compensation for work"),
        IncomeType.TAXABLE_REIMBURSEMENT: N_("353 taxable reimbursement"),
        IncomeType.NOT_REPORTED: N_("not reported"),
    },
    LineKind: {
        LineKind.FEE: N_("fee"),
        LineKind.ADD_ON: N_("add-on"),
        LineKind.KILOMETRES: N_("kilometres"),
        LineKind.PASSENGER: N_("passenger"),
        LineKind.TICKET: N_("ticket"),
        LineKind.PER_DIEM: N_("daily allowance"),
        LineKind.MEAL: N_("meal allowance"),
    },
    LineRole: {
        LineRole.ORIGINAL: N_("original"),
        LineRole.MINUS: N_("correction, minus"),
        LineRole.PLUS: N_("correction, plus"),
    },
    BatchStatus: {
        BatchStatus.OPEN: N_("being prepared"),
        BatchStatus.CHECKED: N_("checked"),
        BatchStatus.APPROVED: N_("approved"),
        BatchStatus.EXPORTED: N_("payroll file made"),
        BatchStatus.ACKNOWLEDGED: N_("acknowledged by payroll"),
    },
    BatchAction: {
        BatchAction.CHECK: N_("Mark checked"),
        BatchAction.REOPEN: N_("Open again"),
        BatchAction.APPROVE: N_("Approve"),
        BatchAction.WITHDRAW: N_("Withdraw the approval"),
        BatchAction.EXPORT: N_("Make the payroll file"),
        BatchAction.ACKNOWLEDGE: N_("Record payroll's receipt"),
    },
    Anomaly: {
        Anomaly.NEW_PAYEE: N_("new payees"),
        Anomaly.CHANGED_ACCOUNT: N_("changed accounts"),
        Anomaly.UNUSUAL_SUM: N_("unusual sums"),
        Anomaly.POSSIBLE_DUPLICATE: N_("possible duplicates"),
        Anomaly.NO_TAX_CARD: N_("no tax card"),
    },
    LeftOutReason: {
        LeftOutReason.NO_IDENTITY_CODE: N_("identity code missing"),
        LeftOutReason.NO_ACCOUNT: N_("account missing"),
        LeftOutReason.ON_HOLD: N_("on hold"),
        LeftOutReason.DISPUTED: N_("disputed"),
        LeftOutReason.NOT_APPROVED: N_("not approved"),
    },
    TaxCard: {
        TaxCard.MISSING: N_("missing"),
        TaxCard.RECEIVED: N_("received"),
        TaxCard.PREPAYMENT_REGISTER: N_("in the prepayment register"),
    },
    Phase: {
        Phase.WAITING: N_("waits for confirmation"),
        Phase.COMING: N_("begins later"),
        Phase.IN_FORCE: N_("in force"),
        Phase.ENDED: N_("ended"),
    },
    Confidence: {
        Confidence.VERIFIED: N_("by the Tax Administration's decision"),
        Confidence.UNVERIFIED: N_("not yet checked"),
    },
    Stage: {
        Stage.IN_FORCE: N_("in force"),
        Stage.COMING: N_("begins later"),
        Stage.PROPOSED: N_("waits for confirmation"),
        Stage.PAST: N_("past"),
    },
    Outcome: {Outcome.DONE: N_("carried out"), Outcome.REFUSED: N_("refused")},
    Act: {
        Act.ATTEMPT: N_("tried"),
        Act.CREATE: N_("created"),
        Act.CHANGE: N_("changed"),
        Act.MOVE: N_("moved"),
        Act.LOG_IN: N_("logged in"),
        Act.LOG_IN_FAILED: N_("login failed"),
        Act.LOG_OUT: N_("logged out"),
        Act.DISABLE: N_("disabled"),
        Act.GRANT: N_("granted a role"),
        Act.CONFIRM: N_("confirmed it"),
        Act.PROPOSE: N_("proposed"),
        Act.CLAIM: N_("took to handle"),
        Act.CLOSE_UNFILLED: N_("closed without an expert"),
        Act.REOPEN: N_("opened again"),
        Act.CANCEL: N_("cancelled it"),
        Act.OFFER: N_("offered"),
        Act.ANSWER: N_("recorded the answer"),
        Act.ACCEPT: N_("accepted the offer"),
        Act.DECLINE: N_("declined the offer"),
        Act.EXPIRE: N_("let the offer expire"),
        Act.WITHDRAW: N_("withdrew the offer"),
        Act.ASSIGN: N_("assigned"),
        Act.COMPLETE: N_("marked held"),
        Act.MARK_NO_SHOW: N_("marked a no-show"),
        Act.VOID: N_("voided"),
        Act.REPORT: N_("reported the work"),
        Act.APPROVE: N_("approved it"),
        Act.RETURN: N_("returned for correction"),
        Act.DISPUTE: N_("marked disputed"),
        Act.SETTLE: N_("settled the dispute"),
        Act.CORRECT: N_("corrected"),
        Act.HOLD: N_("put on hold"),
        Act.RELEASE: N_("released from hold"),
        Act.COLLECT: N_("collected the batch"),
        Act.CHECK: N_("checked it"),
        Act.TICK: N_("went through"),
        Act.EXPORT: N_("made the payroll file"),
        Act.FETCH: N_("fetched the file"),
        Act.ACKNOWLEDGE: N_("recorded payroll's receipt"),
        Act.IMPORT: N_("imported"),
        Act.REVEAL: N_("revealed"),
    },
}
