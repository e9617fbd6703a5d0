// The order queue: toggles with counts, rows chosen for one act, columns, and an address that a colleague can be sent.
(function () {
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const SETTLED = 600;
  const bar = () => document.querySelector("[data-queue]");
  const groups = () => [...document.querySelectorAll("[data-queue] [data-field]")];
  const pressed = (group) => [...group.querySelectorAll("[data-value][aria-pressed=true]")];
  const setPressed = (button, on) => button.setAttribute("aria-pressed", String(on));
  const tell = (id, data) => window.dash_clientside.set_props(id, { data });
  let timer = null;

  async function grid() {
    return window.dash_ag_grid.getApiAsync(bar().dataset.queue);
  }

  function filterOf(group) {
    const conditions = pressed(group).map((button) => ({
      filterType: "text",
      type: group.dataset.match,
      filter: button.dataset.word,
    }));
    return conditions.length > 1 ? { filterType: "text", operator: "OR", conditions } : conditions[0] || null;
  }

  async function toggle(button) {
    setPressed(button, button.getAttribute("aria-pressed") !== "true");
    const group = button.closest("[data-field]");
    const api = await grid();
    await api.setColumnFilterModel(group.dataset.field, filterOf(group));
    api.onFilterChanged();
  }

  // What the address says of the columns: sorting, order, which are hidden, and filters of their own.
  function wordsOf(api) {
    const words = new URLSearchParams();
    const own = new Set(groups().map((group) => group.dataset.field));
    for (const group of groups()) {
      const values = pressed(group).map((button) => button.dataset.value);
      if (values.length || group.dataset.says === "lane") words.set(group.dataset.says, values.join(","));
    }
    const search = document.querySelector(`[data-filters="${bar().dataset.queue}"] input`);
    if (search && search.value) words.set("q", search.value);
    const columns = api.getColumnState().filter((column) => !column.colId.startsWith("ag-Grid"));
    const shown = columns.filter((column) => !column.hide).map((column) => column.colId);
    if (shown.join(",") !== bar().dataset.columns) words.set("columns", shown.join(","));
    const sorted = columns.filter((column) => column.sort).sort((one, other) => one.sortIndex - other.sortIndex);
    const sort = sorted.map((column) => (column.sort === "desc" ? "-" : "") + column.colId).join(",");
    if (sort !== bar().dataset.sort) words.set("sort", sort);
    const filters = Object.entries(api.getFilterModel()).filter(([field]) => !own.has(field));
    if (filters.length) words.set("filters", JSON.stringify(Object.fromEntries(filters)));
    return words;
  }

  // Without telling Dash: the page on the screen is already the one that the address says.
  async function remember() {
    if (!bar()) return;
    const api = await grid();
    if (!bar() || api.isDestroyed()) return;
    const words = String(wordsOf(api));
    window.history.replaceState(window.history.state, "", window.location.pathname + "?" + words);
    tell(bar().dataset.state, words);
    const columns = api.getColumnState().filter((column) => !column.colId.startsWith("ag-Grid"));
    const kept = JSON.stringify(columns.map(({ colId, width, hide }) => ({ id: colId, width, hidden: Boolean(hide) })));
    if (kept !== bar().dataset.kept && bar().dataset.kept !== undefined) tell(bar().dataset.widths, kept);
    bar().dataset.kept = kept;
    for (const box of document.querySelectorAll("[data-shows]")) {
      setPressed(box, !columns.find((column) => column.colId === box.dataset.shows)?.hide);
    }
  }

  function rememberSoon() {
    clearTimeout(timer);
    timer = setTimeout(remember, SETTLED);
  }

  functions.queueMoved = (params) => {
    if (params.finished !== false) rememberSoon();
  };

  functions.countLanes = (params) => {
    if (!bar()) return;
    for (const group of groups()) {
      const counts = {};
      params.api.forEachNode(({ data }) => {
        const words = group.dataset.field === "mine" ? functions.isMine({ data }) : data[group.dataset.field];
        for (const word of [].concat(words)) counts[word] = (counts[word] || 0) + 1;
      });
      for (const button of group.querySelectorAll("[data-value]")) {
        const count = counts[button.dataset.word] || 0;
        write(button.querySelector(".count"), String(count));
        button.hidden = !count && group.dataset.says === "mark" && button.getAttribute("aria-pressed") !== "true";
      }
    }
    functions.choose(params);
    rememberSoon();
  };

  functions.isMine = ({ data }) => (bar() && bar().dataset.mine.split(",").includes(String(data.handler_id)) ? "1" : "");

  function write(place, text) {
    if (place && place.textContent !== text) place.textContent = text;
  }

  const worded = (place, count) => (count === 1 ? place.dataset.one : place.dataset.many).replace("{count}", count);

  // Rows on the screen and rows that fulfil the conditions are two things, and each button says how many it means.
  function rowsOnScreen(api) {
    const rows = [];
    for (let place = api.getFirstDisplayedRowIndex(); place >= 0 && place <= api.getLastDisplayedRowIndex(); place += 1) {
      const row = api.getDisplayedRowAtIndex(place);
      if (row) rows.push(row);
    }
    return rows;
  }

  // A row that the filter has taken away is not acted on.
  functions.choose = (params) => {
    const place = document.querySelector("[data-chosen]");
    if (!place) return;
    const chosen = params.api.getSelectedNodes().filter((node) => node.displayed);
    place.hidden = !chosen.length;
    for (const label of place.querySelectorAll("[data-many]")) write(label, worded(label, chosen.length));
    tell(place.dataset.chosen, Object.fromEntries(chosen.map((node) => [node.data.id, node.data.version])));
    const counts = { shown: rowsOnScreen(params.api).length, all: params.api.getDisplayedRowCount() };
    for (const button of document.querySelectorAll("[data-chooses][data-many]")) {
      write(button, worded(button, counts[button.dataset.chooses]));
      button.hidden = false;
    }
  };

  const choosing = {
    shown: (api) => api.setNodesSelected({ nodes: rowsOnScreen(api), newValue: true }),
    all: (api) => api.selectAll("filtered"),
    none: (api) => api.deselectAll(),
  };

  // null is the server's word: what was chosen has been done. That no row is chosen is told from here as {}, and comes
  // back when somebody may already have chosen one.
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  clientside.queue = {
    emptied(chosen) {
      if (chosen === null && bar()) grid().then((api) => api.deselectAll());
      return clientside.no_update;
    },
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-queue] [data-value]");
    const chooser = event.target.closest("[data-chooses]");
    const column = event.target.closest("[data-shows]");
    if (button) toggle(button);
    if (column) {
      setPressed(column, column.getAttribute("aria-pressed") !== "true");
      (await grid()).setColumnsVisible([column.dataset.shows], column.getAttribute("aria-pressed") === "true");
    }
    if (chooser) {
      const api = await grid();
      if (chooser.dataset.chooses !== "none") api.deselectAll();
      choosing[chooser.dataset.chooses](api);
    }
  });

  document.addEventListener("input", (event) => {
    if (bar() && event.target.closest(`[data-filters="${bar().dataset.queue}"]`)) rememberSoon();
  });
})();
