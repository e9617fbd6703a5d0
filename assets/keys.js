// Single-key shortcuts: off in text fields, and off altogether when the user has switched them off (WCAG 2.1.4).
(function () {
  const KEY = "kohtaanto.keys";

  function isOn() {
    return window.localStorage.getItem(KEY) !== "off";
  }

  function isTyping(element) {
    return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  }

  function focusQuickSearch() {
    const search = document.querySelector("main input[type=search]");
    if (search) search.focus();
    return Boolean(search);
  }

  function showChoice() {
    for (const button of document.querySelectorAll("[data-keys]")) {
      button.setAttribute("aria-pressed", String((button.dataset.keys === "on") === isOn()));
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !isOn()) return;
    if (event.key === "/" && focusQuickSearch()) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keys]");
    if (!button) return;
    window.localStorage.setItem(KEY, button.dataset.keys);
    showChoice();
  });

  document.addEventListener("toggle", showChoice, true);
})();
