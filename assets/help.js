// The help beside the page opens and closes by its button and its key; it stays as it was left while pages change.
(function () {
  const KEY = "kohtaanto.help";
  const panel = () => document.getElementById("shell-help");

  function set(open, focus) {
    const help = panel();
    if (!help) return;
    help.hidden = !open;
    window.localStorage.setItem(KEY, open ? "open" : "closed");
    for (const button of document.querySelectorAll("button[data-help][aria-expanded]")) {
      button.setAttribute("aria-expanded", String(open));
    }
    if (focus) (open ? help : document.querySelector("button[data-help][aria-expanded]")).focus();
  }

  function toggle() {
    if (panel()) set(panel().hidden, true);
  }

  document.addEventListener("click", (event) => event.target.closest("[data-help]") && toggle());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel()?.contains(document.activeElement)) set(false, true);
  });
  const drawn = new MutationObserver(() => {
    if (!panel()) return;
    drawn.disconnect();
    if (window.localStorage.getItem(KEY) === "open") set(true, false);
  });
  drawn.observe(document.documentElement, { childList: true, subtree: true });
})();
