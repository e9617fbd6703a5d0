// Cell renderers. A cell's words come from Python; here they only get their shape.
(function () {
  const renderers = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const element = (...parts) => window.React.createElement(...parts);
  const icon = (name) => element("i", { className: "bi bi-" + name, "aria-hidden": true });

  // looks: { word: { tone, icon } }
  const badge = (looks, word) => {
    const look = (looks || {})[word];
    return element(
      "span",
      { key: word, className: "status tone-" + (look ? look.tone : "neutral") },
      look && icon(look.icon),
      word,
    );
  };
  renderers.Badge = (props) => (props.value ? badge(props.badges, props.value) : null);
  renderers.Badges = (props) =>
    element("div", { className: "cell-badges" }, (props.value || []).map((word) => badge(props.badges, word)));

  // params.to: the row's field that holds the address; pages of the house open without a reload.
  const follow = (href) => (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    window.kohtaanto.goTo(window.kohtaanto.withBack(href));
  };
  renderers.Link = (props) => {
    const href = props.data && props.data[props.to];
    return href ? element("a", { href, onClick: follow(href) }, props.value) : props.value;
  };

  const telephone = (number) => element("a", { key: "tel", href: "tel:" + number.replace(/[^+\d]/g, "") }, number);

  // params.shown: the row's field that holds the lines; a row that is still being fetched has no data. params.to: the
  // field that holds where the first line leads, and params.leads what is there.
  renderers.Lines = (props) => {
    const href = props.to && props.data?.[props.to];
    const leads = (text) => ({ href, onClick: follow(href), title: props.leads, "aria-label": text + ": " + props.leads });
    const line = (text, place) =>
      !place && href
        ? element("a", { key: place, ...leads(text) }, text)
        : element(place ? "small" : "span", { key: place, title: text }, text);
    return element("div", { className: "cell-lines" }, (props.data?.[props.shown] || []).map(line));
  };

  // Who is called and where; data.through tells whose number it is, or when to call.
  renderers.Caller = (props) => {
    const { name, href, phone, through } = props.data;
    return element(
      "div",
      { className: "caller" },
      element("a", { href, onClick: follow(href) }, name),
      phone && telephone(phone),
      through && element("small", null, through),
    );
  };

  // A sentence, and under it what to note: props.data.notes.
  renderers.Reasons = (props) =>
    element(
      "div",
      { className: "reasons" },
      props.value,
      (props.data.notes || []).map((note) => element("span", { key: note, className: "note" }, icon("exclamation-circle"), note)),
    );

  const toggle = (name, label, about, on, press, key) =>
    element(
      "button",
      {
        key: name,
        type: "button",
        className: "btn btn-sm btn-quiet toggle",
        title: label,
        "aria-label": label + ": " + about,
        "aria-pressed": String(on),
        "data-key": key,
        "aria-keyshortcuts": key,
        onClick: press,
      },
      icon(name),
    );

  // Draws a cell again when its row is chosen or left; tells how to do that.
  const useRedraw = ({ node }) => {
    const [, redraw] = window.React.useState(0);
    window.React.useEffect(() => {
      const again = () => redraw((count) => count + 1);
      node.addEventListener("rowSelected", again);
      return () => node.removeEventListener("rowSelected", again);
    }, [node]);
    return () => redraw((count) => count + 1);
  };

  // Caller, with a row that can be laid beside others or kept on top. params.compare, params.pin: their words.
  renderers.Candidate = (props) => {
    const redraw = useRedraw(props);
    const { name } = props.data;
    const compare = () => props.node.setSelected(!props.node.isSelected());
    const pin = () => {
      window.kohtaanto.togglePin(props.api, props.data.id);
      redraw();
    };
    return element(
      "div",
      null,
      renderers.Caller(props),
      element(
        "div",
        { className: "toggles" },
        toggle("file-text", props.compare, name, props.node.isSelected(), compare, "Enter"),
        toggle("pin-angle", props.pin, name, window.kohtaanto.isPinned(props.data.id), pin, "p"),
      ),
    );
  };

  renderers.Telephone = (props) => (props.value ? telephone(props.value) : null);

  // value: the names of the actions open for this row; params.actions: [{ name, label, icon, kind }];
  // params.store: the Store that is told; params.about: the row's field that tells buttons of different rows apart.
  renderers.Actions = (props) => {
    const open = props.value || [];
    const act = (name) => (event) => {
      event.stopPropagation();
      const data = { action: name, id: props.data.id, nonce: Date.now() + Math.random() };
      window.dash_clientside.set_props(props.store, { data });
    };
    const button = (action) =>
      element(
        "button",
        {
          key: action.name,
          type: "button",
          className: "btn btn-sm btn-" + action.kind,
          onClick: act(action.name),
          "aria-label": props.about ? action.label + ": " + props.data[props.about] : undefined,
          "aria-keyshortcuts": action.key || undefined,
          "data-key": action.key || undefined,
        },
        action.icon && icon(action.icon),
        action.label,
      );
    return element("div", { className: "cell-actions" }, props.actions.filter((action) => open.includes(action.name)).map(button));
  };

  const Choice = (props) => {
    useRedraw(props);
    const [on, turn] = [props.node.isSelected(), () => props.node.setSelected(!props.node.isSelected())];
    const box = element("input", { type: "checkbox", className: "form-check-input", checked: on, onChange: turn });
    return element("label", { className: "choice" }, box, props.choose);
  };

  // A whole row of a narrow screen: its shown columns under each other, as high as they come to be. params.choose: the word
  // of the box by which the row is chosen.
  const part = (props) => (column) => {
    const { cellRenderer, cellRendererParams, cellClass, field, headerName } = column.getColDef();
    const value = props.data[field];
    const text = () => props.api.getCellValue({ rowNode: props.node, colKey: column, useFormatter: true });
    const content = cellRenderer ? element(renderers[cellRenderer], { ...props, ...cellRendererParams, value }) : text();
    if (content === "" || content === null) return null;
    return element("div", { key: field, className: cellClass }, element("small", null, headerName), content);
  };
  renderers.Stacked = (props) => {
    const place = window.React.useRef(null);
    window.React.useLayoutEffect(() => {
      const sized = new ResizeObserver(([{ target }]) => {
        const height = target.offsetHeight; // none once the row has scrolled away
        if (!height || height === props.node.rowHeight) return;
        props.node.setRowHeight(height);
        props.api.onRowHeightChanged();
      });
      sized.observe(place.current);
      return () => sized.disconnect();
    }, [props.node, props.api]);
    const columns = props.api.getAllDisplayedColumns().filter((column) => column.getColDef().field);
    const choice = props.choose && props.node.selectable && element(Choice, props);
    return element("div", { ref: place, className: "stacked", role: "gridcell" }, columns.map(part(props)), choice);
  };

  // value: [{ label, points }] of at most 100 altogether; the label reads the parts aloud.
  renderers.Score = (props) => {
    const parts = props.value || [];
    const total = parts.reduce((sum, part) => sum + part.points, 0);
    const spoken = parts.map((part) => part.label + " " + part.points).join(", ");
    const bars = parts.map((part) => element("i", { key: part.label, style: { width: part.points + "%" } }));
    return element(
      "div",
      { className: "score", role: "img", "aria-label": total + ": " + spoken, title: spoken },
      element("b", null, total),
      element("span", { className: "bar" }, bars),
    );
  };
})();
