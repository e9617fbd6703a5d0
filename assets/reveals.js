// What has been opened is forgotten by itself: the seconds run down on the screen, a listener hears them at the start and
// ten seconds before the end, and then the page's own memory of the value is emptied, not only its picture.
(function () {
  const LAST_WORD = 10;
  let shown = null;
  let ends = 0;
  let said = 0;

  const set = (id, children) => window.dash_clientside.set_props(id, { children });
  const say = (seconds) => {
    said = seconds;
    set(shown.dataset.told, shown.dataset.left.replace("{seconds}", seconds));
  };

  function forget() {
    const { place, told, gone } = shown.dataset;
    shown = null;
    set(place, []);
    set(told, gone);
  }

  function begin(found) {
    shown = found;
    ends = Date.now() + Number(found.dataset.reveal) * 1000;
    say(Number(found.dataset.reveal));
  }

  // A value that is no longer drawn (hidden by hand, or another page) is forgotten as well.
  function look() {
    const found = document.querySelector("[data-reveal]");
    if (found && found !== shown) return begin(found);
    if (!shown) return;
    const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
    if (!found || !left) return forget();
    const counter = found.querySelector(".left");
    if (counter.textContent !== String(left)) counter.textContent = String(left);
    if (left <= LAST_WORD && said > LAST_WORD) say(LAST_WORD);
  }

  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  setInterval(look, 500);
})();
