// Grids from outside: rows that changed, the quick filter, the count of rows beside it.
(function () {
  const house = (window.kohtaanto = window.kohtaanto || {});
  const api = (id) => window.dash_ag_grid.getApiAsync(id);

  // Straight through the grid: two row transactions sent as properties in one tick lose the first.
  house.applyRows = async function (gridId, rows, goneIds) {
    const grid = await api(gridId);
    const add = [];
    const update = [];
    for (const row of rows) (grid.getRowNode(String(row.id)) ? update : add).push(row);
    const remove = goneIds.filter((id) => grid.getRowNode(String(id))).map((id) => ({ id }));
    grid.applyTransaction({ add, update, remove });
  };

  // all: every row that the grid should have; changed: those of them that are drawn anew.
  house.replaceRows = async function (gridId, changed, all) {
    const ids = new Set(all.map((row) => String(row.id)));
    const gone = [];
    (await api(gridId)).forEachNode((node) => ids.has(node.id) || gone.push(node.id));
    return house.applyRows(gridId, changed, gone);
  };

  document.addEventListener("input", async (event) => {
    const gridId = event.target.closest("[data-filters]")?.dataset.filters;
    if (gridId) (await api(gridId)).setGridOption("quickFilterText", event.target.value);
  });

  // Grids call this when their shown rows have changed (layouts/parts/grid.py).
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  functions.countRows = (params, gridId) => {
    const place = document.querySelector(`[data-count-of="${gridId}"]`);
    if (!place) return;
    const count = params.api.getDisplayedRowCount();
    const words = count === 1 ? place.dataset.one : place.dataset.many;
    const text = words.replace("{count}", new Intl.NumberFormat("fi-FI").format(count));
    if (place.textContent !== text) place.textContent = text;
  };

  const narrow = window.matchMedia("(max-width: 700px)");
  const grids = (kind = "") => [...document.querySelectorAll(`.grid${kind}[id]`)].map((place) => window.dash_ag_grid.getApi(place.id)).filter(Boolean);

  // Grids that stack ask this of every row (layouts/parts/grid.py).
  functions.isNarrow = () => narrow.matches;
  narrow.addEventListener("change", () => {
    for (const grid of grids(".stacks")) {
      grid.resetRowHeights();
      grid.redrawRows();
    }
  });

  // Into a stacked row goes Tab; the grid itself would go on to the next row.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || !event.target.matches(".ag-full-width-row")) return;
    const first = event.target.querySelector("a[href], button, input");
    if (!first) return;
    event.preventDefault();
    event.stopPropagation();
    first.focus();
  }, true);

  // From the order queue an order opens with the way back to the same rows in its address.
  house.withBack = function (href) {
    const words = document.querySelector("[data-queue]") ? window.location.search.slice(1) : "";
    return words ? href + "?back=" + encodeURIComponent(words) : href;
  };

  // The way dcc.Link goes to another page of the house.
  house.goTo = function (href) {
    window.history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  };
})();
