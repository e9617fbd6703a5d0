"""The best single SQL statement that ranks the benchmark's order on SQLite: the same hard rules, the same points."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from benchmarks import members
from benchmarks.banks import EVERYONE
from db import queries
from db.session import Database
from domain import bookings
from domain.availability import half_hours
from domain.bookings import UNKNOWN, Municipality
from domain.matching.need import Need
from domain.matching.weights import Part, Weights

JOURNEYS = "CREATE TEMP TABLE journeys (code TEXT PRIMARY KEY, minutes INTEGER, km INTEGER) WITHOUT ROWID"

RANKED = """
WITH held AS (
  SELECT expert_id FROM expert_themes
  WHERE theme_id = :theme AND withdrawn_at IS NULL AND consent_from <= :today
    AND (consent_until IS NULL OR consent_until >= :day)
  GROUP BY expert_id
), fit AS (
  SELECT e.id, e.joined_on, e.work_wish, e.municipality FROM held CROSS JOIN experts e ON e.id = held.expert_id
  WHERE (e.left_on IS NULL OR e.left_on >= :today)
    AND e.work_wish <> 'paused'
    AND ((e.paused_from IS NULL AND e.paused_to IS NULL)
         OR :day NOT BETWEEN COALESCE(e.paused_from, '0001') AND COALESCE(e.paused_to, '9999'))
    AND e.on_site
    AND EXISTS (SELECT 1 FROM expert_areas a WHERE a.expert_id = e.id AND a.municipality = :place)
    AND EXISTS (SELECT 1 FROM expert_languages l WHERE l.expert_id = e.id AND l.language = :language)
    AND (EXISTS (SELECT 1 FROM expert_task_types t WHERE t.expert_id = e.id AND t.task_type_id = :task)
         OR NOT EXISTS (SELECT 1 FROM expert_task_types t WHERE t.expert_id = e.id))
    AND NOT EXISTS (SELECT 1 FROM unwanted u WHERE u.expert_id = e.id AND u.client_id = :client
                    AND (u.until IS NULL OR u.until >= :today))
    AND EXISTS (SELECT 1 FROM agreements g WHERE g.expert_id = e.id AND g.valid_from <= :day
                AND (g.valid_to IS NULL OR g.valid_to >= :day))
    AND (SELECT MAX(t.kind = 'basic' AND t.hours >= 50)
           AND (MAX(t.kind = 'basic' AND t.own AND t.hours >= 120)
                OR SUM((t.kind = 'induction') * t.hours) >= 12)
           AND MAX(CASE WHEN t.kind = 'refresher' OR (t.kind = 'basic' AND t.own AND t.hours >= 120)
                          OR (t.kind = 'induction' AND t.hours >= 12) THEN a.attended_on END) >= :refreshed
           AND MAX(CASE WHEN t.kind = 'mentoring' THEN a.attended_on END) >= :mentored
           AND MAX(i.induction_id IS NOT NULL)
         FROM attendances a JOIN trainings t ON t.id = a.training_id
         LEFT JOIN training_inductions i ON i.training_id = t.id AND i.induction_id = :induction
         WHERE a.expert_id = e.id)
    AND CASE
      WHEN EXISTS (SELECT 1 FROM availability_exceptions x WHERE x.expert_id = e.id
                   AND :day BETWEEN x.first_day AND x.last_day AND NOT x.available) THEN 0
      WHEN NOT e.availability_known THEN 1
      WHEN EXISTS (SELECT 1 FROM availability_exceptions x WHERE x.expert_id = e.id
                   AND :day BETWEEN x.first_day AND x.last_day) THEN 1
      ELSE EXISTS (SELECT 1 FROM availability_slots s WHERE s.expert_id = e.id AND s.weekday = :weekday
                   AND s.from_minute <= :from_minute AND s.to_minute >= :to_minute)
    END
    AND NOT EXISTS (
      SELECT 1 FROM assignments w JOIN orders o ON o.id = w.order_id LEFT JOIN journeys j ON j.code = o.municipality
      WHERE w.expert_id = e.id AND w.status IN ('agreed', 'done')
        AND w.starts_at >= :looked_back AND w.starts_at < :looked_ahead AND w.ends_at > :begun
        AND MAX((unixepoch(w.starts_at) - unixepoch(:ends)) / 60, (unixepoch(:starts) - unixepoch(w.ends_at)) / 60)
            < CASE WHEN o.remote THEN :settling ELSE COALESCE(j.minutes, :unknown) END)
), work AS (
  SELECT fit.id,
    MAX(substr(w.starts_at, 1, 10)) AS latest,
    SUM(substr(w.starts_at, 1, 10) > :since_90) AS count_90,
    SUM(substr(w.starts_at, 1, 10) > :since_365) AS count_365,
    SUM((substr(w.starts_at, 1, 10) > :since_90) * w.frozen_fee) AS cents_90,
    SUM((substr(w.starts_at, 1, 10) > :since_365) * w.frozen_fee) AS cents_365,
    SUM(o.task_type_id = :task AND substr(w.starts_at, 1, 10) <= :today) AS tasks,
    SUM(o.client_id = :client AND substr(w.starts_at, 1, 10) <= :today) AS times
  FROM fit CROSS JOIN assignments w ON w.expert_id = fit.id CROSS JOIN orders o ON o.id = w.order_id
  WHERE w.status IN ('agreed', 'done')
  GROUP BY fit.id
), told AS (
  SELECT fit.*, work.*, COALESCE(j.km, :far) AS km,
    CASE fit.work_wish WHEN 'often' THEN :often WHEN 'seldom' THEN :seldom ELSE :now_and_then END AS yearly,
    CAST(julianday(:today) - julianday(fit.joined_on) AS INTEGER) AS here,
    CAST(julianday(:today) - julianday(COALESCE(work.latest, '0001-01-01')) AS INTEGER) AS idle,
    COALESCE((SELECT CASE WHEN SUM(h.leaning = 'against') THEN -1 ELSE MAX(h.leaning = 'for') END FROM hints h
      WHERE h.expert_id = fit.id AND h.ended_at IS NULL AND h.valid_until >= :today
        AND (h.task_type_id IS NULL OR h.task_type_id = :task)
        AND (h.source = 'expert' OR h.gone_through_on IS NOT NULL)), 0) AS leaning
  FROM fit LEFT JOIN work ON work.id = fit.id LEFT JOIN journeys j ON j.code = fit.municipality
), paced AS (
  SELECT *, MAX(1, yearly * 90 / 365) AS wanted_90, yearly AS wanted_365 FROM told
)
SELECT id, :w_theme
  + :w_task * MIN(COALESCE(tasks, 0), :full_tasks) / :full_tasks
  + :w_continuity * MIN(COALESCE(times, 0), :full_times) / :full_times
  + :w_distance * MAX(0, :far - km) / :far
  + :w_hints * (1 + leaning) / 2
  + :w_rotation * (
      1000 * MAX(0, MIN(here, idle, 365 / yearly)) / (365 / yearly)
      + 1000 * MAX(0, wanted_90 * MIN(here, 90) - COALESCE(count_90, 0) * 90) / (wanted_90 * 90)
      + 1000 * MAX(0, wanted_365 * MIN(here, 365) - COALESCE(count_365, 0) * 365) / (wanted_365 * 365)
      + 1000 * MAX(0, wanted_90 * :fee * MIN(here, 90) - COALESCE(cents_90, 0) * 90) / (wanted_90 * :fee * 90)
      + 1000 * MAX(0, wanted_365 * :fee * MIN(here, 365) - COALESCE(cents_365, 0) * 365) / (wanted_365 * :fee * 365)
    ) / 5000 AS total
FROM paced ORDER BY total DESC, id
"""


@contextmanager
def connection(bank: Database) -> Iterator[tuple[sqlite3.Connection, dict[str, object]]]:
    """A plain connection with journeys from the order's municipality worked out beforehand, and the order's values."""
    with bank.reading(EVERYONE) as reading:
        need, weights = queries.matching.need(reading, members.ORDER), queries.matching.weights(reading)
        places = queries.matching.vocabulary(reading).municipalities
    raw = sqlite3.connect(bank.url.removeprefix("sqlite:///"))
    raw.execute(JOURNEYS)
    raw.executemany("INSERT INTO journeys VALUES (?, ?, ?)", (_journey(need, place) for place in places))
    yield raw, values(need, weights)
    raw.close()


def ranked(at: tuple[sqlite3.Connection, dict[str, object]]) -> dict[int, int]:
    raw, asked = at
    return dict(raw.execute(RANKED, asked).fetchall())


def _journey(need: Need, place: Municipality) -> tuple[str, int, int]:
    assert need.place is not None
    return place.code, bookings.travel_minutes(place, need.place), bookings.distance_km(place, need.place)


def values(need: Need, weights: Weights) -> dict[str, object]:
    (session,) = need.sessions
    ((_, bits),) = half_hours(session)
    day, longest = need.days[0], timedelta(days=2)
    points = {f"w_{name}": weights.points[part] for name, part in _NAMED.items()}
    paces = {wish.value: tasks for wish, tasks in weights.yearly.items()}
    return {
        **points,
        **paces,
        "theme": next(iter(need.themes)),
        "today": need.today.isoformat(),
        "day": day.isoformat(),
        "place": need.place.code if need.place else "",
        "language": need.language,
        "task": need.task_type_id,
        "client": need.client_id,
        "induction": need.inductions[0].id,
        "refreshed": (day - timedelta(days=365)).isoformat(),
        "mentored": (day - timedelta(days=90)).isoformat(),
        "weekday": day.weekday(),
        "from_minute": (bits & -bits).bit_length() * 30 - 30,
        "to_minute": bits.bit_length() * 30,
        "begun": f"{need.today.isoformat()}T",
        "starts": _text(session.start),
        "ends": _text(session.end),
        "looked_back": _text(session.start - longest),
        "looked_ahead": _text(session.end + longest),
        "settling": bookings.SETTLING_MINUTES,
        "unknown": bookings.travel_minutes(UNKNOWN, need.place),
        "since_90": (need.today - timedelta(days=90)).isoformat(),
        "since_365": (need.today - timedelta(days=365)).isoformat(),
        "far": weights.far_km,
        "full_tasks": weights.full_experience,
        "full_times": weights.full_continuity,
        "fee": weights.usual_fee.cents,
    }


_NAMED = {
    "theme": Part.THEME_FIT,
    "task": Part.TASK_EXPERIENCE,
    "continuity": Part.CONTINUITY,
    "distance": Part.DISTANCE,
    "hints": Part.HINTS,
    "rotation": Part.ROTATION,
}


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000000Z"
