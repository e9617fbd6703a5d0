// The candidates' grid: rows kept on top for this order, and rows laid beside each other.
(function () {
  const house = (window.kohtaanto = window.kohtaanto || {});
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});

  const place = () => "kohtaanto.pins:" + window.location.pathname;
  const pins = () => new Set(JSON.parse(window.sessionStorage.getItem(place()) || "[]"));

  house.isPinned = (id) => pins().has(String(id));

  house.togglePin = (api, id) => {
    const held = pins();
    if (!held.delete(String(id))) held.add(String(id));
    window.sessionStorage.setItem(place(), JSON.stringify([...held]));
    api.refreshClientSideRowModel("sort");
  };

  // AG Grid sorts the rows in their place; sort() is stable, so both halves keep their order.
  functions.pinnedFirst = (params) => {
    const held = pins();
    if (held.size) params.nodes.sort((one, other) => held.has(String(other.data.id)) - held.has(String(one.data.id)));
  };

  document.addEventListener("click", async (event) => {
    const grid = event.target.closest("[data-deselects]")?.dataset.deselects;
    if (grid) (await window.dash_ag_grid.getApiAsync(grid)).deselectAll();
  });

  // A button outside the grid that tells the same store as those inside it.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    const data = { ...JSON.parse(button.dataset.act), nonce: Date.now() + Math.random() };
    window.dash_clientside.set_props(button.dataset.store, { data });
  });
})();
