// Live changes. One tab of a browser (the leader) holds the stream and tells the others, for HTTP/1.1 gives a host six
// connections. When the stream fails three times, every visible tab asks by itself until the stream is back.
(function () {
  const STORE = "shell-live";
  const FAILURES = 3;
  const POLL_EVERY = 2000;
  const RETRY_STREAM_AFTER = 30000;
  const OVERLAP = 5000;
  const BANNER_AFTER = 3000;
  const TELL_AFTER = 200;
  const SAY_EVERY = 10000;

  const house = (window.kohtaanto = window.kohtaanto || {});
  const channel = new BroadcastChannel("kohtaanto-live");
  const applied = new Map();
  const unsaid = new Set();
  let seq = Number(document.documentElement.dataset.seq || 0);
  let polling = false;
  let isLeader = false;
  let recent = [];
  let bannerTimer = null;
  let pollTimer = null;
  let attended = null;
  let heardAt = 0;
  let sayTimer = null;

  function address(path) {
    return seq ? path + "?seq=" + seq : path;
  }

  // A callback that is asked again before it has answered loses the first answer, so each notice also repeats the ids
  // of the last seconds.
  function take(message) {
    seq = Math.max(seq, message.seq || 0);
    if (message.present) house.see(message.present, message.whole);
    for (const [grid, rows] of Object.entries(message.grids || {})) redraw(grid, rows, message.seq);
    if (!Object.keys(message.changes || {}).length) return;
    recent = recent.filter((earlier) => Date.now() - earlier.at < OVERLAP);
    recent.push({ at: Date.now(), changes: message.changes });
    tell(union(recent.map((earlier) => earlier.changes)));
  }

  // Where in the change log the page on the screen was read, and which drawing of it this is.
  function reading() {
    return document.querySelector("#shell-main > [data-read]")?.dataset.read || "";
  }

  // null: more has changed than is worth telling row by row. A grid may still be on its way when its page is drawn; a page
  // that is read anew meanwhile has it all.
  async function redraw(grid, rows, at) {
    const page = reading();
    if (at <= Number.parseInt(page) || !document.querySelector(`[data-count-of="${grid}"]`)) return;
    await window.dash_ag_grid.getApiAsync(grid);
    const all = rows ? null : await asked("/live/rows/" + encodeURIComponent(grid));
    if (reading() !== page) return;
    const fresh = newer(grid, rows || all?.rows || [], rows ? at : all?.seq);
    if (rows) house.applyRows(grid, fresh, []);
    else if (all) house.replaceRows(grid, fresh, all.rows);
    if (rows || all) say(rows ? fresh.map((row) => grid + " " + row.id) : [""]);
  }

  // A listener hears how many rows have changed, but not each row of a busy minute; "" means more than are worth naming.
  function say(names) {
    for (const name of names) unsaid.add(name);
    if (unsaid.size && !sayTimer) sayTimer = setTimeout(sayAloud, Math.max(TELL_AFTER, heardAt + SAY_EVERY - Date.now()));
  }

  function sayAloud() {
    const place = document.getElementById("bars-news");
    const words = place.dataset[unsaid.has("") ? "all" : unsaid.size === 1 ? "one" : "many"].replace("{count}", unsaid.size);
    unsaid.clear();
    [sayTimer, heardAt, place.textContent] = [null, Date.now(), ""];
    setTimeout(() => (place.textContent = words), TELL_AFTER);
  }

  // Nothing when there is no answer: that the connection is lost is told by the stream.
  async function asked(path) {
    try {
      const answer = await fetch(path, { cache: "no-store" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  // Two answers may overtake each other; of each row the one that was read later stays.
  function newer(grid, rows, at) {
    return rows.filter((row) => {
      const key = grid + " " + row.id;
      if ((applied.get(key) || 0) > at) return false;
      return applied.set(key, at);
    });
  }

  // What came while a page was being read and drawn found nobody to tell.
  function attend() {
    const page = reading();
    if (!page || page === attended) return;
    attended = page;
    if (Number.parseInt(page) < seq) setTimeout(catchUp, TELL_AFTER, Number.parseInt(page));
  }

  async function catchUp(from) {
    const missed = await asked("/live/since?seq=" + from);
    if (missed) take(missed);
  }

  // null in place of ids means more rows than are worth naming, and stays so.
  function union(all) {
    const ids = {};
    for (const [noun, some] of all.flatMap(Object.entries)) {
      ids[noun] = some && ids[noun] !== null ? [...new Set([...(ids[noun] || []), ...some])] : null;
    }
    return ids;
  }

  function storeIsDrawn() {
    return (window.dash_stores || []).some((store) => store.getState().paths?.strs?.[STORE]);
  }

  // A page that shows one row of a noun says so (data-follows="orders 12"), and is left alone when others change.
  function concerns(changes) {
    const [noun, id] = (document.querySelector("[data-follows]")?.dataset.follows || "").split(" ");
    return !noun || changes[noun] === null || (changes[noun] || []).includes(Number(id));
  }

  function tell(changes) {
    if (!storeIsDrawn() || !concerns(changes)) return;
    window.dash_clientside.set_props(STORE, { data: { seq, changes, nonce: Date.now() + Math.random() } });
  }

  function setLink(up) {
    if (up) {
      clearTimeout(bannerTimer);
      bannerTimer = null;
      showBanner(false);
    } else bannerTimer = bannerTimer || setTimeout(showBanner, BANNER_AFTER, true);
  }

  function showBanner(shown) {
    const banner = document.getElementById("bars-connection");
    if (banner) banner.hidden = !shown;
  }

  function share(message) {
    channel.postMessage(message);
    receive(message);
  }

  function receive(message) {
    if (message.kind === "change") take(message);
    if (message.kind === "link") setLink(message.up);
    if (message.kind === "hello" && isLeader) channel.postMessage({ kind: "mode", polling });
    if (message.kind === "mode") setPolling(message.polling);
  }

  function setPolling(wanted) {
    const starts = wanted && !polling;
    polling = wanted;
    if (!wanted) setLink(true);
    if (starts) poll();
  }

  async function poll() {
    clearTimeout(pollTimer);
    if (!polling || document.hidden) return;
    const missed = await asked(address("/live/since"));
    if (missed) take(missed);
    setLink(Boolean(missed));
    pollTimer = setTimeout(poll, POLL_EVERY);
  }

  function stream() {
    let failures = 0;
    const source = new EventSource(address("/live"));
    source.onopen = () => {
      failures = 0;
      share({ kind: "mode", polling: false });
    };
    source.onmessage = (event) => share({ kind: "change", ...JSON.parse(event.data) });
    source.onerror = () => {
      failures += 1;
      share({ kind: "link", up: false });
      if (failures < FAILURES && source.readyState !== EventSource.CLOSED) return;
      source.close();
      share({ kind: "mode", polling: true });
      setTimeout(stream, RETRY_STREAM_AFTER);
    };
  }

  function lead() {
    isLeader = true;
    stream();
    return new Promise(() => {});
  }

  channel.onmessage = (event) => receive(event.data);
  document.addEventListener("visibilitychange", () => poll());
  if (navigator.locks) {
    navigator.locks.request("kohtaanto-live", lead);
    channel.postMessage({ kind: "hello" });
  } else setPolling(true);

  new MutationObserver(attend).observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-read"] });
})();
