// What has been typed or ticked in a form survives a reload, an ended session and a lost connection: this window keeps it for
// this person and this place until it is saved or given up. A page offers it back; a dialog that opens again has it at once.
// Passwords and what is stored encrypted (.unkept) are never kept.
(function () {
  const PREFIX = "kohtaanto.draft:";
  const AREA = "main .drafted, .modal";
  const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select";
  const UNKEPT = "[type=password], [type=search], [type=file], .unkept";
  const areas = new Map();
  let leftByLink = false;

  const bar = () => document.getElementById("bars-draft");
  const idOf = (element) => (element.id.startsWith("{") ? JSON.parse(element.id) : element.id);
  const isKept = (element) => !element.matches(UNKEPT) && "value" in (propsOf(element) ?? {});
  const kept = (key) => JSON.parse(window.sessionStorage.getItem(key) || "{}");
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const isDialog = (area) => area.matches(".modal");

  function propsOf(element) {
    try {
      return window.dash_component_api.getLayout(idOf(element))?.props;
    } catch {
      return undefined; // Dash stumbles over ids that are not its own.
    }
  }

  function controls(area) {
    return [...area.querySelectorAll("[id]")].filter(isKept);
  }

  function controlOf(element, area) {
    for (let one = element; one && one !== area; one = one.parentElement) if (one.id && isKept(one)) return one;
    return null;
  }

  function valueOf(control) {
    if (!control.matches(TYPED)) return propsOf(control).value ?? null;
    return control.type === "number" && control.value !== "" ? Number(control.value) : control.value;
  }

  // One dialog serves many rows; its words tell them apart. Those of an upload are left out: they may come later than the rest.
  function keyOf(area) {
    const owner = PREFIX + document.querySelector("[data-viewer]").dataset.viewer + window.location.pathname;
    if (!isDialog(area)) return owner;
    const copy = area.cloneNode(true);
    for (const late of copy.querySelectorAll(".upload")) late.remove();
    const said = copy.textContent + [...copy.querySelectorAll("button[id]")].map((button) => button.id);
    return owner + "#" + [...said].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) | 0, 7);
  }

  function keep(event) {
    const area = event.target.closest?.(AREA);
    const control = area && areas.has(area) && controlOf(event.target, area);
    if (!control) return;
    // Boxes tell Dash first, so that is waited for.
    window.setTimeout(() => {
      const { key, initial } = areas.get(area);
      const values = kept(key);
      const [first, now] = [initial.get(control.id) ?? null, valueOf(control)];
      if (same(first, now)) delete values[control.id];
      else values[control.id] = [first, now];
      window.sessionStorage.setItem(key, JSON.stringify(values));
    });
  }

  function lost(area) {
    const { key } = areas.get(area);
    const values = kept(key);
    return controls(area).filter((control) => control.id in values && !same(values[control.id][1], valueOf(control)));
  }

  // In a dialog only onto what stood there when it was typed: nobody has asked for it.
  function bringBack(area) {
    const values = kept(areas.get(area).key);
    for (const control of lost(area)) {
      const [first, value] = values[control.id];
      if (isDialog(area) && !same(first, areas.get(area).initial.get(control.id) ?? null)) continue;
      window.dash_clientside.set_props(idOf(control), { value });
    }
  }

  const pages = () => [...areas.keys()].filter((area) => !isDialog(area));

  function forget(area) {
    window.sessionStorage.removeItem(areas.get(area).key);
  }

  function leave(area) {
    // Whoever leaves by a link may come back to go on; otherwise the form was saved or given up.
    if (!leftByLink) forget(area);
    areas.delete(area);
  }

  function see(area) {
    const known = areas.get(area) ?? { key: keyOf(area), initial: new Map(), size: 0 };
    const size = area.querySelectorAll("[id]").length;
    if (known.size === size) return;
    const isNew = !areas.has(area);
    known.size = size;
    for (const control of controls(area)) if (!known.initial.has(control.id)) known.initial.set(control.id, valueOf(control));
    areas.set(area, known);
    if (isNew && isDialog(area)) bringBack(area);
  }

  function look() {
    if (!bar()) return;
    const before = pages();
    for (const area of areas.keys()) if (!area.isConnected) leave(area);
    for (const area of document.querySelectorAll(AREA)) see(area);
    const now = pages();
    if (now.length !== before.length || now.some((area) => !before.includes(area))) bar().hidden = !pages().some((area) => lost(area).length);
  }

  document.addEventListener("input", keep, true);
  document.addEventListener("change", keep, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("a, button");
    if (button) leftByLink = button.matches("a");
    if (button?.matches("[data-draft]")) {
      pages().forEach(button.matches("[data-draft=back]") ? bringBack : forget);
      bar().hidden = true;
    }
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.action.endsWith("/logout")) return;
    const ours = Object.keys(window.sessionStorage).filter((key) => key.startsWith(PREFIX));
    for (const key of ours) window.sessionStorage.removeItem(key);
  });
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
})();
