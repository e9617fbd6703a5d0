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

  const channel = new BroadcastChannel("kohtaanto-live");
  let seq = Number(document.documentElement.dataset.seq || 0);
  let polling = false;
  let isLeader = false;
  let recent = [];
  let bannerTimer = null;
  let pollTimer = null;
  let toldPage = null;

  function address(path) {
    return seq ? path + "?seq=" + seq : path;
  }

  // A callback that is asked again before it has answered loses the first answer, so each notice also repeats the ids
  // of the last seconds.
  function take(message) {
    seq = message.seq;
    const now = Date.now();
    recent = recent.filter((earlier) => now - earlier.at < OVERLAP);
    if (!Object.keys(message.changes || {}).length) return;
    recent.push({ at: now, changes: message.changes });
    tell(union(recent.map((earlier) => earlier.changes)));
  }

  // What changed while a page was being read and drawn found nobody to tell: it is told again to the new page, once.
  function tellNewPage() {
    const place = window.location.pathname + window.location.search;
    if (place === toldPage || !document.querySelector("#shell-main > *")) return;
    toldPage = place;
    const lately = recent.filter((earlier) => Date.now() - earlier.at < OVERLAP);
    if (lately.length) setTimeout(tell, TELL_AFTER, union(lately.map((earlier) => earlier.changes)));
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

  function tell(changes) {
    if (!storeIsDrawn()) return;
    window.dash_clientside.set_props(STORE, { data: { seq, changes, nonce: Date.now() + Math.random() } });
  }

  function connected() {
    clearTimeout(bannerTimer);
    bannerTimer = null;
    showBanner(false);
  }

  function disconnected() {
    bannerTimer = bannerTimer || setTimeout(() => showBanner(true), BANNER_AFTER);
  }

  function showBanner(shown) {
    const banner = document.getElementById("shell-connection");
    if (banner) banner.hidden = !shown;
  }

  function share(message) {
    channel.postMessage(message);
    receive(message);
  }

  function receive(message) {
    if (message.kind === "change") take(message);
    if (message.kind === "hello" && isLeader) channel.postMessage({ kind: "mode", polling });
    if (message.kind === "mode") setPolling(message.polling);
  }

  function setPolling(wanted) {
    const starts = wanted && !polling;
    polling = wanted;
    if (!wanted) connected();
    if (starts) poll();
  }

  async function poll() {
    clearTimeout(pollTimer);
    if (!polling || document.hidden) return;
    try {
      const answer = await fetch(address("/live/since"), { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      take(await answer.json());
      connected();
    } catch {
      disconnected();
    }
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
      disconnected();
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

  new MutationObserver(tellNewPage).observe(document.body, { childList: true, subtree: true });
})();
