// Buttons that only open or close a dialog or print the page, and toasts that leave by themselves; neither asks the server.
(function () {
  const AREA = "shell-toasts";
  let timer = null;
  let shown = "";

  const show = (id, open) => window.dash_clientside.set_props(id, { is_open: open });
  const clearToasts = () => window.dash_clientside.set_props(AREA, { children: [] });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    const closer = event.target.closest("[data-closes]");
    if (opener) show(opener.dataset.opens, true);
    if (closer) show(closer.dataset.closes, false);
    if (event.target.closest(".toast .close")) clearToasts();
  });

  // Nobody has to hurry: a toast that is pointed at or holds the focus stays.
  function leave(toast) {
    if (toast.matches(":hover, :focus-within")) timer = setTimeout(leave, 1000, toast);
    else if (toast.isConnected) clearToasts();
  }

  function schedule() {
    const toast = document.querySelector(`#${AREA} .toast`);
    const now = toast ? toast.className + toast.textContent : "";
    if (now === shown) return;
    shown = now;
    clearTimeout(timer);
    const seconds = toast ? Number(toast.dataset.seconds) : 0;
    if (seconds) timer = setTimeout(leave, seconds * 1000, toast);
  }

  new MutationObserver(schedule).observe(document.body, { childList: true, characterData: true, subtree: true });
})();
