// The search over everything: "/" opens it, the focus goes into the field, the arrows walk through what was found.
(function () {
  const DIALOG = "search-dialog";
  const FIELD = "search-text";
  const house = (window.kohtaanto = window.kohtaanto || {});
  const field = () => document.getElementById(FIELD);
  const hits = () => [...document.querySelectorAll("#search-found .hit")];
  const show = (open) => window.dash_clientside.set_props(DIALOG, { is_open: open });

  house.search = function () {
    show(true);
    return true;
  };

  function walk(event) {
    const places = [field(), ...hits()];
    const here = places.indexOf(document.activeElement);
    if (here < 0) return;
    const next = { ArrowDown: here + 1, ArrowUp: here - 1 }[event.key];
    if (next !== undefined && places[next]) {
      event.preventDefault();
      places[next].focus();
    }
    // The browser would empty the field first, and its last word would come when the dialog has left.
    if (event.key === "Escape" && here === 0) {
      event.preventDefault();
      show(false);
    }
    if (event.key === "Enter" && here === 0 && places[1]) {
      event.preventDefault();
      places[1].click();
    }
  }

  document.addEventListener("keydown", (event) => {
    if (field()) walk(event);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest(".hit")) show(false);
  });

  // The dialog is drawn when it opens, a moment after it was asked for.
  let shown = false;
  new MutationObserver(() => {
    const now = Boolean(field());
    if (now && !shown) setTimeout(() => field()?.select(), 60);
    shown = now;
  }).observe(document.body, { childList: true, subtree: true });
})();
