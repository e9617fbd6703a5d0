// A session that has ended leads to the login page; what the classic forms need is filled in when they are sent.
(function () {
  const plainFetch = window.fetch;

  window.fetch = async function (resource) {
    const answer = await plainFetch.apply(this, arguments);
    if (answer.status === 401 && isOurs(resource)) toLogin();
    return answer;
  };

  function isOurs(resource) {
    const url = new URL(typeof resource === "string" ? resource : resource.url || String(resource), window.location.href);
    return url.origin === window.location.origin && /^\/(_dash|live)/.test(url.pathname);
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
    if (token && !token.value) token.value = cookie("_csrf_token");
    if (next && !next.value) next.value = window.location.pathname + window.location.search;
  }

  document.addEventListener("submit", completeForm, true);
})();
