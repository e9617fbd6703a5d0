// Dash fetches its chart library from this address when the first chart is drawn: the basic bundle, in our languages.
// A plain assignment would be overwritten by Dash's renderer.
(function () {
  const address = new URL("vendor/lazy/plotly-basic-4.1.1.min.js", document.currentScript.src).pathname;
  Object.defineProperty(window, "_dashPlotlyJSURL", { configurable: true, get: () => address, set: () => {} });
})();
