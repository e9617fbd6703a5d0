// Opens and closes the navigation of narrow screens and the user menu; both close with Escape and after a choice.
(function () {
  function setNavigation(open) {
    const button = document.querySelector(".menu-button");
    const fold = document.querySelector(".side-fold");
    if (!button || !fold) return;
    button.setAttribute("aria-expanded", String(open));
    fold.classList.toggle("open", open);
  }

  function navigationIsOpen() {
    return Boolean(document.querySelector(".side-fold.open"));
  }

  function closeUserMenu(returnFocus) {
    const menu = document.querySelector(".user-menu[open]");
    if (!menu) return;
    menu.open = false;
    if (returnFocus) menu.querySelector("summary").focus();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest(".menu-button")) setNavigation(!navigationIsOpen());
    else if (event.target.closest(".side-nav a")) setNavigation(false);
    if (!event.target.closest(".user-menu")) closeUserMenu(false);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (document.querySelector(".user-menu[open]")) closeUserMenu(true);
    else if (navigationIsOpen()) {
      setNavigation(false);
      document.querySelector(".menu-button").focus();
    }
  });
})();
