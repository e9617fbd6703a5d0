// Which columns a grid shows, in what order and how wide: ticked here, kept for the person by the server.
(function () {
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const api = (gridId) => window.dash_ag_grid.getApiAsync(gridId);
  const choice = (gridId) => document.querySelector(`[data-columns-of="${gridId}"]`);

  function tick(column) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", className: "form-check-input", value: column.getColId(), checked: column.isVisible() });
    label.append(box, column.getColDef().headerName);
    return label;
  }

  function show(grid, gridId) {
    const ticks = choice(gridId)?.querySelector(".ticks");
    if (!ticks) return;
    const free = grid.getColumns().filter((column) => !column.getColDef().pinned);
    const known = [...ticks.querySelectorAll("input")];
    if (known.length !== free.length) ticks.replaceChildren(...free.map(tick));
    else for (const box of known) box.checked = grid.getColumn(box.value).isVisible();
  }

  const tell = (gridId, columns) =>
    window.dash_clientside.set_props(choice(gridId).dataset.keeps, { data: JSON.stringify(columns) });

  // A column that shares the room that is left has no width of its own.
  function keep(grid, gridId) {
    const own = ({ colId, flex, width, hide }) => ({ id: colId, width: flex ? 0 : width, hidden: Boolean(hide) });
    tell(gridId, grid.getColumnState().filter(({ colId }) => !colId.startsWith("ag-Grid")).map(own));
    show(grid, gridId);
  }

  // Grids call this when they are drawn and when a column has been moved or sized (layouts/parts/grid.py); only what the
  // person did by hand is kept.
  functions.keepColumns = (params, gridId) => {
    if (choice(gridId) && params.finished && params.source?.startsWith("ui")) keep(params.api, gridId);
    else show(params.api, gridId);
  };

  document.addEventListener("change", async (event) => {
    const gridId = event.target.closest("[data-columns-of]")?.dataset.columnsOf;
    if (!gridId) return;
    const grid = await api(gridId);
    grid.setColumnsVisible([event.target.value], event.target.checked);
    keep(grid, gridId);
  });

  document.addEventListener("click", async (event) => {
    const gridId = event.target.closest("[data-columns-reset]")?.dataset.columnsReset;
    if (!gridId) return;
    const grid = await api(gridId);
    grid.resetColumnState();
    tell(gridId, []);
    show(grid, gridId);
  });
})();
