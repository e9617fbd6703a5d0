// A page is printed with every row of its lists, wherever printing was begun. A grid holds only the rows on the screen, and a
// browser that prints waits for nobody, so each grid is first written out as a table; print.css leaves the content alone.
(function () {
  const NOT_READ = ["Actions"];
  let tables = [];

  function element(name, parts, className = "") {
    const made = document.createElement(name);
    made.className = className;
    made.append(...parts);
    return made;
  }

  // Lines, callers and points are drawn from more than their own field (dashAgGridComponentFunctions.js).
  function words(grid, row, column) {
    const { cellRenderer, cellRendererParams } = column.getColDef();
    if (cellRendererParams?.shown) return row.data[cellRendererParams.shown].join("\n");
    if (["Caller", "Candidate"].includes(cellRenderer)) return [row.data.name, row.data.phone, row.data.through].filter(Boolean).join("\n");
    const value = grid.getCellValue({ rowNode: row, colKey: column, useFormatter: true });
    return cellRenderer === "Score" ? value.reduce((sum, part) => sum + part.points, 0) : value ?? "";
  }

  function written(grid) {
    const columns = grid.getAllDisplayedColumns().filter((one) => one.getColDef().field && !NOT_READ.includes(one.getColDef().cellRenderer));
    const side = (column) => (column.getColDef().type === "rightAligned" ? "numeric" : "");
    const head = columns.map((one) => element("th", [grid.getDisplayNameForColumn(one, "header")], side(one)));
    const rows = [];
    const add = (row) => row.data && rows.push(element("tr", columns.map((one) => element("td", [words(grid, row, one)], side(one)))));
    // Of rows that come in blocks those are there that have been looked at, and the paper says so.
    if (grid.getGridOption("rowModelType") === "infinite") grid.forEachNode(add);
    else grid.forEachNodeAfterFilterAndSort(add);
    const all = grid.getDisplayedRowCount();
    const part = rows.length < all ? [element("caption", [`${rows.length} / ${all}`])] : [];
    return element("table", [...part, element("thead", [element("tr", head)]), element("tbody", rows)], "printed");
  }

  window.addEventListener("beforeprint", () => {
    for (const place of document.querySelectorAll("main .grid[id]")) {
      const grid = window.dash_ag_grid?.getApi(place.id);
      if (grid) tables.push(written(grid));
      if (grid) place.after(tables.at(-1));
    }
  });

  window.addEventListener("afterprint", () => {
    for (const table of tables) table.remove();
    tables = [];
  });

  document.addEventListener("click", (event) => event.target.closest("[data-print]") && window.print());
})();
