"""Pictures of receipts over the wire: dropped on the form, seen by the clerk, never by the manager."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import select

import commands.reports
from db import tables
from db.session import Database
from domain.flow import Seen
from domain.permissions import Viewer
from domain.trail import Act
from tests import clicks, make, people, work

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PNG = b"\x89PNG\r\n\x1a\n" + b"kuva" * 9


def dropped(client: FlaskClient, app: Dash, held: int, body: bytes) -> str:
    contents = f"data:image/png;base64,{base64.b64encode(body).decode()}"
    form: dict[str, Any] = {"report_forms_save": [({"assignment": held}, None)]}
    files = {"vouchers_file": contents, "vouchers_file.filename": "kuitti.png"}
    answer = clicks.post(client, app, "vouchers.add", "/reports", **files, **form)
    return json.dumps(answer.get_json(), ensure_ascii=False)


def test_a_receipt_dropped_on_the_form_is_seen_by_the_clerk_before_and_after_the_approval(
    app: Dash, as_person: AsPerson, database: Database
):
    work.settle(database)
    work.details(database)
    (report_id,) = work.reported(database)
    held = make.row(database, tables.Report, report_id).assignment_id
    coordinator, clerk = as_person(people.COORDINATOR), as_person(people.CLERK)
    assert "ei ole JPEG- tai PNG-kuva eikä PDF" in dropped(coordinator, app, held, b"<svg/>")
    assert "Kuitti on lisätty" in dropped(coordinator, app, held, PNG)
    form = {"report_forms_save": [({"assignment": held}, None)]}
    listed = clicks.post(coordinator, app, "vouchers.listed", "/reports", vouchers_kept="nyt", **form)
    assert "kuitti.png" in listed.get_data(as_text=True)
    opened = {"shell_url.search": f"?report={report_id}"}
    assert '"/reports/vouchers/1"' in clicks.drawn(clerk, app, "/reports", **opened)
    with database.writing(people.CLERK) as writing:
        commands.reports.approve(writing, report_id, Seen(1))
    batch_id = work.collected(database)
    shown = clicks.drawn(clerk, app, "/reports", **opened)
    assert '"/reports/vouchers/1"' in shown
    assert f'"/batches/{batch_id}"' in shown
    assert "30,00\N{NO-BREAK SPACE}€" in shown
    on_line = f"/reports?report={report_id}"
    batch = [clicks.drawn(as_person(each), app, f"/batches/{batch_id}") for each in (people.CLERK, people.MANAGER)]
    assert [on_line in each for each in batch] == [True, False]
    fetched = clerk.get("/reports/vouchers/1")
    assert (fetched.data, fetched.mimetype) == (PNG, "image/png")
    assert fetched.headers["Content-Disposition"].startswith("inline")
    assert fetched.headers["X-Content-Type-Options"] == "nosniff"
    assert as_person(people.MANAGER).get("/reports/vouchers/1").status_code == 403
    event = tables.TrailEvent
    with database.reading(people.READER) as reading:
        acts = reading.session.execute(select(event.act).where(event.noun == "vouchers").order_by(event.seq))
        assert list(acts.scalars()) == [Act.ATTEMPT, Act.CREATE, Act.FETCH, Act.ATTEMPT]
