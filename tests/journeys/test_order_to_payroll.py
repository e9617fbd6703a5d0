"""One order from its arrival to a payroll file and a bar in a chart, by three people in a real browser, without a mouse."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from domain import times
from tests import people
from tests.journeys.conftest import Office
from tests.keyboard import as_date, choose, insist, press, reach, use, write

pytestmark = pytest.mark.browser


def order(office: Office, coordinator: Page) -> None:
    yesterday = times.day_of(datetime.now(UTC)) - timedelta(days=1)
    office.go(coordinator, "/orders/new")
    choose(coordinator, "Tilaaja$", "Asumispalvelut")
    choose(coordinator, "Palvelupaketti", "Asiakastapaaminen")
    choose(coordinator, "Tehtävätyyppi", "Asiakastapaaminen työparina")
    reach(coordinator, "Asunnottomuus ja asumisen tuki")
    press(coordinator, "Space")
    write(coordinator, "Päivä", as_date(yesterday))
    write(coordinator, "Alkaen", "1200PM")
    write(coordinator, "Päättyen", "0100PM")
    choose(coordinator, "Kunta", "Vantaa")
    use(coordinator, "Tallenna tilaus")
    expect(coordinator).to_have_url(re.compile(r"/orders/\d+"))


def match(office: Office, coordinator: Page) -> None:
    office.go(coordinator, "/orders/1/match")
    coordinator.get_by_role("row", name=re.compile("Anna Esimerkki")).first.wait_for()
    press(coordinator, "j", "a")
    coordinator.wait_for_function("() => /1\\/1/.test(document.querySelector('#shell-main').innerText)")


def report(office: Office, coordinator: Page) -> None:
    office.go(coordinator, "/reports")
    tick_first_row(coordinator)
    use(coordinator, "Vahvista 1 toteutuneeksi sovitusti", by="Shift+Tab")
    expect(coordinator.get_by_text("Kaikista toteutuneista toimeksiannoista on raportti")).to_be_visible()


def approve_reports(office: Office, clerk: Page) -> None:
    office.go(clerk, "/reports")
    tick_first_row(clerk)
    use(clerk, "Hyväksy 1 raportti, 30,00", by="Shift+Tab")
    expect(clerk.get_by_text("Yksikään raportti ei odota hyväksyntää")).to_be_visible()


def tick_first_row(window: Page) -> None:
    window.get_by_role("checkbox", name=re.compile("rivin valintaa")).first.wait_for()
    press(window, "j", "Space")
    expect(window.locator(".toolbar .btn-primary")).to_be_enabled()


def collect(office: Office, clerk: Page) -> None:
    office.go(clerk, "/batches")
    use(clerk, "Kokoa palkkioerä")
    expect(clerk.get_by_role("dialog")).to_be_focused()
    use(clerk, "Kokoa$")
    expect(clerk).to_have_url(re.compile(r"/batches/1$"))
    expect(clerk.get_by_role("heading", name="Palkkioerä PE-1")).to_be_focused()
    insist(clerk, "Asiatarkasta", clerk.get_by_text("asiatarkastettu").first)


def approve_batch(office: Office, manager: Page) -> None:
    office.go(manager, "/batches/1")
    use(manager, "uudet saajat")
    use(manager, "Olen käynyt nämä läpi")
    expect(manager.get_by_role("button", name=re.compile("Hyväksy.*30,00"))).to_be_enabled()
    insist(manager, "Hyväksy.*30,00", manager.get_by_text("hyväksytty").first)


def export(office: Office, clerk: Page) -> bytes:
    office.go(clerk, "/batches/1")
    use(clerk, "Esikatsele palkka-aineisto")
    expect(clerk.get_by_role("heading", name="Palkka-aineisto PE-1")).to_be_focused()
    insist(clerk, "Tee palkka-aineisto", clerk.get_by_role("link", name="Hae palkka-aineisto"))
    with clerk.expect_download() as download:
        use(clerk, "Hae palkka-aineisto")
    return Path(download.value.path()).read_bytes()


def test_one_order_becomes_a_payroll_file_and_a_bar(office: Office) -> None:
    coordinator = office.come(people.COORDINATOR)
    order(office, coordinator)
    match(office, coordinator)
    report(office, coordinator)
    clerk = office.come(people.CLERK)
    approve_reports(office, clerk)
    collect(office, clerk)
    manager = office.come(people.MANAGER)
    approve_batch(office, manager)
    book = openpyxl.load_workbook(io.BytesIO(export(office, clerk)))
    persons, lines = (list(book[name].iter_rows(values_only=True)) for name in book.sheetnames[:2])
    assert [row[1] for row in persons[1:-1]] == ["Esimerkki Anna"]
    assert persons[1][-1] == 30
    assert [(row[2], row[10]) for row in lines[1:]] == [("010190-900P", 30)]
    year = times.day_of(datetime.now(UTC) - timedelta(days=1)).year
    office.go(manager, f"/utilization?since={year}-01-01&until={year}-12-31")
    expect(manager.get_by_text("1 toteutunut toimeksianto").first).to_be_visible()


def test_who_prepared_the_batch_cannot_approve_it_even_by_a_direct_post(office: Office) -> None:
    coordinator = office.come(people.COORDINATOR)
    order(office, coordinator)
    match(office, coordinator)
    report(office, coordinator)
    clerk = office.come(people.CLERK)
    approve_reports(office, clerk)
    collect(office, clerk)
    button = clerk.get_by_role("button", name=re.compile("Hyväksy.*30,00"))
    expect(button).to_be_disabled()
    expect(clerk.get_by_text(re.compile("toisen henkilön on hyväksyttävä")).first).to_be_visible()
    posted = clerk.evaluate(DIRECT_APPROVAL)
    assert posted["status"] == 200
    assert "toisen henkilön on hyväksyttävä" in posted["body"]
    assert office.ask("SELECT status FROM batches WHERE id = 1") == "checked"
    assert office.ask("SELECT count(*) FROM trail WHERE act = 'attempt' AND outcome = 'refused'") == 1


DIRECT_APPROVAL = """async () => {
  const dependencies = await (await fetch("/_dash-dependencies")).json();
  const wanted = dependencies.find((one) => one.inputs.some((input) => input.id === "batch-approve"));
  const value = (item) => {
    const store = window.store.getState();
    const path = store.paths.strs[item.id];
    if (item.id === "shell-url") return item.property === "pathname" ? location.pathname : location.search;
    return path.reduce((node, key) => node[key], store.layout).props[item.property];
  };
  const filled = (items) => items.map((item) => ({ ...item, value: item.id === "batch-approve" ? 1 : value(item) }));
  const [id, property] = wanted.output.replace(/@.*/, "").split(".");
  const answer = await fetch("/_dash-update-component", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      output: wanted.output,
      outputs: { id, property },
      inputs: filled(wanted.inputs),
      state: filled(wanted.state),
      changedPropIds: ["batch-approve.n_clicks"],
    }),
  });
  return { status: answer.status, body: await answer.text() };
}"""
