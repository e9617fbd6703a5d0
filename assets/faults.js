// What a person did and got no answer to is said at once, and until something has been answered again. Pages that follow
// live changes ask by themselves: what those miss is told by the line about the connection.
(function () {
  const OF_ITSELF = '"changedPropIds":["shell-live.data"]';
  const plainFetch = window.fetch;
  const bar = () => document.getElementById("bars-fault");
  let leaves = false;

  function tell(words) {
    if (!bar() || leaves) return;
    bar().querySelector("p").textContent = words ? bar().dataset[words] : "";
    bar().hidden = !words;
  }

  window.fetch = async function (resource, options) {
    const ofPerson = String(resource.url || resource).includes("/_dash-update-component") && !String(options?.body).includes(OF_ITSELF);
    if (!ofPerson) return plainFetch.apply(this, arguments);
    try {
      const answer = await plainFetch.apply(this, arguments);
      tell(answer.status >= 500 ? "failed" : "");
      return answer;
    } catch (error) {
      if (error.name !== "AbortError") tell("lost");
      throw error;
    }
  };

  window.addEventListener("beforeunload", () => (leaves = true));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-fault=reload]")) window.location.reload();
    if (event.target.closest("[data-fault=close]")) tell("");
  });
})();
