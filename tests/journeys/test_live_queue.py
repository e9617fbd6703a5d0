"""Two coordinators at one queue: what one does, the other sees without asking, and nothing of their own is lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

import commands.orders
from domain import times
from domain.flow import Seen
from domain.times import Span
from tests import make, people
from tests.browsers import settled
from tests.journeys.conftest import Office

pytestmark = pytest.mark.browser
TABS = 10
STREAM = re.compile(r"/live(\?|$)")
GRID = "window.dash_ag_grid.getApi('order_queues-queue')"
one_kind_of_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def new_order(office: Office, **form: object) -> int:
    tomorrow = times.start_of(times.day_of(office.database.clock()) + timedelta(days=1))
    client_id = int(office.ask("SELECT id FROM clients"))
    return make.order(office.database, client_id, Span(tomorrow, tomorrow + timedelta(hours=1)), **form)


def claim(office: Office, order_id: int) -> None:
    with office.database.writing(people.COORDINATOR_2) as writing:
        commands.orders.claim(writing, order_id, Seen(1))


def row(window: Page, order_id: int) -> Locator:
    return window.locator(f"#order_queues-queue .ag-row[row-id='{order_id}']")


def test_an_order_of_another_appears_and_moves_without_a_reload(office: Office) -> None:
    watcher = office.come(people.COORDINATOR)
    office.go(watcher, "/orders")
    watcher.evaluate("() => { window.notReloaded = true; }")
    order_id = new_order(office)
    shown = watcher.get_by_role("row", name=re.compile("Asumispalvelut"))
    expect(shown).to_contain_text("uusi")
    settled(watcher)
    asked: list[str] = []
    watcher.on("request", lambda request: asked.append(request.url))
    claim(office, order_id)
    expect(shown).to_contain_text("käsittelyssä")
    expect(watcher.get_by_role("status").and_(watcher.locator("#bars-news"))).to_have_text("1 rivi on muuttunut.")
    assert watcher.evaluate("() => window.notReloaded")
    assert [url for url in asked if "/assets/" not in url] == [], "the rows come with the stream itself"


@one_kind_of_database
def test_what_comes_while_the_grid_is_still_being_fetched_is_shown_when_it_is_there(office: Office) -> None:
    watcher = office.come(people.COORDINATOR)
    fetched: list[Route] = []
    watcher.route("**/dash_ag_grid/async-community.js*", lambda route: fetched.append(route))
    office.go(watcher, "/orders")
    watcher.evaluate("""() => { window.told = new Promise((heard) => {
        window.ear = new BroadcastChannel('kohtaanto-live');
        window.ear.onmessage = ({ data }) => data.kind === 'change' && heard(); }); }""")
    order_id = new_order(office)
    watcher.evaluate("() => window.told")
    for waiting in fetched:
        waiting.continue_()
    assert len(fetched) == 1
    expect(row(watcher, order_id)).to_contain_text("uusi")


@one_kind_of_database
def test_selection_filter_scroll_and_a_half_written_cell_survive_what_others_do(office: Office) -> None:
    orders = [new_order(office) for _ in range(40)]
    watcher = office.come(people.COORDINATOR)
    office.go(watcher, "/orders")
    expect(row(watcher, orders[2])).to_contain_text("uusi")
    # The queue's own cells are not written in; the cell is made writable to see that a change leaves an editor alone.
    watcher.evaluate(f"""() => {{ const grid = {GRID};
        grid.setGridOption('rowSelection', {{mode: 'multiRow'}});
        grid.getColumnDef('themes').editable = true; grid.getRowNode('{orders[2]}').setSelected(true);
        grid.ensureIndexVisible(30, 'top'); }}""")
    watcher.get_by_label("Hae luettelosta").fill("Asumispalvelut")
    far = row(watcher, orders[32])
    far.locator("[col-id=themes]").dblclick()
    watcher.keyboard.type("puolik")
    place = "() => document.querySelector('#order_queues-queue .ag-body-viewport').scrollTop"
    scrolled = watcher.evaluate(place)
    claim(office, orders[33])
    expect(row(watcher, orders[33])).to_contain_text("käsittelyssä")
    claim(office, orders[32])
    expect(far).to_contain_text("käsittelyssä")
    assert scrolled > 0
    assert watcher.evaluate(place) == scrolled
    assert watcher.evaluate(f"() => {GRID}.getSelectedRows().map((row) => row.id)") == [str(orders[2])]
    assert watcher.get_by_label("Hae luettelosta").input_value() == "Asumispalvelut"
    expect(far.locator("[col-id=themes] input")).to_have_value(re.compile("puolik$"))
    assert on_paper(watcher) == 40, "not only the rows on the screen"


def on_paper(window: Page) -> int:
    """How many rows the browser finds when it prints; afterwards the page is as it was."""
    found = []
    for moment in ("beforeprint", "afterprint"):
        window.evaluate("(moment) => { dispatchEvent(new Event(moment)); }", moment)
        found.append(window.locator(".printed tbody tr").count())
    assert found.pop() == 0
    return found.pop()


@one_kind_of_database
def test_a_row_chosen_in_the_moment_when_the_queue_is_told_of_another_stays_chosen(office: Office) -> None:
    mine, other = new_order(office), new_order(office)
    watcher = office.come(people.COORDINATOR)
    office.go(watcher, "/orders")
    expect(row(watcher, mine)).to_contain_text("uusi")
    watcher.evaluate(f"""() => {{ const queue = window.dash_clientside.queue, emptied = queue.emptied;
        queue.emptied = (chosen) => {{ {GRID}.getRowNode('{mine}').setSelected(true); return emptied(chosen); }}; }}""")
    claim(office, other)
    expect(watcher.get_by_role("button", name="Ota käsittelyyn 1 tilaus")).to_be_visible()
    settled(watcher)
    assert watcher.evaluate(f"() => {GRID}.getSelectedRows().map((row) => row.id)") == [str(mine)]


@one_kind_of_database
def test_ten_tabs_of_one_browser_share_a_stream_also_after_the_tab_that_held_it_is_closed(office: Office) -> None:
    first = office.come(people.COORDINATOR)
    holders: list[Page] = []
    first.context.on("request", lambda request: holders.append(request.frame.page) if "/live?" in request.url else None)
    tabs = [office.go(tab, "/orders") for tab in (first, *(first.context.new_page() for _ in range(TABS - 1)))]
    order_id = new_order(office)
    for tab in tabs:
        expect(row(tab, order_id)).to_contain_text("uusi")
    assert len(set(holders[-1:])) == 1
    asked = len(holders)
    holders[-1].close()
    rest = [tab for tab in tabs if not tab.is_closed()]
    assert len(rest) == TABS - 1
    claim(office, order_id)
    for tab in rest:
        expect(row(tab, order_id)).to_contain_text("käsittelyssä")
    assert len(holders) == asked + 1


@one_kind_of_database
def test_who_looks_and_who_writes_shows_in_the_row_and_on_the_page_until_they_leave(office: Office) -> None:
    order_id = new_order(office)
    watcher, other, third = (office.come(each) for each in (people.COORDINATOR, people.COORDINATOR_2, people.BOTH))
    office.go(watcher, "/orders")
    office.go(other, f"/orders/{order_id}")
    here = row(watcher, order_id).locator("[col-id=id]")
    expect(here).to_contain_text(f"{people.COORDINATOR_2.name} katselee tätä tilausta")
    office.go(third, f"/orders/{order_id}/edit")
    expect(other.locator("#shell-presence")).to_contain_text(f"{people.BOTH.name} katselee")
    third.get_by_label("Kustannuspaikka").fill("4712")
    expect(other.locator("#shell-presence")).to_contain_text(f"{people.BOTH.name} kirjoittaa")
    expect(here).to_contain_text(f"{people.BOTH.name} kirjoittaa tähän tilaukseen")
    office.go(other, "/orders")
    expect(here).not_to_contain_text(people.COORDINATOR_2.name)
    third.close()
    expect(here).to_have_text(str(order_id))


@one_kind_of_database
def test_a_page_that_gets_no_stream_because_all_are_taken_asks_by_itself(office: Office) -> None:
    order_id = new_order(office)
    watcher = office.come(people.COORDINATOR)
    full = {"Retry-After": "10", "Cache-Control": "no-store"}
    watcher.context.route(STREAM, lambda route: route.fulfill(status=503, headers=full, body=""))
    with watcher.expect_response(lambda answer: answer.status == 503):
        office.go(watcher, "/orders")
    expect(row(watcher, order_id)).to_contain_text("uusi")
    claim(office, order_id)
    expect(row(watcher, order_id)).to_contain_text("käsittelyssä")
    expect(watcher.get_by_text("Yhteys on poikki")).to_be_hidden()


@one_kind_of_database
def test_a_lost_connection_is_told_quietly_and_what_was_missed_comes_when_it_is_back(office: Office) -> None:
    order_id = new_order(office)
    watcher = settled(office.come(people.COORDINATOR))
    office.go(watcher, "/orders")
    expect(row(watcher, order_id)).to_contain_text("uusi")
    office.served.stop()
    banner = watcher.get_by_text("Yhteys on poikki")
    expect(banner).to_be_visible()
    claim(office, order_id)
    office.served.start()
    expect(row(watcher, order_id)).to_contain_text("käsittelyssä")
    expect(banner).to_be_hidden()
