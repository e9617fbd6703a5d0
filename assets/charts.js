// Charts leave the page as a picture or as a table to paste; and a page of charts is drawn again when the bank rests.
(function () {
  const QUIET = 1500;
  const AT_LATEST = 10000;
  const SHOWN = 2000;
  const HEADING = 40;
  const NOUNS = ["orders", "assignments", "reports", "experts", "clients", "packages"];
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  let timer = null;
  let waitingSince = null;

  function tell() {
    timer = waitingSince = null;
    if (document.getElementById("utilization-body")) clientside.set_props("utilization-changed", { data: Date.now() });
  }

  // A busy bank would have the charts drawn again without a pause.
  clientside.charts = {
    settled(news) {
      if (NOUNS.some((noun) => noun in ((news && news.changes) || {}))) {
        const now = Date.now();
        waitingSince = waitingSince || now;
        clearTimeout(timer);
        timer = setTimeout(tell, Math.max(0, Math.min(QUIET, waitingSince + AT_LATEST - now)));
      }
      return clientside.no_update;
    },
  };

  // On white whatever the theme: a picture is pasted into a report.
  function printed(graph, title) {
    const { layout, data } = graph;
    const margin = { ...layout.margin, t: ((layout.margin || {}).t || 0) + HEADING };
    const heading = { text: title, x: 0.01, y: 0.98, xanchor: "left", yanchor: "top" };
    // A picture is drawn without the page's own font, so its room is measured with one that every system has.
    const font = { ...layout.font, color: "#18242b", family: "Arial, Helvetica, sans-serif" };
    const paper = { paper_bgcolor: "#ffffff", plot_bgcolor: "#ffffff", font };
    const size = { width: graph.offsetWidth, height: graph.offsetHeight + HEADING };
    return { data, layout: { ...layout, ...paper, ...size, margin, title: heading } };
  }

  async function picture(button, figure) {
    const graph = figure.querySelector(".js-plotly-plot");
    const title = figure.querySelector("figcaption").textContent;
    const format = button.dataset.picture;
    const address = await window.Plotly.toImage(printed(graph, title), { format, scale: 2 });
    const link = document.createElement("a");
    link.href = address;
    link.download = title + "." + format;
    link.click();
  }

  function rows(table) {
    const cells = (row) => [...row.cells].map((cell) => cell.textContent.trim().replaceAll("\u00a0", " "));
    return [...table.rows].map((row) => cells(row).join("\t")).join("\n");
  }

  async function copy(button, figure) {
    window.kohtaanto.unfold(figure);
    const table = figure.querySelector("table");
    try {
      const html = new Blob([table.outerHTML], { type: "text/html" });
      const text = new Blob([rows(table)], { type: "text/plain" });
      await navigator.clipboard.write([new ClipboardItem({ "text/html": html, "text/plain": text })]);
    } catch {
      // Without https a browser has no clipboard but the old way.
      const field = Object.assign(document.createElement("textarea"), { value: rows(table) });
      figure.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    const label = button.lastChild.textContent;
    if (label === button.dataset.copied) return;
    button.lastChild.textContent = button.dataset.copied;
    setTimeout(() => (button.lastChild.textContent = label), SHOWN);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-picture], [data-copied][data-table]");
    const figure = button && button.closest("figure");
    if (figure) (button.dataset.picture ? picture : copy)(button, figure);
  });
})();
