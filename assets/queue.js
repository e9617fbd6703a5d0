// The order queue's lanes: toggles with counts, the grid's filter, and an address that a colleague can be sent.
(function () {
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const bar = () => document.querySelector("[data-lanes-of]");
  const pressed = (place) => [...place.querySelectorAll("[data-lane][aria-pressed=true]")];

  function filterOf(buttons) {
    const conditions = buttons.map((button) => ({ filterType: "text", type: "equals", filter: button.dataset.word }));
    return conditions.length > 1 ? { filterType: "text", operator: "OR", conditions } : conditions[0] || null;
  }

  async function toggle(button) {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    const place = bar();
    const grid = await window.dash_ag_grid.getApiAsync(place.dataset.lanesOf);
    const chosen = pressed(place);
    await grid.setColumnFilterModel("lane", chosen.length ? filterOf(chosen) : null);
    grid.onFilterChanged();
    remember(place);
  }

  // Without telling Dash: the page on the screen is already the one that the address says.
  function remember(place) {
    const words = new URLSearchParams();
    const search = document.querySelector(`[data-filters="${place.dataset.lanesOf}"] input`);
    words.set("lane", pressed(place).map((button) => button.dataset.lane).join(","));
    if (search && search.value) words.set("q", search.value);
    window.history.replaceState(window.history.state, "", window.location.pathname + "?" + words);
  }

  functions.countLanes = (params) => {
    const place = bar();
    if (!place) return;
    const counts = {};
    params.api.forEachNode((node) => (counts[node.data.lane] = (counts[node.data.lane] || 0) + 1));
    for (const button of place.querySelectorAll("[data-lane]")) {
      const text = String(counts[button.dataset.word] || 0);
      const shown = button.querySelector(".count");
      if (shown.textContent !== text) shown.textContent = text;
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-lane]");
    if (button) toggle(button);
  });

  document.addEventListener("input", (event) => {
    const place = bar();
    if (place && event.target.closest(`[data-filters="${place.dataset.lanesOf}"]`)) remember(place);
  });
})();
