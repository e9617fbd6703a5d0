"""The demo office's week: on Mondays what was held is reported, on Wednesdays the reports are approved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from commands import reports
from dashboard.demo import afterwards, staff
from dashboard.demo.office import Office, Story, Visit
from dashboard.demo.seasons import at
from dashboard.demo.staff import Login
from db import queries
from domain import times
from domain.flow import Seen
from domain.reports import ReportForm

TRAVELLED = "Matkakulut"
TOLD_WITHIN = 4
"""Days in which the units have told what was held, so that some reports are always missing."""


def weeks(office: Office, first_monday: date) -> Story:
    monday, week = first_monday, 0
    while True:
        yield at(monday, 9)
        told_of = monday - timedelta(days=TOLD_WITHIN)
        held = [visit for visit in office.visits if times.day_of(visit.span.end) < told_of]
        office.visits = [visit for visit in office.visits if times.day_of(visit.span.end) >= told_of]
        enter(office, staff.COORDINATORS[week % len(staff.COORDINATORS)], held)
        afterwards.told(office, held)
        yield at(monday + timedelta(days=2), 13)
        approve_all(office, staff.CLERKS[week % len(staff.CLERKS)])
        monday, week = monday + timedelta(weeks=1), week + 1


def enter(office: Office, person: Login, visits: Iterable[Visit]) -> None:
    """As planned in one go, those with travel one by one."""
    visits = list(visits)
    reports.confirm(office.by(person), [visit.assignment_id for visit in visits if not visit.trip])
    for visit in visits:
        if visit.trip:
            reports.report(office.by(person), visit.assignment_id, ReportForm(visit.span, visit.trip, TRAVELLED))


def approve_all(office: Office, person: Login) -> None:
    """All but those that the clerk has entered, is paid by or leaves for whoever tries the demo."""
    writing = office.by(person)
    for report in queries.reports.submitted(writing):
        if report.assignment_id not in office.left_alone and report.reported_by_id != writing.viewer.id:
            reports.approve(writing, report.report_id, Seen(report.version))
