// Which columns a grid shows, in what order and how wide: kept in this browser, by grid.
(function () {
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const place = (gridId) => "kohtaanto.columns:" + gridId;
  const api = (gridId) => window.dash_ag_grid.getApiAsync(gridId);
  const ticks = (gridId) => document.querySelector(`[data-columns-of="${gridId}"] .ticks`);

  function tick(column) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", className: "form-check-input", value: column.getColId(), checked: column.isVisible() });
    label.append(box, column.getColDef().headerName);
    return label;
  }

  function show(grid, gridId) {
    const free = grid.getColumns().filter((column) => !column.getColDef().pinned);
    const known = [...ticks(gridId).querySelectorAll("input")];
    if (known.length !== free.length) ticks(gridId).replaceChildren(...free.map(tick));
    else for (const box of known) box.checked = grid.getColumn(box.value).isVisible();
  }

  // Grids call this when they are drawn and when a column has been moved, sized or hidden (layouts/parts/grid.py).
  functions.keepColumns = (params, gridId) => {
    if (!ticks(gridId)) return;
    const kept = window.localStorage.getItem(place(gridId));
    if (params.type === "firstDataRendered" && kept) {
      params.api.applyColumnState({ state: JSON.parse(kept), applyOrder: true });
    } else if (params.type !== "firstDataRendered" && params.finished !== false && params.source !== "api") {
      const state = params.api.getColumnState().map(({ colId, hide, width, flex }) => ({ colId, hide, width, flex }));
      window.localStorage.setItem(place(gridId), JSON.stringify(state));
    }
    show(params.api, gridId);
  };

  document.addEventListener("change", async (event) => {
    const gridId = event.target.closest("[data-columns-of]")?.dataset.columnsOf;
    if (!gridId) return;
    const grid = await api(gridId);
    grid.setColumnsVisible([event.target.value], event.target.checked);
    functions.keepColumns({ type: "chosen", api: grid }, gridId);
  });

  document.addEventListener("click", async (event) => {
    const gridId = event.target.closest("[data-columns-reset]")?.dataset.columnsReset;
    if (!gridId) return;
    window.localStorage.removeItem(place(gridId));
    const grid = await api(gridId);
    grid.resetColumnState();
    window.localStorage.removeItem(place(gridId));
    show(grid, gridId);
  });
})();
