// A page is printed with every row of its lists; print.css leaves the content alone. A button marked data-print prints it too.
(function () {
  // Pixels between the margins of a lying A4 (print.css), and of the widest column there.
  const PAPER = 1020;
  const WIDEST = 240;
  const MOST_ROWS = 2000;
  const PATIENCE = 5000;
  const onScreen = new Map();

  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));

  function layOut(place, grid) {
    onScreen.set(grid, { place, layout: grid.getGridOption("domLayout"), state: grid.getColumnState() });
    // Rows that come in blocks are without end: of those, what is seen is printed.
    const endless = grid.getGridOption("rowModelType") === "infinite" || grid.getDisplayedRowCount() > MOST_ROWS;
    if (!endless) grid.setGridOption("domLayout", "print");
    return endless ? 0 : grid.getDisplayedRowCount();
  }

  async function drawn(place, rows) {
    const until = Date.now() + PATIENCE;
    while (place.querySelectorAll(".ag-center-cols-container .ag-row").length < rows && Date.now() < until) await frame();
  }

  // As wide as what is in the columns, and then as small as the paper asks.
  async function fit(place, grid) {
    grid.autoSizeAllColumns();
    await frame();
    const widths = grid.getAllDisplayedColumns().map((column) => [column, Math.min(column.getActualWidth(), WIDEST)]);
    grid.setColumnWidths(widths.map(([key, newWidth]) => ({ key, newWidth })));
    place.style.width = `${widths.reduce((sum, [, width]) => sum + width, 2)}px`;
    place.style.zoom = Math.min(1, PAPER / parseFloat(place.style.width));
    await frame();
    await frame();
  }

  async function print() {
    for (const place of document.querySelectorAll("main .grid[id]")) {
      const grid = window.dash_ag_grid.getApi(place.id);
      if (!grid) continue;
      await drawn(place, layOut(place, grid));
      await fit(place, grid);
    }
    window.print();
  }

  window.addEventListener("afterprint", () => {
    for (const [grid, { place, layout, state }] of onScreen) {
      place.style.zoom = place.style.width = "";
      grid.setGridOption("domLayout", layout);
      grid.applyColumnState({ state });
    }
    onScreen.clear();
  });

  document.addEventListener("click", (event) => event.target.closest("[data-print]") && print());
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    print();
  });
})();
