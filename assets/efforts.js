// How long an order is worked on, once the office has turned the measuring on: seconds with a touch of the keyboard or the
// mouse less than a minute ago. Only the order and the seconds are told, never whose they were.
(function () {
  const IDLE_AFTER = 60000;
  const TELL_EVERY = 60;

  if (document.documentElement.dataset.effort !== "on") return;

  let order = null;
  let seconds = 0;
  let touchedAt = 0;

  const orderOnScreen = () => Number(/^\/(?:orders|matching)\/(\d+)/.exec(window.location.pathname)?.[1]) || null;

  function tell() {
    if (order && seconds) {
      const body = new Blob([JSON.stringify({ order, seconds })], { type: "application/json" });
      fetch("/effort", { method: "POST", body, keepalive: true }).catch(() => {});
    }
    seconds = 0;
  }

  function count() {
    const now = orderOnScreen();
    if (now !== order) {
      tell();
      order = now;
    }
    if (order && !document.hidden && Date.now() - touchedAt < IDLE_AFTER) seconds += 1;
    if (seconds >= TELL_EVERY) tell();
  }

  for (const touch of ["pointerdown", "pointermove", "keydown", "wheel", "scroll"])
    document.addEventListener(touch, () => (touchedAt = Date.now()), { passive: true, capture: true });
  window.addEventListener("pagehide", tell);
  setInterval(count, 1000);
})();
