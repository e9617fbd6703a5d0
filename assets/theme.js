// Light, dark or as the computer has it. Loaded in <head> before anything is drawn; Dash loads it once more, which is harmless.
(function () {
  const KEY = "kohtaanto.theme";
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function choice() {
    const stored = window.localStorage.getItem(KEY);
    return stored === "light" || stored === "dark" ? stored : "auto";
  }

  function apply() {
    const theme = choice() === "auto" ? (system.matches ? "dark" : "light") : choice();
    document.documentElement.dataset.bsTheme = theme;
    document.documentElement.dataset.agThemeMode = theme;
    showChoice();
  }

  function showChoice() {
    for (const button of document.querySelectorAll("[data-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.theme === choice()));
    }
  }

  function choose(theme) {
    window.localStorage.setItem(KEY, theme);
    apply();
  }

  apply();
  if (window.kohtaantoTheme) return;
  window.kohtaantoTheme = { choose, choice };
  system.addEventListener("change", apply);
  window.addEventListener("storage", (event) => event.key === KEY && apply());
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme]");
    if (button) choose(button.dataset.theme);
  });
  document.addEventListener("toggle", showChoice, true);
})();
