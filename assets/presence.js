// Who else has an order open: each visible tab tells where it is, and shows who else is there. Never a lock.
(function () {
  const TELL_EVERY = 20000;
  const LOOK_EVERY = 1000;
  const WRITES_FOR = 20000;
  const MOST_SHOWN = 2;

  const house = (window.kohtaanto = window.kohtaanto || {});
  const me = Number(document.documentElement.dataset.viewer || 0);
  const tab = Array.from(window.crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
  let here = {};
  let queue = null;
  let told = { order: null, writes: false, at: 0 };
  let typed = { order: null, at: 0 };

  const orderOnScreen = () => Number(/^\/orders\/(\d+)/.exec(window.location.pathname)?.[1]) || null;
  const words = () => document.getElementById("shell-presence");

  // whole: all that is known; else only the orders that somebody has come to or left.
  house.see = function (present, whole) {
    here = whole ? present : { ...here, ...present };
    draw();
    if (queue && !queue.isDestroyed()) queue.refreshCells({ columns: ["id"], force: true });
  };

  house.others = (order) => (here[order] || []).filter((person) => person.user_id !== me);

  house.presenceText = (person) => words().dataset[person.writes ? "writes" : "looks"].replace("{name}", person.name);

  house.initials = function (name) {
    const parts = name.split(" ");
    return parts.length > 1 ? parts[0][0] + parts[parts.length - 1][0] : name.slice(0, 2);
  };

  function draw() {
    const place = words();
    if (!place) return;
    const others = house.others(orderOnScreen());
    place.replaceChildren(...others.map(mark));
    place.hidden = !others.length;
  }

  function mark(person) {
    const icon = document.createElement("i");
    icon.className = "bi bi-" + (person.writes ? "pencil" : "eye");
    icon.setAttribute("aria-hidden", "true");
    const text = document.createElement("span");
    text.append(icon, " ", house.presenceText(person));
    return text;
  }

  function tell(order, writes) {
    told = { order, writes, at: Date.now() };
    const body = new Blob([JSON.stringify({ tab, order, writes })], { type: "application/json" });
    fetch("/live/presence", { method: "POST", body, keepalive: true }).catch(() => (told.at = 0));
  }

  function look() {
    const order = me && !document.hidden ? orderOnScreen() : null;
    const writes = order !== null && typed.order === order && Date.now() - typed.at < WRITES_FOR;
    const moved = order !== told.order || writes !== told.writes;
    if (moved || (order && Date.now() - told.at >= TELL_EVERY)) tell(order, writes);
    if (moved) draw();
  }

  function leave() {
    if (told.order) tell(null, false);
  }

  document.addEventListener("input", (event) => {
    if (event.target.closest("#shell-main")) typed = { order: orderOnScreen(), at: Date.now() };
  });
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pagehide", leave);
  setInterval(look, LOOK_EVERY);

  // The row's number, and under it who has the row's order open.
  const renderers = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  renderers.Present = (props) => {
    const element = window.React.createElement;
    queue = props.api;
    const others = house.others(props.data.id);
    const chip = (person) =>
      element(
        "span",
        { key: person.user_id, className: person.writes ? "writes" : undefined, title: house.presenceText(person) },
        element("span", { "aria-hidden": true }, house.initials(person.name)),
        element("span", { className: "visually-hidden" }, house.presenceText(person)),
      );
    const chips = element("div", { className: "who-is-here" }, others.slice(0, MOST_SHOWN).map(chip));
    return element("div", { className: "cell-lines" }, renderers.Link(props), others.length ? chips : null);
  };
})();
