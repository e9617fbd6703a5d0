// What grid options may call by name: theme, words, formatters, orders.
(function () {
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const language = () => document.documentElement.lang.slice(0, 2) || "fi";
  // The three languages of the house write numbers alike, as Python's formats do; those use the plain minus.
  const finnish = (options) => (value) => new Intl.NumberFormat("fi-FI", options).format(value).replace("\u2212", "-");
  const asEuros = finnish({ style: "currency", currency: "EUR" });
  const asNumber = finnish();
  const missing = (value) => value === null || value === undefined || value === "";

  // One for all grids: a new one on each page would have its styles made and measured anew.
  let house;
  functions.appTheme = (theme) =>
    (house ||= theme.withParams({
      accentColor: "var(--primary)",
      backgroundColor: "var(--surface)",
      foregroundColor: "var(--text)",
      textColor: "var(--text)",
      subtleTextColor: "var(--text-muted)",
      borderColor: "var(--line)",
      chromeBackgroundColor: "var(--sunken)",
      headerBackgroundColor: "var(--sunken)",
      headerTextColor: "var(--text-muted)",
      headerFontWeight: 600,
      rowHoverColor: "var(--hover)",
      selectedRowBackgroundColor: "var(--primary-soft)",
      inputBorder: "1px solid var(--line-strong)",
      inputFocusBorder: "1px solid var(--focus)",
      inputFocusShadow: "none",
      menuBackgroundColor: "var(--surface)",
      browserColorScheme: "inherit",
      fontFamily: "inherit",
      fontSize: "0.875rem",
      headerHeight: "2.125rem",
      rowHeight: "2.25rem",
      spacing: "6px",
      cellHorizontalPadding: "0.625rem",
      borderRadius: "var(--radius)",
      checkboxBorderRadius: "3px",
      checkboxUncheckedBorderColor: "var(--line-strong)",
      checkboxCheckedShapeColor: "var(--on-primary)",
      wrapperBorderRadius: "var(--radius-card)",
      columnBorder: false,
      headerColumnResizeHandleColor: "var(--line-strong)",
      iconSize: "0.875rem",
    }));

  const EMPTY = ["noRowsToShow", "noMatchingRows"];
  functions.localeText = (params, empty) =>
    (EMPTY.includes(params.key) && empty) || ((window.agLocale || {})[language()] || {})[params.key] || params.defaultValue;

  // Whole cents → "1 234,50 €".
  functions.euros = (params) => (missing(params.value) ? "" : asEuros(params.value / 100));

  functions.number = (params) => (missing(params.value) ? "" : asNumber(params.value));

  // "2026-12-03" → "3.12.2026"; a date has no zone, so it never passes through Date.
  functions.date = (params) => {
    if (missing(params.value)) return "";
    const [year, month, day] = params.value.slice(0, 10).split("-").map(Number);
    if (language() !== "en") return `${day}.${month}.${year}`;
    const name = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" }).format(Date.UTC(year, month - 1, 1));
    return `${day} ${name} ${year}`;
  };

  // The date filter asks how a cell stands to midnight of the chosen day; works on ISO text.
  functions.compareDate = (chosen, value) => {
    if (missing(value)) return -1;
    const [year, month, day] = value.slice(0, 10).split("-").map(Number);
    return Math.sign(new Date(year, month - 1, day) - chosen);
  };

  // The field's own order ("new" before "done") instead of the alphabet's.
  functions.inOrder = (words) => (one, other) => words.indexOf(one) - words.indexOf(other);

  // Ids are text in a grid and numbers to the reader.
  functions.byNumber = (one, other) => Number(one) - Number(other);

  // The empty first: who has had no task has waited longest.
  functions.byText = (one, other) => (one || "").localeCompare(other || "");

  const points = (parts) => (parts || []).reduce((sum, part) => sum + part.points, 0);
  functions.byPoints = (one, other) => points(one) - points(other);

  // A click anywhere in a row opens it, unless the person is copying text or has touched a control.
  functions.openRow = (params) => {
    const target = params.event && params.event.target;
    if (target && target.closest("a, button")) return;
    if (String(window.getSelection())) return;
    if (params.data && params.data.href) window.kohtaanto.goTo(window.kohtaanto.withBack(params.data.href));
  };

  functions.noText = () => "";

  // Links and buttons inside cells by keyboard: Enter follows the only one or goes in, Tab walks through them.
  // True keeps the key from the grid.
  functions.keysInCell = ({ event }) => {
    const cell = event.target.closest(".ag-cell");
    const inside = cell ? [...cell.querySelectorAll("a[href], button")] : [];
    if (!inside.length) return false;
    const place = inside.indexOf(event.target);
    if (event.key === "Enter" && place < 0) {
      event.preventDefault();
      const meant = inside.find((one) => one.dataset.key === "Enter");
      if (meant || inside.length === 1) (meant || inside[0]).click();
      else inside[0].focus();
      return true;
    }
    if (event.key === "Enter" || event.key === " ") return place >= 0;
    if (event.key !== "Tab") return false;
    if (event.shiftKey && place === 0) {
      event.preventDefault();
      cell.focus();
      return true;
    }
    return event.shiftKey ? place > 0 : place + 1 < inside.length;
  };
})();
