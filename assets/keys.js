// Single-key shortcuts: off in text fields, and off altogether when the user has switched them off (WCAG 2.1.4).
(function () {
  const KEY = "kohtaanto.keys";

  function isOn() {
    return window.localStorage.getItem(KEY) !== "off";
  }

  function isTyping(element) {
    const field = "input:not([type=checkbox], [type=radio]), textarea, select";
    return element.isContentEditable || element.matches(field);
  }

  const shown = (element) => element.getClientRects().length > 0;
  const gridNow = () => document.activeElement.closest(".grid") || document.querySelector("main .grid");
  const apiOf = (grid) => grid && window.dash_ag_grid.getApi(grid.id);

  // j and k: the focus goes to the next or the previous row of the grid, whose first cell names it.
  function step(by) {
    const api = apiOf(gridNow());
    if (!api || !api.getDisplayedRowCount()) return false;
    const cell = api.getFocusedCell();
    const last = api.getDisplayedRowCount() - 1;
    const row = cell ? Math.min(Math.max(cell.rowIndex + by, 0), last) : 0;
    api.ensureIndexVisible(row);
    api.setFocusedCell(row, cell ? cell.column : api.getAllDisplayedColumns()[0]);
    return true;
  }

  // Other keys press what says so by data-key: in the row that has the focus, else anywhere on the page.
  function press(key) {
    const grid = gridNow();
    const cell = apiOf(grid)?.getFocusedCell();
    const own = cell ? [...grid.querySelectorAll(`[row-index="${cell.rowIndex}"] [data-key="${key}"]`)] : [];
    const others = [...document.querySelectorAll(`[data-key="${key}"]`)].filter((one) => !one.closest(".ag-row"));
    const button = [...own, ...others].find((one) => shown(one) && !one.disabled);
    if (button) button.click();
    return Boolean(button);
  }

  function help() {
    window.dash_clientside.set_props("shell-keys", { is_open: true });
    return true;
  }

  const KEYS = { "/": () => window.kohtaanto.search(), "?": help, j: () => step(1), k: () => step(-1) };

  function showChoice() {
    for (const button of document.querySelectorAll("[data-keys]")) {
      button.setAttribute("aria-pressed", String((button.dataset.keys === "on") === isOn()));
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !isOn()) return;
    if (document.querySelector(".modal.show")) return;
    const known = KEYS[event.key];
    if (known ? known() : event.key.length === 1 && event.key.trim() && press(event.key)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keys]");
    if (!button) return;
    window.localStorage.setItem(KEY, button.dataset.keys);
    showChoice();
  });

  document.addEventListener("toggle", showChoice, true);
})();
