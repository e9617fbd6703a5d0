// A session ends after half an hour without keyboard or pointer, or after eight hours. The person is warned before it, and
// logs in again over the page, so that nothing typed is lost. What the classic forms need is filled in when they are sent.
(function () {
  const IDLE = 30 * 60;
  const WARNING = 2 * 60;
  const TELL_EVERY = 60;
  const LOOK_EVERY = 5000;
  const USED = "kohtaanto.used";
  const plainFetch = window.fetch;
  const channel = new BroadcastChannel("kohtaanto-session");
  const now = () => Date.now() / 1000;

  let ends = now() + Number(document.documentElement.dataset.sessionSeconds || 0);
  let told = now();
  let noted = 0;
  let warned = false;
  let isOver = false;

  const used = () => Number(window.localStorage.getItem(USED)) || now();
  const ending = () => document.getElementById("shell-ending");
  const ended = () => document.getElementById("shell-ended");

  window.fetch = async function (resource) {
    const answer = await plainFetch.apply(this, arguments);
    if (answer.status !== 401 || !isOurs(resource)) return answer;
    const words = answer.clone().text();
    answer.text = () => words; // Dash reads such an answer twice.
    over();
    return answer;
  };

  function isOurs(resource) {
    const url = new URL(typeof resource === "string" ? resource : resource.url || String(resource), window.location.href);
    return url.origin === window.location.origin && /^\/(_dash|live)/.test(url.pathname);
  }

  // Every tab hears of every other tab's use through the shared storage; one of them tells the server, once a minute.
  // While the warning is shown only a press counts: a dialog should not vanish under a pointer on its way to the button.
  function use(event) {
    const isPress = event.type === "pointerdown" || event.type === "keydown";
    if (isOver || !ended() || (warned ? !isPress : now() - noted < 1)) return;
    noted = now();
    window.localStorage.setItem(USED, String(noted));
    if (warned) dismiss();
    if (now() - told > TELL_EVERY) tell();
  }

  async function tell() {
    told = now();
    const answer = await plainFetch("/session", { method: "POST" });
    if (answer.status === 401) over();
    else if (answer.ok) renew(Number(await answer.text()));
  }

  function renew(seconds) {
    ends = now() + seconds;
    told = now();
  }

  function look() {
    if (isOver || !ended()) return;
    const left = Math.min(used() + IDLE, ends) - now();
    if (left <= 0) over();
    else if (left <= WARNING) warn();
    else if (warned) dismiss();
  }

  // The last minutes of the eight hours cannot be lengthened, so their warning is said once and then left alone.
  function warn() {
    if (warned) return;
    warned = true;
    ending().showModal();
  }

  function dismiss() {
    if (ends - now() > WARNING) warned = false;
    ending().close();
    tell();
  }

  function over() {
    if (!ended()) return toLogin();
    if (isOver) return;
    isOver = true;
    ending().close();
    ended().showModal();
  }

  function resume(seconds) {
    isOver = warned = false;
    window.localStorage.setItem(USED, String(now()));
    renew(seconds);
    window.dash_clientside.set_props("shell-password", { value: "" });
    ended().close();
  }

  async function logInAgain(form) {
    const said = form.querySelector("[role=alert]");
    said.textContent = "";
    const answer = await plainFetch(form.action, { method: "POST", body: new FormData(form) });
    const text = await answer.text();
    if (!answer.ok) return void (said.textContent = text);
    channel.postMessage(Number(text));
    resume(Number(text));
  }

  function toLogin() {
    const here = window.location.pathname + window.location.search;
    window.location.assign("/login?expired=1&next=" + encodeURIComponent(here));
  }

  function cookie(name) {
    const found = document.cookie.split("; ").find((part) => part.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }

  function completeForm(event) {
    const token = event.target.querySelector("input[name=csrf_token]");
    const next = event.target.querySelector("input[name=next]");
    if (token) token.value = cookie("_csrf_token") || token.value;
    if (next && !next.value) next.value = window.location.pathname + window.location.search;
    if (!event.target.closest("#shell-ended")) return;
    event.preventDefault();
    logInAgain(event.target);
  }

  window.localStorage.setItem(USED, String(now()));
  channel.onmessage = (event) => isOver && resume(event.data);
  for (const kind of ["pointerdown", "pointermove", "keydown", "wheel"]) {
    document.addEventListener(kind, use, { capture: true, passive: true });
  }
  document.addEventListener("submit", completeForm, true);
  // A closed door is no thing to dismiss with Escape.
  document.addEventListener("cancel", (event) => event.target.id === "shell-ended" && event.preventDefault(), true);
  setInterval(look, LOOK_EVERY);
})();
