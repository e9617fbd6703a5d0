// Dash fetches its chart library from this address when the first chart is there: the basic bundle, in our languages.
// A plain assignment would be overwritten by Dash's renderer.
(function () {
  const address = new URL("vendor/lazy/plotly-basic-4.1.1.min.js", document.currentScript.src).pathname;
  Object.defineProperty(window, "_dashPlotlyJSURL", { configurable: true, get: () => address, set: () => {} });
})();

// A chart is drawn when it comes near the window: twenty at once would hold up the first of them.
(function () {
  const NEAR = "300px";
  const waiting = new WeakMap();
  // One at a time, so that a click between two is not kept waiting.
  const watcher = new IntersectionObserver(
    (seen) => seen.filter((one) => one.isIntersecting).forEach((one) => setTimeout(draw, 0, one.target)),
    { rootMargin: NEAR }
  );
  let library;

  function draw(place) {
    const go = waiting.get(place);
    watcher.unobserve(place);
    waiting.delete(place);
    if (go) go();
  }

  function nearby(react) {
    return (place, ...figure) => {
      if (place.classList.contains("js-plotly-plot")) return react(place, ...figure);
      return new Promise((drawn) => {
        waiting.set(place, () => drawn(react(place, ...figure)));
        watcher.observe(place);
      });
    };
  }

  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: () => library,
    set(made) {
      made.react = nearby(made.react);
      library = made;
    },
  });

  window.addEventListener("beforeprint", () => document.querySelectorAll("main .dash-graph > div").forEach(draw));
})();
