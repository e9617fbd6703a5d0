"""How sums, dates, times and hours are written: by the reader's language, always in Helsinki's time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from babel import Locale, dates, numbers

from domain import times
from domain.money import Money
from texts.catalogue import N_, _, current

NBSP = "\u00a0"


def euros(amount: Money | int) -> str:
    """ "1 234,50 €"; an int is cents."""
    money = amount if isinstance(amount, Money) else Money(amount)
    return numbers.format_currency(money.euros(), "EUR", locale=_locale())


def number(value: int | Decimal, decimals: int | None = None) -> str:
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return numbers.format_decimal(value, format=pattern, locale=_locale())


def percent(part: int, whole: int) -> str:
    """Whole per cents, half up; an empty whole is a dash."""
    return (
        "–"
        if not whole
        else numbers.format_percent((200 * part + whole) // (2 * whole) / Decimal(100), locale=_locale())
    )


def date(day: dt.date) -> str:
    return (
        f"{day.day}.{day.month}.{day.year}"
        if current() != "en"
        else f"{day.day} {dates.format_date(day, 'MMM y', locale='en')}"
    )


def short_date(day: dt.date) -> str:
    """Without the year, for rows about the near future."""
    return f"{day.day}.{day.month}." if current() != "en" else dates.format_date(day, "d MMM", locale="en")


def weekday(day: dt.date) -> str:
    return dates.format_date(day, "ccc", locale=_locale()).rstrip(".")


def clock(moment: dt.datetime) -> str:
    local = times.local(moment)
    return f"{local.hour}{':' if current() == 'en' else '.'}{local.minute:02}"


def day_and_time(start: dt.datetime, end: dt.datetime | None = None) -> str:
    """ "to 3.12.2026 klo 9.00–11.00"; an end on another day is written out."""
    day = times.day_of(start)
    text = f"{weekday(day)} {date(day)} {_AT[current()]}{clock(start)}"
    if end is None:
        return text
    ends_on = times.day_of(end)
    return f"{text}–{clock(end)}" if ends_on == day else f"{text} – {date(ends_on)} {_AT[current()]}{clock(end)}"


def hours(minutes: int) -> str:
    """ "1 t 30 min", "45 min", "2 t"."""
    full, rest = divmod(minutes, 60)
    unit = "h" if current() != "fi" else "t"
    parts = [f"{full}{NBSP}{unit}"] if full else []
    if rest or not full:
        parts.append(f"{rest}{NBSP}min")
    return " ".join(parts)


def month(value: times.Month) -> str:
    """ "12/2026"."""
    return f"{value.month}/{value.year}"


def language(code: str) -> str:
    """ "suomi", "ruotsi": the name of a language in the reader's own; a code that nobody knows stays a code."""
    return Locale.parse(_locale()).languages.get(code) or _(UNNAMED.get(code, code))


UNNAMED = {"fse": N_("Finnish Sign Language")}
"""Languages that Babel's tables do not name."""


def month_name(number: int) -> str:
    """ "tammi"; short, as it stands under a bar."""
    return str(dates.get_month_names("abbreviated", "stand-alone", _locale())[number]).rstrip(".")


_AT = {"fi": "klo ", "sv": "kl. ", "en": ""}
_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_FI"}


def _locale() -> str:
    return _LOCALES[current()]
