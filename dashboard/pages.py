"""The pages of the house in the order of the menu. A new page is three new files and one new line here."""

from callbacks import (
    archive,
    batches,
    choices,
    claims,
    clients,
    desks,
    experts,
    feedback,
    imports,
    order_cards,
    order_forms,
    orders,
    payroll,
    payroll_details,
    reports,
    tariffs,
    today,
    trail,
    trainings,
    undoing,
    users,
    utilization,
    utilization_rows,
    views,
)
from callbacks.wiring import LiveRows, Page

WIRED_ELSEWHERE = (claims, desks, feedback, undoing, views)
"""Nouns without a page of their own: importing them wires them to the page they stand on."""

PAGES: tuple[Page, ...] = (
    today.page,
    orders.page,
    order_cards.page,
    order_forms.new,
    order_forms.edit,
    choices.page,
    archive.page,
    reports.page,
    batches.page,
    batches.one,
    payroll.page,
    payroll_details.page,
    clients.page,
    clients.new,
    clients.one,
    experts.page,
    experts.new,
    experts.card,
    imports.page,
    trainings.page,
    trainings.one,
    tariffs.page,
    utilization.page,
    utilization_rows.tasks,
    utilization_rows.orders,
    utilization_rows.members,
    users.page,
    users.one,
    trail.page,
)

LIVES: tuple[LiveRows, ...] = tuple(rows for page in PAGES for rows in page.lives)
"""The grids that the live stream keeps up to date."""
