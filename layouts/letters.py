"""What orderer and expert are told around a choice: plain texts in the language in force. A reason is never in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain import offers, times
from domain.assignments import AssignmentRow
from domain.money import total
from domain.offers import Terms
from domain.orders import OrderDetails
from domain.times import Span
from layouts import orders
from texts import _, formats


def to_orderer(order: OrderDetails, tasks: Sequence[AssignmentRow], sender: str) -> str:
    """Who comes and when; nothing of themes and nothing of where the expert lives or is reached."""
    hours = tasks[0].free_cancellation_hours
    parts = (
        _("Hello!"),
        _("An expert by experience has been found for your order {number} ({package}): {expert}.").format(
            number=order.id, package=order.row.package, expert=tasks[0].expert
        ),
        _times(task.span for task in tasks),
        _place(order),
        _(
            "You can cancel free of charge until {hours} hours before. After that, and if your customer does not come, "
            "the agreed fee is paid in full. Another time can be agreed with the expert through us."
        ).format(hours=hours),
        _signed(sender),
    )
    return _joined(parts)


def to_expert(order: OrderDetails, tasks: Sequence[AssignmentRow], sender: str) -> str:
    """The task, whom to ask for, the fee and the day it is planned to be paid."""
    parts = (
        _("Hello! Thank you for taking this task."),
        _("Orderer: {client}. Task: {task}.").format(client=order.row.client, task=order.task_type),
        _contact(order),
        _times(task.span for task in tasks),
        _place(order),
        _money(tasks),
        _(
            "Travel is repaid by the rates of the travel day. If you cannot come, tell us as soon as you know; "
            "no reason is asked."
        ),
        _signed(sender),
    )
    return _joined(parts)


def to_offer(order: OrderDetails, terms: Terms, sender: str) -> str:
    """The task before anybody has taken it: what, when, where, the fee, the travel and the planned day of payment."""
    parts = (
        _("Hello! Here is a task that might suit you."),
        _("Orderer: {client}. Task: {task}.").format(client=order.row.client, task=order.task_type),
        _times(terms.spans)
        if terms.spans
        else _("The time is agreed together: {wish}.").format(wish=order.form.open_time),
        _place(order),
        _offered(terms),
        _("Tell us whether you would come. You may say no without a reason, and it changes nothing later."),
        _signed(sender),
    )
    return _joined(parts)


def to_others(order: OrderDetails, _tasks: Sequence[AssignmentRow], sender: str) -> str:
    """To those whose offer was withdrawn because everyone needed was found."""
    parts = (
        _("Hello! Thank you for considering this task: {client}.").format(client=order.row.client),
        _("This time another expert by experience was chosen. We will gladly ask you again."),
        _signed(sender),
    )
    return _joined(parts)


def to_orderer_of_change(order: OrderDetails, tasks: Sequence[AssignmentRow], sender: str) -> str:
    """The reason is nobody's business: it is not asked, known or hinted at."""
    parts = (
        _("Hello!"),
        _("{expert} is unable to come to your order {number} ({package}) at these times.").format(
            expert=tasks[0].expert, number=order.id, package=order.row.package
        ),
        _times(task.span for task in tasks),
        _("We are looking for another expert by experience and tell you as soon as we know."),
        _signed(sender),
    )
    return _joined(parts)


def to_withdrawn(order: OrderDetails, tasks: Sequence[AssignmentRow], sender: str) -> str:
    parts = (
        _("Hello! Thank you for telling us."),
        _("You are now free from this task: {client}.").format(client=order.row.client),
        _times(task.span for task in tasks),
        _("No reason is asked, and this changes nothing in the tasks that you are offered later."),
        _signed(sender),
    )
    return _joined(parts)


def _offered(terms: Terms) -> str:
    fee = _("Fee: {fee}.").format(fee=formats.euros(terms.fee)) if terms.fee is not None else ""
    journey = ""
    if terms.kilometres is not None and terms.travel is not None:
        journey = _("Travel by own car: about {km} km in all, repaid about {sum}.").format(
            km=terms.kilometres, sum=formats.euros(terms.travel)
        )
    elif terms.kilometres is not None:
        journey = _("Travel is repaid by the rates of the travel day.")
    paid = _("Planned day of payment: {day}.").format(day=formats.date(terms.pay_day)) if terms.pay_day else ""
    return "\n".join(part for part in (fee, journey, paid) if part)


def _times(spans: Iterable[Span]) -> str:
    rows = [f"- {formats.day_and_time(span.start, span.end)}" for span in spans]
    return "\n".join([_("Time:"), *rows])


def _place(order: OrderDetails) -> str:
    if order.form.remote:
        return _("Place: remotely. The link comes from the orderer.")
    access = order.form.access
    return _("Place: {place}.").format(place=orders.place(order) or _("to be told by the orderer")) + (
        f"\n{access}" if access else ""
    )


def _contact(order: OrderDetails) -> str:
    if order.contact is None:
        return ""
    reached = ", ".join(part for part in (order.contact.name, order.contact.phone, order.contact.email) if part)
    return _("Contact person: {contact}.").format(contact=reached)


def _money(tasks: Sequence[AssignmentRow]) -> str:
    fees = [task.fee for task in tasks if task.fee is not None]
    if len(fees) < len(tasks):
        return ""
    pay_day = offers.planned_pay_date(times.day_of(tasks[-1].span.start))
    if len(tasks) == 1:
        return _("Fee: {fee}. Planned day of payment: {day}.").format(
            fee=formats.euros(fees[0]), day=formats.date(pay_day)
        )
    return _("Fees: {sum} in all for {count} sessions. Planned day of the last payment: {day}.").format(
        sum=formats.euros(total(fees)), count=len(tasks), day=formats.date(pay_day)
    )


def _signed(sender: str) -> str:
    return _("Kind regards\n{sender}, the bank of experts by experience").format(sender=sender)


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)
