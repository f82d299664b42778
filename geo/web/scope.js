// Starts the page: reads the payload, joins map, panel and timeline, keeps them at one state, and
// answers whoever embeds it (docs/page-api.md).
"use strict";
(function (scope) {
  const { el, keeping, pressing, tell, icon, copyFrom, CHAIN, TICK, plain, dayOf, LISTS, TABS, THEMES, addressOf, placeIn, readAddress, unreadWords } = scope;
  const html = document.documentElement;
  const part = (selector) => document.querySelector(selector);
  const TODAY = Number.MAX_SAFE_INTEGER; // known by then: everything
  const SETTLE_MS = 200;

  const embedded = window.parent !== window;
  let store, state, view, panel, filters, legend, timeline, overview, map, outlook, opening;
  let shownRows = [];
  let shownSpans = [];
  let hosted = false; // the host has said once what to show
  let onPaper = false;
  let told = false; // by the host: then the reader is elsewhere, and the focus stays there

  // ---- the question ----

  function question() {
    const known = state.known_on === null ? TODAY : state.follows ? state.day : dayOf(state.known_on);
    return { day: state.day, known, evidence: state.evidence };
  }

  const knownOn = () => (state.known_on !== null && state.follows ? state.as_of : state.known_on);

  /** What an answer hangs on beside the day, to be compared. */
  const allButDay = () => JSON.stringify([knownOn(), state.evidence, { ...state.filters, layers: null }, state.language]);

  /** Take what is wanted into the state; what cannot be read is left as it is. */
  function take(wanted) {
    const before = allButDay();
    const day = store.askable(wanted.as_of);
    if (day !== null) Object.assign(state, { day, as_of: wanted.as_of });
    if (wanted.known_on === null) Object.assign(state, { known_on: null, follows: false });
    else if (wanted.known_on === "as_of") Object.assign(state, { known_on: state.as_of, follows: true });
    else if (store.askable(wanted.known_on) !== null) Object.assign(state, { known_on: wanted.known_on, follows: false });
    if (state.follows) state.known_on = state.as_of;
    if (wanted.evidence === "all" || wanted.evidence === "seeds") state.evidence = wanted.evidence;
    if (store.payload.languages.includes(wanted.language)) state.language = wanted.language;
    if (THEMES.includes(wanted.theme)) showTheme(wanted.theme);
    if (TABS.includes(wanted.tab)) state.tab = wanted.tab;
    takeFilters(wanted.filters);
    return allButDay() !== before;
  }

  const isText = (value) => typeof value === "string";
  /** What reading answers; nothing, where it throws, as what others hand over may. */
  function tried(read) {
    try { return read(); } catch { return undefined; }
  }

  /** Some parts of whatever it is, each read once. */
  const partsOf = (value, names) => Object.fromEntries(names.map((name) => [name, tried(() => value[name])]));

  function takeFilters(asked) {
    const wanted = partsOf(asked, ["layers", "text", ...LISTS]);
    const { layers } = state.filters;
    for (const [name, on] of Object.entries(partsOf(wanted.layers, Object.keys(layers)))) if (typeof on === "boolean") layers[name] = on;
    for (const name of LISTS) {
      const list = tried(() => Array.isArray(wanted[name]) && [...wanted[name]]);
      if (list) state.filters[name] = [...new Set(list.filter((one) => one && isText(one)))].sort();
    }
    if (isText(wanted.text)) state.filters.text = wanted.text;
  }

  // ---- showing ----

  function show(everything) {
    if (store.language === state.language) view.names.look();
    else changeLanguage();
    const picture = pictureNow(everything);
    showAround(picture);
    showMap(picture);
    fillPanel(everything, true);
  }

  /** The answer to the question, and what is drawn of it: what a layer that is off would show is not. */
  function pictureNow(everything) {
    const asked = question();
    const answer = store.answer(asked);
    shownRows = answer.rows.filter((row) => filters.passes(row.span, state.filters, asked));
    if (everything || state.follows) {
      const all = store.changes(asked);
      shownSpans = passing(all);
      timeline.showChanges(all, shownSpans);
    }
    const of = (layer) => (state.filters.layers[layer] ? shownRows : []);
    return { answer, marks: store.marksIn(of("bases")), arrows: store.arrowsIn(of("arrows")), areas: store.areasIn(of("areas")) };
  }

  /** Of spans of all days those that pass, by all that is told of each before it ends. */
  const passing = (spans) => spans.filter((span) => filters.passes(span, state.filters, { ...question(), day: span.end - 1 }));

  /** What stands around the map comes first, for it decides how much room the map has. */
  function showAround({ answer, areas, marks, arrows }) {
    legend.show({ areas, marks, arrows }); // before anything else changes: it asks how high it stands
    showHeader(answer);
    timeline.show();
  }

  function showMap({ answer, areas, marks, arrows }) {
    panel.take(answer, shownRows);
    if (state.chosen && !isKnown(state.chosen)) state.chosen = null;
    view.names.pane.hidden = !state.filters.layers.labels;
    view.show({ marks, arrows, areas }, state.chosen);
  }

  /** Whether a fact is told of at all, on whichever day. */
  const isKnown = (id) => store.byId.has(id) && store.byId.get(id).spans.some((span) => store.isKnown(span, question()));

  function showHeader(answer) {
    const lines = store.captionOf(answer, shownRows, knownOn());
    const [first, second, third] = document.querySelectorAll("header .caption p");
    first.textContent = lines[0];
    third.textContent = lines[2];
    const { words } = store;
    const hidden = answer.rows.length - shownRows.length;
    const off = ["areas", "bases", "arrows"].filter((name) => !state.filters.layers[name]).map((name) => words.layer_names[name]);
    second.textContent = [
      lines[1], hidden && store.counted(hidden, "hidden"), onPaper && filters.told(state.filters), off.length && words.layers_off.replace("{names}", off.join(", ")),
    ].filter(Boolean).join(" · ");
    part("button.filters").classList.toggle("on", filters.isOn(state.filters));
  }

  // ---- light and dark ----

  const night = window.matchMedia("(prefers-color-scheme: dark)");
  html.toggleAttribute("data-dark", night.matches); // before the first picture, which an address may want otherwise
  const isDark = () => state.theme === "dark" || (state.theme === "auto" && night.matches);

  /** Every colour is a variable of the style sheet but those of the timeline, which is drawn anew. */
  function showTheme(theme) {
    state.theme = theme;
    html.toggleAttribute("data-dark", isDark());
    if (timeline) timeline.draw();
    if (view) view.names.anew();
    const button = part(".theme");
    if (button) button.setAttribute("aria-pressed", String(isDark()));
  }

  function changeLanguage() {
    store.language = state.language;
    html.lang = state.language;
    timeline.build();
    buildFrame();
    view.names.controls = null; // asked where they stand when all around them is built
  }

  function fillPanel(everything, keep) {
    const { root } = panel;
    // Kept by being left alone: to ask where it stands would lay out the page once more a step.
    if (!keep) root.scrollTop = 0;
    if (state.choosing) fillFilter();
    else if (state.chosen) {
      if (panel.open === "article" && keep) panel.headArticle();
      else if (panel.rows.has(state.chosen)) panel.showFact(state.chosen);
      else panel.showAbsent(store.byId.get(state.chosen));
    } else {
      const same = panel.open === state.tab && keep;
      if (same && !everything && state.tab === "facts") panel.refill(tabs(), ...tabContent());
      else if (!same || everything) panel.fill(tabs(), ...tabContent());
      else if (state.tab === "overview") fillOverview();
      if (state.tab === "changes") overview.turnTo(panel.root, state.day);
      panel.open = state.tab;
    }
  }

  function fillOverview() {
    const [old, matrix] = [part("#panel .matrix"), overview.matrix(shownRows)];
    if (!old !== !matrix || overview.scale !== timeline.scale) panel.fill(tabs(), ...tabContent());
    else {
      overview.move(state.day);
      if (old) keeping(panel.root, () => old.parentElement.replaceWith(matrix));
    }
  }

  function tabs() {
    const { words } = store;
    const tab = (name) => el("button", {
      role: "tab", id: `tab-${name}`, "aria-selected": String(state.tab === name), class: "tab",
      tabindex: state.tab === name ? "0" : "-1", onclick: () => { set({ tab: name }); part(`#tab-${name}`).focus(); },
    }, words[`${name}_tab`]);
    const onkeydown = ({ key }) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!way) return;
      const next = TABS[(TABS.indexOf(state.tab) + way + TABS.length) % TABS.length];
      set({ tab: next });
      part(`#tab-${next}`).focus();
    };
    return el("div", { role: "tablist", class: "tabs", "aria-label": words.panel, onkeydown }, ...TABS.map(tab));
  }

  function tabContent() {
    const asked = question();
    if (state.tab === "overview") {
      const known = store.spans.filter((span) => store.isKnown(span, asked));
      const spans = passing(known);
      return hides(known, spans) ? nothingPasses() : overview.show(panel.answer, shownRows, spans);
    }
    if (state.tab === "changes") {
      return hides(store.changes(asked), shownSpans) ? nothingPasses() : overview.changes(shownSpans);
    }
    return hides(panel.answer.rows, shownRows) ? nothingPasses() : [...panel.summary(), panel.factTable()];
  }

  const hides = (all, passing) => all.length > 0 && passing.length === 0;

  /** Filtered out is not unknown, and the way back is at hand; of a slip of the keyboard the way on, too. */
  function nothingPasses() {
    const { words } = store;
    const way = (asked, ...told) => el("button", {
      class: "back", onclick: () => {
        set({ filters: asked });
        part(`#tab-${state.tab}`).focus();
      },
    }, ...told);
    const near = filters.nearest(state.filters.text);
    const slip = near !== filters.asked.join(" ") && way({ text: near }, words.search, words.colon, near);
    return [el("p", {}, words.nothing_passes), slip, way(scope.noFilters(), words.clear)];
  }

  // ---- what stands around the map ----

  function layerSwitches() {
    const { words } = store;
    const box = el("div", { class: "layers", role: "group", "aria-labelledby": "layers" }, el("span", { id: "layers" }, words.layers));
    for (const [name, told] of Object.entries(words.layer_names)) {
      const onchange = () => set({ filters: { layers: { [name]: input.checked } } });
      const input = el("input", { type: "checkbox", "data-layer": name, onchange });
      input.checked = state.filters.layers[name];
      box.append(el("label", {}, input, told));
    }
    return box;
  }

  /** Heading, controls and notes in the language shown. */
  function buildFrame() {
    const { words } = store;
    part("h1").textContent = words.title;
    panel.root.setAttribute("aria-label", words.panel);
    map.getContainer().setAttribute("aria-label", words.title);
    part("footer .note").textContent = `${words.disclaimer} ${words.arrow_note} ${words.positions}`;
    map.attributionControl.setPrefix(false);
    for (const credit of Object.keys(map.attributionControl._attributions)) map.attributionControl.removeAttribution(credit);
    map.attributionControl.addAttribution(words.credit);
    if (view) {
      view.creditRegions();
      view.scale._update();
    }
    ["in", "out"].forEach((way, i) => {
      const button = part(`.leaflet-control-zoom-${way}`);
      button.title = words.zoom[i];
      button.onkeydown = pressing(() => button.click()); // it is a link, which the space bar does not press
      button.setAttribute("aria-label", words.zoom[i]);
    });
    legend.build();
    const old = part("footer .layers");
    if (old) old.remove();
    part("footer").append(layerSwitches());
    part(".tools").replaceChildren(...tools());
  }

  function tools() {
    const { words } = store;
    const oninput = () => set({ filters: { text: search.value } });
    const search = el("input", { type: "search", placeholder: words.search, "aria-label": words.search, class: "search", value: state.filters.text, oninput });
    const choice = el("button", {
      class: "filters", "aria-expanded": String(state.choosing), "aria-controls": "panel", onclick: () => choose(!state.choosing),
    }, words.filters);
    const evidence = el("select", { "aria-label": words.evidence_filter, class: "evidence", onchange: () => set({ evidence: evidence.value }) },
      ...["all", "seeds"].map((name) => el("option", { value: name }, words.evidence[name])));
    evidence.value = state.evidence;
    const { languages } = store.payload;
    const language = languages.length > 1 ? el("div", { class: "languages", role: "group", "aria-label": words.language },
      ...languages.map((one) => el("button", {
        lang: one, "aria-pressed": String(one === state.language), onclick: () => speak(one),
      }, one.toUpperCase()))) : "";
    const theme = embedded ? "" : el("button", { // the host has a switch of its own, for all of its pages
      class: "theme", title: words.dark, "aria-pressed": String(isDark()),
      onclick: () => set({ theme: isDark() ? "light" : "dark" }),
    }, icon("M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5z"));
    const link = embedded ? "" : el("button", { class: "link-button", title: words.link, onclick: copyLink }, icon(CHAIN, true));
    const skip = el("button", { class: "skip", onclick: () => timeline.track.focus() }, words.skip);
    return [skip, search, choice, evidence, language, theme, link];
  }

  // ---- the filter, where the facts stand: the map is seen while it changes ----

  function choose(on) {
    state.choosing = on;
    const button = part("button.filters");
    button.setAttribute("aria-expanded", String(on));
    fillPanel(true, false);
    if (!on) { button.focus(); return; }
    panel.focusHeading();
    bringUpPanel();
  }

  function fillFilter() {
    const asked = `filter ${question().known} ${state.evidence} ${state.language}`;
    const boxes = panel.root.querySelectorAll("[data-filter]");
    if (panel.open === asked && boxes.length) { // left standing, for the keyboard is in it
      for (const box of boxes) box.checked = state.filters[box.dataset.filter].includes(box.value);
      return;
    }
    panel.open = asked;
    const known = store.spans.filter((span) => store.isKnown(span, question()));
    const { words } = store;
    const choices = el("div", { class: "choices", onkeydown: toLetter }, ...filters.form(known, () => state.filters, set));
    panel.fill(
      el("button", { class: "back", onclick: () => choose(false) }, words.back),
      panel.heading(words.filters),
      choices,
    );
  }

  /** A letter goes to the next choice that begins with it, round and round, as in the system's own lists. */
  function toLetter({ key, target, currentTarget, ctrlKey, metaKey, altKey }) {
    if (key.length > 1 || key === " " || ctrlKey || metaKey || altKey) return;
    const boxes = [...currentTarget.querySelectorAll("input")];
    const after = boxes.indexOf(target) + 1;
    const next = [...boxes.slice(after), ...boxes.slice(0, after)].find((box) => plain(box.parentElement.textContent).startsWith(plain(key)));
    if (next) next.focus();
  }

  function copyLink(event) {
    const button = event.currentTarget;
    writeHash();
    copyFrom(button, window.location.href, (done) => {
      const { copied, link } = store.words;
      button.replaceChildren(icon(done ? TICK : CHAIN, true));
      button.title = done ? copied : link;
      tell(done ? copied : "");
    });
  }

  /** The controls are made anew in the other language; the keyboard stays on its button. */
  function speak(language) {
    set({ language });
    part(`.languages [lang="${language}"]`).focus();
  }

  /** Controls that others may have changed show the state. */
  function syncControls() {
    for (const input of document.querySelectorAll("[data-layer]")) input.checked = state.filters.layers[input.dataset.layer];
    const search = part(".search");
    if (search.value !== state.filters.text) search.value = state.filters.text;
    part("select.evidence").value = state.evidence;
  }

  // ---- selection ----

  /** On a phone, or in a window higher than wide, the panel lies below the map: it takes half of the window if the other half shows the map. */
  function bringUpPanel() {
    const { root } = panel;
    if (root.offsetLeft) return;
    const half = window.innerHeight / 2;
    const between = root.getBoundingClientRect().top - map.getContainer().getBoundingClientRect().bottom;
    root.style.scrollMarginTop = between < half / 2 ? `${half}px` : "";
    root.scrollIntoView({ block: "start" });
  }

  let cameFrom = null;

  /** Have a fact chosen, or none; the filter makes room for it. */
  function hold(fact) {
    Object.assign(state, { chosen: fact, choosing: false });
    part("button.filters").setAttribute("aria-expanded", "false");
    view.choose(fact);
  }

  function select(fact) {
    const known = fact && isKnown(fact) ? fact : null;
    if (known && !state.chosen) cameFrom = placeOf(document.activeElement);
    hold(known);
    outlook.stands = null;
    if (known) view.reveal(known);
    panel.open = null;
    fillPanel(true, false);
    if (known) {
      if (!told) panel.focusHeading();
      bringUpPanel();
    } else goBack();
    announce("selected");
    writeLater();
  }

  /** Where the keyboard was, in words that survive a redrawn panel. */
  function placeOf(element) {
    const fact = element && element.dataset ? element.dataset.fact : null;
    return fact ? { fact, inPanel: panel.root.contains(element) } : null;
  }

  function goBack() {
    if (!cameFrom) return; // a link had opened the fact
    const root = cameFrom.inPanel ? panel.root : document;
    const found = [...root.querySelectorAll("[data-fact]")].find((e) => e.dataset.fact === cameFrom.fact);
    if (found) {
      if (found.closest("details")) found.closest("details").open = true;
      found.focus();
    }
    cameFrom = null;
  }

  /** From an article to the claim it was opened from, from a fact to the picture. */
  function stepBack() {
    if (panel.open !== "article") { select(null); return; }
    fillPanel(true, false);
    (document.getElementById(`claim-${panel.article[2].id}`) || part("#panel h3")).focus();
  }

  // ---- state, for tests and embedders ----

  function current() {
    const { marks, arrows, areas } = view.picture;
    const tray = shownRows.filter(({ drawn }) => drawn === "tray");
    const visible = [...marks, ...arrows, ...tray].map(({ fact }) => fact).concat(...areas.map(({ facts }) => facts)).sort();
    const lists = Object.fromEntries(LISTS.map((name) => [name, [...state.filters[name]]]));
    return {
      as_of: state.as_of, known_on: knownOn(), evidence: state.evidence,
      filters: { layers: { ...state.filters.layers }, ...lists, text: state.filters.text },
      selected: state.chosen, visible,
    };
  }

  function set(asked) {
    const wanted = partsOf(asked, ["as_of", "known_on", "evidence", "filters", "selected", "language", "tab", "theme", "at"]);
    const tab = state.tab;
    const everything = take(wanted);
    if (wanted.as_of || wanted.known_on !== undefined || wanted.evidence || wanted.filters || wanted.language) {
      show(everything);
      syncControls();
      if (wanted.filters) tell(part("header .caption p + p").textContent);
    } else if (state.tab !== tab) {
      hold(null);
      fillPanel(true, false);
    }
    tellUnread([]); // in the language that is shown by now
    if (wanted.selected === null || isText(wanted.selected)) select(wanted.selected);
    if (wanted.at === null) outlook.goHome(); // after: what is selected may have been brought into sight
    else if (isText(wanted.at) && placeIn(wanted.at)) outlook.moveTo(placeIn(wanted.at), view.land.bounds);
    announceLater();
    writeLater();
    return current();
  }

  let announcing = null;

  function announce(kind) {
    if (embedded) window.parent.postMessage({ sahelscope: kind, state: current(), follows: state.follows, language: state.language, tab: state.tab, at: outlook.words }, "*");
  }

  /** Once it has settled: a host need not follow every step of a drag. */
  function announceLater() {
    clearTimeout(announcing);
    if (embedded) announcing = setTimeout(() => announce("state"), SETTLE_MS);
  }

  // ---- the address ----

  let writing = null;
  let written = "";

  function writeLater() {
    clearTimeout(writing);
    if (!embedded) writing = setTimeout(writeHash, SETTLE_MS);
  }

  /** Not with every step: the browser carries it to its window each time. */
  const showTitle = () => { document.title = `Sahelscope, ${store.dayWords(state.day)}`; };

  function writeHash() {
    showTitle();
    written = `#${addressOf(state, opening.language, outlook.words)}`;
    if (!embedded && window.location.hash !== written) window.history.replaceState(null, "", written);
  }

  const readHash = (hash) => readAddress(hash.slice(1), store, Object.keys(state.filters.layers), opening);

  function goTo(wanted) {
    set({ ...wanted, selected: undefined });
    arrive(wanted);
  }

  /** What an address asks for beyond the picture: where the map is, and what is open. */
  function arrive({ at, selected, unread }) {
    if (selected !== undefined) select(selected);
    if (at) outlook.moveTo(at, view.land.bounds); // after: what is selected may lie outside of what is to be seen
    tellUnread(unread || []);
  }

  function tellUnread(unread) {
    const line = part("header .unread");
    line.replaceChildren(...unreadWords(unread, filters.unknown(state.filters), store));
    line.hidden = !line.textContent;
  }

  // ---- listening ----

  function listen() {
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || !event.data || !event.data.sahelscope_set) return;
      if (!hosted) legend.shown = ""; // the view the host opens on, and not a step: no room is kept of the one before
      hosted = true;
      told = true;
      const asked = event.data.sahelscope_set;
      if (tried(() => "as_of" in asked)) timeline.pause(); // who asks for a day, or is about to, has it stand still
      set(asked);
      told = false;
    });
    window.addEventListener("hashchange", ({ newURL }) => {
      const { hash } = new URL(newURL); // a step that is written just then stands in the location already
      if (hash === written) return;
      written = hash; // who goes back at once, before it is written anew, is followed too
      goTo(readHash(hash) || {});
    });
    document.addEventListener("keydown", onKey);
    night.addEventListener("change", () => showTheme(state.theme));
    map.on("moveend", () => {
      if (!outlook.moved || outlook.comeBack(view.land.bounds)) return;
      writeLater();
      announceLater();
    });
    window.matchMedia("print").addEventListener("change", ({ matches }) => turnToPaper(matches));
    window.addEventListener("beforeprint", () => turnToPaper(true));
    window.addEventListener("afterprint", () => turnToPaper(false));
  }

  function onKey(event) {
    if (event.key === "Escape" && event.target.type !== "search") { // the browser clears that
      if (state.choosing) choose(false);
      else if (state.chosen) stepBack();
    }
    const isChord = event.ctrlKey || event.metaKey;
    // A letter alone does nothing elsewhere: who speaks to the computer, or slips, would be carried off.
    const isFree = !isChord && !event.altKey && (event.target === document.body || panel.root.contains(event.target));
    if (event.key === "/" && (isChord || isFree)) { event.preventDefault(); part(".search").focus(); }
    if (!isFree) return;
    if (event.key === "n") panel.step(1);
    else if (event.key === "p") panel.step(-1);
  }

  /** A page is laid out for paper without asking the map, so the map is drawn for paper before that. */
  function turnToPaper(on) {
    onPaper = on;
    showHeader(panel.answer);
    showTitle();
    // A frame is as high on paper as on the screen: what has no room there would be cut in the middle.
    if (on && !embedded) part(".printed").replaceChildren(...scope.printed(panel, shownRows));
    html.classList.toggle("on-paper", on);
    outlook.fit();
  }

  /** Once what stands on the page now is painted: a message sent while a frame is made comes after it. */
  const painted = () => new Promise((done) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
  });

  /** Join everything to a Leaflet map made by the page. */
  async function start(leafletMap) {
    map = leafletMap;
    store = new scope.Store(await scope.unpacked(part("#sahelscope-payload").textContent));
    scope.payload = store.payload;
    opening = JSON.parse(part("#sahelscope-view").textContent);
    store.language = opening.language;
    const { layers, filters: wanted, selected, at, ...asked } = opening;
    state = {
      tab: TABS[0], ...asked, day: dayOf(asked.as_of), follows: false, chosen: null, choosing: false, theme: "auto",
      filters: { layers: { ...layers }, ...scope.noFilters(), ...wanted },
    };
    take({ known_on: asked.known_on });
    const linked = embedded ? null : readHash(window.location.hash);
    if (linked) take(linked);
    showTheme(state.theme);
    store.language = state.language;
    html.lang = state.language;
    const page = {
      select, stepBack, set, colour: (...of) => view.colour(...of),
      get scale() { return timeline.scale; },
    };
    panel = new scope.Panel(part("#panel"), store, page);
    filters = new scope.Filters(store);
    overview = new scope.Overview(store, page);
    legend = new scope.Legend(part(".legend"), store);
    outlook = new scope.Outlook(map, store, () => { if (view && state.chosen) view.reveal(state.chosen, false); });
    timeline = new scope.Timeline(part(".timeline"), store, () => ({ ...state, known_on: knownOn() }), set);
    buildFrame();
    syncControls();
    const picture = pictureNow(true);
    showAround(picture);
    outlook.fitUntilMoved();
    view = new scope.ScopeMap(map, store, select);
    showMap(picture);
    if (linked) arrive(linked);
    else arrive({ selected, at: at && placeIn(at) });
    listen();
    Object.assign(scope, { state: current, set, language: () => state.language, theme: () => state.theme });
    painted().then(() => {
      if (!panel.open) fillPanel(true, true); // its lists need not keep the map waiting
      html.dataset.ready = "true";
      announce("ready");
    });
  }

  scope.start = start;
})(sahelscope);
