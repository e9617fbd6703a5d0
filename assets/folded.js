// What is folded away is built when it is opened, printed or copied; of twenty tables a reader opens one.
(function () {
  const NAMES = { className: "class", tabIndex: "tabindex", colSpan: "colspan" };
  const house = (window.kohtaanto = window.kohtaanto || {});

  function built(part) {
    if (part === null || typeof part !== "object") return document.createTextNode(part ?? "");
    const { children, ...attributes } = part.props;
    const node = document.createElement(part.type === "Link" ? "a" : part.type);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(NAMES[name] || name, value);
    node.append(...[children ?? []].flat().map(built));
    return node;
  }

  function fill(place) {
    place.replaceChildren(built(JSON.parse(place.dataset.parts)));
  }

  house.unfold = function (within) {
    within.querySelectorAll("[data-parts]:empty").forEach(fill);
  };

  document.addEventListener("toggle", (event) => event.target.open && house.unfold(event.target), true);
  window.addEventListener("beforeprint", () => house.unfold(document));

  // The page was drawn again: what stands open is of an older drawing.
  new MutationObserver((changes) => {
    for (const { target } of changes) target.closest("details").open ? fill(target) : target.replaceChildren();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-parts"] });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-parts] a[href^='/']");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    house.goTo(link.getAttribute("href"));
  });
})();
