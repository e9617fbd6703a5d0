"""Alembic's entry: runs the revisions on the connection that `db.schema` hands over."""

from typing import Any, Literal

from alembic import context

from db import base, tables

PLAIN = {
    base.Instant: "sa.DateTime(timezone=True).with_variant(sa.String(27), 'sqlite')",
    base.Checked: "sa.String(32)",
    base.Cents: "sa.BigInteger()",
    base.Quantity: "sa.BigInteger()",
}
"""A revision is history: it names plain types, not the program's own that may change."""


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    return PLAIN.get(type(item), False) if kind == "type" else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=tables.Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render,
    compare_type=False,
)
with context.begin_transaction():
    context.run_migrations()
