// What is redrawn with the focus in it gives the focus on, so that nobody who works by keyboard starts the page from its top.
(function () {
  const TABBABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  let held = null;
  let ofPage = null; // what was held before a dialog or a notice
  const openers = new WeakMap(); // what was held before a panel that took the focus (data-focus)
  let byKeys = false;
  let waits = false;

  const isThere = (element) => element.isConnected && !element.disabled && element.getClientRects().length > 0;
  const words = (element) => element.ariaLabel || element.textContent.trim();
  const focus = (element) => element.focus({ preventScroll: !byKeys });

  function middle(element) {
    const box = element.getBoundingClientRect();
    return [box.x + box.width / 2 + window.scrollX, box.y + box.height / 2 + window.scrollY];
  }

  function hold(element) {
    if (element.matches("[data-focus]") && held) openers.set(element, held);
    const trail = [element];
    for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) trail.push(one);
    held = { element, trail, words: words(element), middle: middle(element), grid: element.closest(".grid[id]")?.id };
    held.cell = held.grid && window.dash_ag_grid.getApi(held.grid)?.getFocusedCell();
    if (element.closest("main")) ofPage = held;
  }

  function nearest(elements, [x, y]) {
    const far = (element) => Math.hypot(middle(element)[0] - x, middle(element)[1] - y);
    return elements.sort((one, other) => far(one) - far(other))[0];
  }

  async function toCell({ grid, cell }) {
    const api = await window.dash_ag_grid.getApiAsync(grid);
    const last = api.getDisplayedRowCount() - 1;
    if (last >= 0 && document.activeElement === document.body) api.setFocusedCell(Math.min(cell.rowIndex, last), cell.column.getColId());
  }

  // The same thing drawn anew, or the next one of its name; else what lies around it, and never another act, which the
  // same key might set off.
  function successor({ element, trail, words: said, middle: where }) {
    const same = element.id && document.getElementById(element.id);
    if (same && isThere(same)) return same;
    const home = trail.find(isThere);
    const around = [...(home?.querySelectorAll(TABBABLE) || [])].filter((one) => isThere(one) && !one.closest(".grid"));
    const alike = around.filter((one) => one.tagName === element.tagName && words(one) === said);
    if (alike.length) return nearest(alike, where);
    const place = (same || nearest(around, where))?.parentElement || document.querySelector("main h1");
    if (place && place.tabIndex < 0) place.tabIndex = -1;
    return place;
  }

  function rescue() {
    waits = false;
    if (document.activeElement !== document.body || !held || isThere(held.element)) return;
    const onPage = ofPage && !held.trail.some((one) => one.matches("main")) ? ofPage : held;
    const lost = onPage.trail.map((one) => openers.get(one)).find(Boolean) || onPage;
    held = null;
    if (isThere(lost.element)) return focus(lost.element);
    if (lost.cell && document.getElementById(lost.grid)) return toCell(lost);
    const next = successor(lost);
    if (next) focus(next);
  }

  document.addEventListener("focusin", (event) => hold(event.target));
  document.addEventListener("pointerdown", () => (byKeys = false), true);
  document.addEventListener("keydown", (event) => {
    byKeys = true;
    // A key that is held down presses once.
    if (event.repeat && event.key === "Enter" && event.target.closest("button")) event.preventDefault();
  }, true);
  // A button that is disabled loses the focus only after the next picture.
  function soon() {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => requestAnimationFrame(rescue));
  }

  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled", "hidden"] });
})();
