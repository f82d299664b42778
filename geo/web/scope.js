// Starts the page: reads the payload, joins map, panel and legend, and answers whoever embeds it.
"use strict";
(function (scope) {
  const { el } = scope;
  const { svg, addPatterns, fillOf, markOf, arrowStyle, outline } = scope.drawing;

  let payload = null;
  let state = null;
  let view = null;
  let panel = null;

  // ---- legend ----

  function swatch(entry) {
    const { style } = payload;
    const root = svg("svg", { width: 30, height: 20, "aria-hidden": "true" });
    if (entry.group === "area") {
      addPatterns(root, { [entry.key]: style.areas[entry.key] }, "legend-");
      root.append(svg("rect", {
        x: 1, y: 2, width: 28, height: 16, stroke: style.border,
        fill: fillOf(entry.key, style.areas[entry.key], "legend-"),
      }));
    } else if (entry.group === "ring") {
      const mark = markOf("runway", style.rings[entry.key], style.ink);
      mark.setAttribute("transform", "translate(15 10) scale(0.62)");
      root.append(mark);
    } else if (entry.group === "operator") {
      root.append(svg("circle", { cx: 15, cy: 10, r: 7, fill: style.operators[entry.key] || style.other_operator }));
    } else {
      const points = [L.point(2, 10), L.point(9, 10), L.point(28, 10)];
      const ring = outline(points, { tail: 3, neck: 6, head: 15, headLength: 11 });
      const look = arrowStyle(entry.key, style.ink);
      root.append(svg("polygon", {
        points: ring.map((p) => `${p.x},${p.y}`).join(" "), fill: look.fillColor,
        stroke: look.color, "stroke-width": look.weight * 0.8, "stroke-dasharray": look.dashArray ? "3 2" : null,
      }));
    }
    return root;
  }

  function legend() {
    return el("section", { class: "legend", "aria-label": payload.words.legend },
      el("ul", {}, ...payload.legend.map((entry) => el("li", {}, swatch(entry), entry.words))),
      // Embedded, the host has switches of its own.
      window.parent === window ? layerSwitches() : "");
  }

  function layerSwitches() {
    const box = el("fieldset", { class: "layers" }, el("legend", { class: "more" }, payload.words.layers));
    for (const [name, words] of Object.entries(payload.words.layer_names)) {
      const input = el("input", { type: "checkbox", checked: state.filters.layers[name], "data-layer": name });
      input.addEventListener("change", () => set({ filters: { layers: { [name]: input.checked } } }));
      box.append(el("label", {}, input, words));
    }
    return box;
  }

  // ---- fact table: the same content as the map, for those who do not see one ----

  function factTable() {
    const { words } = payload;
    const head = [words.fact, words.state, words.since, words.confidence, words.supported];
    const body = payload.rows.map((row) => el("tr", {},
      el("td", {}, el("button", { type: "button", class: "link", onclick: () => select(row.fact), "data-fact": row.fact }, row.title)),
      el("td", {}, [row.state, row.count, row.due].filter(Boolean).join(", ")),
      el("td", {}, row.since || words.unstated), el("td", {}, row.confidence),
      el("td", {}, row.last_supported || words.unstated)));
    return el("details", {},
      el("summary", {}, `${words.table} (${payload.rows.length})`),
      el("div", { class: "wide" }, el("table", { class: "facts" }, el("caption", {}, words.table_note),
        el("thead", {}, el("tr", {}, ...head.map((name) => el("th", { scope: "col" }, name)))),
        el("tbody", {}, ...body))));
  }

  // ---- state ----

  function announce(kind) {
    if (window.parent !== window) {
      window.parent.postMessage({ sahelscope: kind, state: current() }, "*");
    }
  }

  // On a phone the panel lies below the map and the legend.
  const stacked = window.matchMedia("(max-width: 860px)");
  let cameFrom = null;

  function select(fact) {
    const known = fact && panel.rows.has(fact) ? fact : null;
    if (known && !state.selected) cameFrom = placeOf(document.activeElement);
    state.selected = known;
    view.choose(known);
    if (known) {
      panel.showFact(known);
      if (stacked.matches) panel.root.scrollIntoView({ block: "start" });
    } else {
      showSummary();
      goBack();
    }
    announce("selected");
  }

  /** Where the keyboard was, in words that survive a redrawn panel. */
  function placeOf(element) {
    const fact = element && element.dataset ? element.dataset.fact : null;
    return fact ? { fact, inPanel: panel.root.contains(element) } : null;
  }

  function goBack() {
    if (!cameFrom) return;
    const root = cameFrom.inPanel ? panel.root : document;
    const found = [...root.querySelectorAll("[data-fact]")].find((e) => e.dataset.fact === cameFrom.fact);
    if (found) {
      if (found.closest("details")) found.closest("details").open = true;
      found.focus();
    }
    cameFrom = null;
  }

  function showSummary() {
    panel.showSummary();
    panel.root.append(factTable());
  }

  function current() {
    const shown = state.filters.layers;
    const drawn = [
      ...(shown.bases ? payload.marks : []), ...(shown.arrows ? payload.arrows : []),
    ].map((part) => part.fact);
    const members = shown.areas ? payload.areas.flatMap((area) => area.facts) : [];
    return { ...state, filters: { layers: { ...shown } }, visible: [...drawn, ...members, ...payload.unplaced].sort() };
  }

  function set(wanted) {
    if (wanted.filters && wanted.filters.layers) {
      Object.assign(state.filters.layers, wanted.filters.layers);
      view.show(state.filters.layers);
      view.choose(state.selected);
      for (const input of document.querySelectorAll("[data-layer]")) {
        input.checked = state.filters.layers[input.dataset.layer];
      }
    }
    if ("selected" in wanted) select(wanted.selected);
    return current();
  }

  function listen() {
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || !event.data || !event.data.sahelscope_set) return;
      set(event.data.sahelscope_set);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && state.selected) select(null);
    });
  }

  /** Show the whole Sahel, again whenever the frame changes, until the reader moves the map. */
  function fitUntilMoved(map) {
    const corners = payload.extent.map(([lon, lat]) => [lat, lon]);
    let moved = false;
    const fit = () => {
      map.stop(); // an animation under way would carry the new view off
      map.invalidateSize(false);
      if (!moved) map.fitBounds(corners, { animate: false });
    };
    for (const kind of ["mousedown", "touchstart", "wheel", "keydown"]) {
      map.getContainer().addEventListener(kind, () => { moved = true; }, { passive: true });
    }
    new ResizeObserver(fit).observe(map.getContainer());
    fit();
  }

  /** Join everything to a Leaflet map made by the page. */
  function start(map) {
    payload = JSON.parse(document.getElementById("sahelscope-payload").textContent);
    state = {
      as_of: payload.as_of, known_on: payload.known_on, evidence: payload.evidence,
      filters: { layers: { ...payload.layers } }, selected: null,
    };
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(payload.words.credit);
    panel = new scope.Panel(document.getElementById("panel"), payload, select);
    document.querySelector("footer").prepend(legend());
    fitUntilMoved(map);
    view = new scope.ScopeMap(map, payload, select);
    view.show(state.filters.layers);
    showSummary();
    listen();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      document.documentElement.dataset.ready = "true";
      announce("ready");
    }));
  }

  Object.assign(scope, { start, state: current, set });
})(window.sahelscope = window.sahelscope || {});
