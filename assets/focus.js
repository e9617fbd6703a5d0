// After a page change the reader stands at its heading, and the window is named after it. The address changes before the
// page is drawn, so the focus waits for a new heading.
(function () {
  const NAME = document.title;
  let path = window.location.pathname;
  let last = null;
  let lastText = "";

  // What a person's act has just brought, and has to be read next, takes the focus once.
  let brought = null;
  function attend() {
    const wanted = document.querySelector("main [data-focus]");
    if (wanted && wanted !== brought) wanted.focus();
    brought = wanted;
  }

  function settle(records) {
    attend();
    const heading = document.querySelector("main h1");
    if (!heading) return;
    const text = heading.textContent.trim();
    const redrawn = heading !== last || text !== lastText || records.some((record) => record.target.id === "shell-main");
    [last, lastText] = [heading, text];
    const title = text + " – " + NAME;
    if (document.title !== title) document.title = title;
    if (!redrawn || path === window.location.pathname) return;
    path = window.location.pathname;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  new MutationObserver(settle).observe(document.body, { childList: true, subtree: true, characterData: true });
})();
