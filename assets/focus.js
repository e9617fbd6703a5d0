// After a page change the reader stands at its heading, and the window is named after it. The address changes before the
// page is drawn, so the focus waits for a new heading.
(function () {
  const NAME = document.title;
  let path = window.location.pathname;
  let last = null;
  let lastText = "";

  function settle(records) {
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
