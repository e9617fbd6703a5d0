"""Every table of the bank, one file per noun. Importing this package completes the metadata."""

from sqlalchemy import CheckConstraint

from db.base import Base, Checked
from db.tables.accounts import AccountChange
from db.tables.agreements import Agreement
from db.tables.assignments import Assignment
from db.tables.associations import Association, AssociationTheme
from db.tables.backgrounds import Background
from db.tables.batches import Batch, BatchComment, BatchLine, BatchTick
from db.tables.changes import Change, ChangeHead
from db.tables.clients import Client, ContactPerson
from db.tables.column_sets import ColumnSet
from db.tables.deeds import Deed, DeedStep
from db.tables.deputies import Deputy
from db.tables.efforts import Effort
from db.tables.experts import (
    AvailabilityException,
    AvailabilitySlot,
    Expert,
    ExpertArea,
    ExpertLanguage,
    ExpertTaskType,
    ExpertTheme,
    Unwanted,
)
from db.tables.facts import Facts
from db.tables.feedback import CheckIn, Feedback
from db.tables.fees import Hold, PaymentLine
from db.tables.hints import Hint
from db.tables.histories import History
from db.tables.inductions import Induction, OrderInduction, PackageInduction, TrainingInduction
from db.tables.jobs import Job, JobPaper
from db.tables.looks import Look
from db.tables.offers import Offer
from db.tables.orders import Order, OrderTheme, Session
from db.tables.packages import Package, PackagePrice, TaskType
from db.tables.payroll import PayrollFile
from db.tables.payroll_details import PayrollDetails
from db.tables.person_keys import PersonKey
from db.tables.presences import Presence
from db.tables.receipts import Rejection
from db.tables.reports import Report, TravelRow
from db.tables.settings import Answered, Setting
from db.tables.tariffs import FeeRate, TravelRate
from db.tables.themes import MunicipalityPlace, Theme
from db.tables.trail import TrailEvent, TrailHead, TrailValue
from db.tables.trainings import Attendance, Training
from db.tables.users import LoginTry, RoleGrant, User
from db.tables.views import View, ViewChoice
from db.tables.vouchers import Voucher

__all__ = [
    "AccountChange",
    "Agreement",
    "Answered",
    "Assignment",
    "Association",
    "AssociationTheme",
    "Attendance",
    "AvailabilityException",
    "AvailabilitySlot",
    "Background",
    "Base",
    "Batch",
    "BatchComment",
    "BatchLine",
    "BatchTick",
    "Change",
    "ChangeHead",
    "CheckIn",
    "Client",
    "ColumnSet",
    "ContactPerson",
    "Deed",
    "DeedStep",
    "Deputy",
    "Effort",
    "Expert",
    "ExpertArea",
    "ExpertLanguage",
    "ExpertTaskType",
    "ExpertTheme",
    "Facts",
    "FeeRate",
    "Feedback",
    "Hint",
    "History",
    "Hold",
    "Induction",
    "Job",
    "JobPaper",
    "LoginTry",
    "Look",
    "MunicipalityPlace",
    "Offer",
    "Order",
    "OrderInduction",
    "OrderTheme",
    "Package",
    "PackageInduction",
    "PackagePrice",
    "PaymentLine",
    "PayrollDetails",
    "PayrollFile",
    "PersonKey",
    "Presence",
    "Rejection",
    "Report",
    "RoleGrant",
    "Session",
    "Setting",
    "TaskType",
    "Theme",
    "TrailEvent",
    "TrailHead",
    "TrailValue",
    "Training",
    "TrainingInduction",
    "TravelRate",
    "TravelRow",
    "Unwanted",
    "User",
    "View",
    "ViewChoice",
    "Voucher",
]


def _list_known_words() -> None:
    """The database refuses a status that no enum knows."""
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, Checked):
                words = ", ".join(f"'{member.value}'" for member in column.type.kind)
                table.append_constraint(CheckConstraint(f"{column.name} IN ({words})", name=f"{column.name}_known"))


_list_known_words()
