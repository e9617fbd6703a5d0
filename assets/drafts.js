// What has been typed into an order survives a reload, an ended session and a lost connection: this window keeps it for this
// person and this address until it is saved, and offers it back. Other forms hold people's own matters and are not kept.
(function () {
  const PREFIX = "kohtaanto.draft:";
  const FIELD = ".drafted :is(input:not([type=checkbox], [type=radio], [type=search]), textarea, select)";
  let place = null;
  let initial = new Map();
  let leftByLink = false;

  const bar = () => document.getElementById("shell-draft");
  const key = (path) => PREFIX + document.querySelector("[data-viewer]").dataset.viewer + path;
  const fields = () => [...document.querySelectorAll(FIELD)].filter((field) => field.id);
  const kept = () => JSON.parse(window.sessionStorage.getItem(key(window.location.pathname)) || "{}");

  function keep(event) {
    if (!event.target.matches?.(FIELD)) return;
    const changed = fields().filter((field) => field.value !== initial.get(field.id));
    const values = Object.fromEntries(changed.map((field) => [field.id, field.value]));
    window.sessionStorage.setItem(key(window.location.pathname), JSON.stringify(values));
  }

  function bringBack() {
    const values = kept();
    for (const field of fields()) {
      const id = field.id.startsWith("{") ? JSON.parse(field.id) : field.id;
      if (field.id in values) window.dash_clientside.set_props(id, { value: values[field.id] });
    }
    bar().hidden = true;
  }

  function forget(path) {
    window.sessionStorage.removeItem(key(path));
    bar().hidden = true;
  }

  function look() {
    if (!bar()) return;
    const path = fields().length ? window.location.pathname : null;
    if (path === place) return;
    // Whoever leaves by a link may come back to go on; otherwise the form was saved.
    if (place && !leftByLink) forget(place);
    place = path;
    initial = new Map(fields().map((field) => [field.id, field.value]));
    bar().hidden = !fields().some((field) => field.id in kept() && kept()[field.id] !== field.value);
  }

  document.addEventListener("input", keep, true);
  document.addEventListener("change", keep, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("a, button");
    if (button) leftByLink = button.matches("a");
    if (button?.matches("[data-draft=back]")) bringBack();
    if (button?.matches("[data-draft=forget]")) forget(window.location.pathname);
  });
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
})();
