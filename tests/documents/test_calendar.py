"""The calendar file that orderer and expert put into their own calendars."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import icalendar

from documents import calendar
from tests import make

MADE_AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def read(*sessions: calendar.Session) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(calendar.calendar(sessions, MADE_AT))


def test_a_session_stands_in_helsinkis_time():
    (event,) = read(calendar.Session("1@kohtaanto", make.at(2), "Asiakastapaaminen", "Sali 1, Vantaa")).events
    assert event["dtstart"].dt == datetime(2026, 12, 2, 12, 0, tzinfo=ZoneInfo("Europe/Helsinki"))
    assert event["dtend"].dt.hour == 13
    assert event["location"] == "Sali 1, Vantaa"


def test_the_time_zone_is_in_the_file_for_programs_that_do_not_know_it():
    body = calendar.calendar([calendar.Session("1@kohtaanto", make.at(2), "Asiakastapaaminen")], MADE_AT)
    assert b"BEGIN:VTIMEZONE" in body
    assert b"TZID:Europe/Helsinki" in body
    assert b"DTSTART;TZID=Europe/Helsinki:20261202T120000" in body


def test_the_file_is_made_of_short_lines_that_end_as_the_standard_says():
    body = calendar.calendar([calendar.Session("1@kohtaanto", make.at(2), "ä" * 100)], MADE_AT)
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_a_series_is_one_file_with_every_session():
    sessions = [calendar.Session(f"{day}@kohtaanto", make.at(day), "Ryhmä") for day in (2, 9, 16)]
    assert len(read(*sessions).events) == 3


def test_the_same_sessions_give_the_same_bytes():
    sessions = [calendar.Session("1@kohtaanto", make.at(2), "Ryhmä")]
    assert calendar.calendar(sessions, MADE_AT) == calendar.calendar(sessions, MADE_AT)
