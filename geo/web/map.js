// The picture on the Leaflet map: shown anew for every answer, and only what differs is drawn.
"use strict";
(function (scope) {
  const { markIcon, crowdIcon, outline, arrowStyle, casingStyle, isHollow, ARROW } = scope.drawing;
  const { place, beside, around, over, boxAt, apartBy, isNearest } = scope.labels;
  const MOVING = ["out", "in", "coming", "gone"];
  const SMALL = 520; // a map narrower than this, in pixels, has small marks
  const SPACE = 4; // pixels between two words of a label
  const MOST_LABELS = 160; // more names than that no screen has room for
  const FOLD = 0.62; // how wide two lines of a name are, of one: words differ in length
  const REACHES = [3, 8, 14, 20]; // pixels from a mark to its name, the nearest first

  const toLatLng = ([lon, lat]) => L.latLng(lat, lon); // the one place that flips lon, lat

  /** Least distance in pixels between a box and a line of points; 0 where they meet. */
  function distanceTo(points, corner, size) {
    let least = Infinity;
    for (const p of points) {
      const dx = Math.max(corner.x - p.x, 0, p.x - corner.x - size.x);
      const dy = Math.max(corner.y - p.y, 0, p.y - corner.y - size.y);
      least = Math.min(least, Math.hypot(dx, dy));
    }
    return least;
  }

  /** A line of pixels with two more points between each two. */
  function densely(points) {
    const found = [points[0]];
    for (let i = 1; i < points.length; i += 1) {
      const step = points[i].subtract(points[i - 1]).divideBy(3);
      found.push(points[i - 1].add(step), points[i].subtract(step), points[i]);
    }
    return found;
  }

  class ScopeMap {
    constructor(map, store, select) {
      this.map = map;
      this.store = store;
      this.style = store.payload.style;
      this.select = select;
      this.marks = new Map();
      this.arrows = new Map();
      this.labels = new Map();
      this.picture = { areas: [], marks: [], arrows: [] };
      this.shown = { areas: true, bases: true, arrows: true, labels: true };
      this.chosen = null;
      this.scale = 1;
      this.pane("ties", 440);
      this.labelPane = this.pane("labels", 650);
      this.ties = L.layerGroup().addTo(map);
      this.arrowGroup = L.layerGroup().addTo(map);
      this.markGroup = L.layerGroup().addTo(map);
      this.crowds = L.layerGroup().addTo(map);
      this.land = new scope.Land(map, store, ({ area }) => { if (area && area.facts.length) select(area.facts[0]); });
      for (const { element } of this.land.countries.values()) this.listen(element);
      this.addReadouts();
      map.on("zoomend resize", () => {
        this.arrange();
        this.switchRegions(); // after: a crowd that comes apart has names
      });
      map.on("zoomend moveend resize", () => this.settle());
    }

    pane(name, zIndex) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = zIndex;
      pane.style.pointerEvents = "none";
      return pane;
    }

    colour(actor) { return this.style.operators[actor] || this.style.other_operator; }

    // ---- land ----

    switchRegions() {
      this.land.switchRegions();
      this.showLabels();
      this.creditRegions();
    }

    creditRegions() {
      const control = this.map.attributionControl;
      if (this.regionCredit) control.removeAttribution(this.regionCredit);
      this.regionCredit = this.land.regionCredit();
      if (this.regionCredit) control.addAttribution(this.regionCredit);
    }

    showAreas(areas) {
      for (const area of areas) {
        const entry = this.land.countries.get(area.country);
        entry.area = area;
        this.land.paint(entry, this.shown.areas ? area.key : "none");
        this.describe(entry.element, area.facts[0], area.rows.map((row) => this.labelOf(row)).join("; "));
      }
    }

    labelOf(row) { return `${this.store.say(row.reading.title)}${this.store.words.colon}${this.store.say(row.reading.state)}`; }

    // ---- what a keyboard and a screen reader meet ----

    /** Once for each element; what it opens is read from it, for that changes with the day. */
    listen(element) {
      element.addEventListener("keydown", (event) => {
        if ((event.key !== "Enter" && event.key !== " ") || !element.dataset.fact) return;
        event.preventDefault();
        this.select(element.dataset.fact);
      });
    }

    describe(element, fact, label) {
      if (!element || (element.dataset.fact === fact && element.getAttribute("aria-label") === label)) return;
      if (!fact) {
        for (const name of ["tabindex", "role", "aria-label", "data-fact"]) element.removeAttribute(name);
        element.classList.add("idle");
        return;
      }
      element.classList.remove("idle");
      element.setAttribute("tabindex", "0");
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", label);
      element.dataset.fact = fact;
    }

    // ---- arrows ----

    showArrows(arrows) {
      const wanted = new Map(arrows.map((arrow) => [`${arrow.fact} ${arrow.row.reading.b}`, arrow]));
      for (const [key, entry] of this.arrows) {
        if (wanted.has(key)) continue;
        for (const shape of entry.shapes) {
          shape.remove();
          this.arrowGroup.removeLayer(shape);
        }
        this.arrows.delete(key);
      }
      for (const [key, arrow] of wanted) {
        const entry = this.arrows.get(key) || this.addArrow(key, arrow);
        entry.arrow = arrow;
        this.styleArrow(entry);
        this.describe(entry.shape.getElement(), arrow.fact, this.labelOf(arrow.row));
      }
    }

    addArrow(key, arrow) {
      const shape = L.polygon([], { pane: "arrows", ...this.arrowLook(arrow) });
      const casing = isHollow(arrow.key) ? L.polygon([], { pane: "arrows", interactive: false, ...casingStyle(this.arrowLook(arrow)) }) : null;
      const entry = { arrow, shape, casing, shapes: casing ? [casing, shape] : [shape], latLngs: arrow.path.map(toLatLng), fresh: true };
      shape.on("click", () => this.select(entry.arrow.fact));
      shape.on("add", () => {
        this.listen(shape.getElement());
        this.describe(shape.getElement(), entry.arrow.fact, this.labelOf(entry.arrow.row));
      });
      this.arrows.set(key, entry);
      for (const one of entry.shapes) this.arrowGroup.addLayer(one);
      return entry;
    }

    styleArrow({ arrow, shape, casing }) {
      const look = this.arrowLook(arrow);
      shape.setStyle(look);
      if (casing) casing.setStyle({ ...casingStyle(look), opacity: look.opacity });
    }

    arrowLook(arrow) {
      const look = arrowStyle(arrow.key, this.colour(arrow.partner));
      const weight = arrow.fact === this.chosen ? look.weight + 1.6 : look.weight;
      return { dashArray: null, ...look, weight, opacity: arrow.stale ? this.style.stale_opacity : 1 };
    }

    /** Arrows are as wide in pixels at every zoom, so their outline is made anew. */
    shapeArrows(all) {
      for (const entry of this.arrows.values()) {
        if (!all && !entry.fresh) continue;
        entry.fresh = false;
        const points = entry.latLngs.map((p) => this.map.latLngToLayerPoint(p));
        const ring = outline(points, ARROW).map((p) => this.map.layerPointToLatLng(p));
        for (const shape of entry.shapes) shape.setLatLngs(ring);
      }
    }

    // ---- marks ----

    showMarks(marks) {
      const wanted = new Map(marks.map((mark) => [mark.fact, mark]));
      for (const [fact, entry] of this.marks) {
        if (wanted.has(fact)) continue;
        this.markGroup.removeLayer(entry.marker);
        this.marks.delete(fact);
      }
      for (const [fact, mark] of wanted) {
        const entry = this.marks.get(fact) || this.addMark(fact, mark);
        entry.mark = mark;
        this.drawMark(entry);
      }
    }

    addMark(fact, mark) {
      const marker = L.marker(toLatLng([mark.lon, mark.lat]), {
        icon: L.divIcon({ className: "site", iconSize: [32, 32], html: document.createElement("span") }),
        keyboard: false, riseOnHover: true,
      });
      const entry = { mark, marker, drawn: "", latLng: marker.getLatLng() };
      marker.on("click", () => this.select(fact));
      marker.on("add", () => {
        this.listen(marker.getElement());
        entry.drawn = "";
        this.drawMark(entry);
      });
      this.marks.set(fact, entry);
      return entry;
    }

    /** The icon is made anew only when it looks different. */
    drawMark(entry) {
      const { mark, marker } = entry;
      const element = marker.getElement();
      if (!element) return;
      const look = `${mark.glyph} ${mark.ring}`;
      if (entry.drawn !== look) {
        entry.drawn = look;
        element.replaceChildren(markIcon(mark.glyph, this.style.rings[mark.ring], this.colour(mark.actor)));
      }
      element.style.opacity = mark.stale ? this.style.stale_opacity : 1;
      element.classList.toggle("chosen", mark.fact === this.chosen);
      this.describe(element, mark.fact, this.labelOf(mark.row));
    }

    /** Give every mark its place at this zoom; see crowd.js. */
    arrange() {
      const { map } = this;
      const zoom = map.getZoom();
      const project = (mark) => map.project(toLatLng([mark.lon, mark.lat]), zoom);
      const scale = map.getSize().x < SMALL ? 0.75 : 1;
      if (scale !== this.scale) this.forgetLabels(); // measured in letters of another size
      this.scale = scale;
      map.getContainer().classList.toggle("small", this.scale < 1);
      const { placed, ties, crowds } = scope.crowd.arrange(this.shown.bases ? this.picture.marks : [], project, this.scale);
      const at = (point) => map.unproject(L.point(point.x, point.y), zoom);
      const there = new Set();
      this.spots = [];
      for (const { mark, first, group, x, y } of placed) {
        const entry = this.marks.get(mark.fact);
        there.add(entry);
        entry.spot = group[0].fact;
        entry.latLng = at({ x, y });
        entry.marker.setLatLng(entry.latLng);
        if (!this.markGroup.hasLayer(entry.marker)) this.markGroup.addLayer(entry.marker);
        if (first) this.spots.push(group);
      }
      for (const entry of this.marks.values()) if (!there.has(entry)) this.markGroup.removeLayer(entry.marker);
      this.drawTies(ties.map((tie) => [at(tie.from), at(tie.to)]));
      this.drawCrowds(crowds.map((crowd) => ({ ...crowd, latLng: at(crowd) })));
    }

    drawTies(lines) {
      this.ties.clearLayers();
      const look = { pane: "ties", interactive: false, color: this.style.ink };
      for (const line of lines) {
        this.ties.addLayer(L.polyline(line, { ...look, weight: 1 }));
        this.ties.addLayer(L.circleMarker(line[0], { ...look, weight: 1, radius: 2.5, fillColor: "var(--disc)", fillOpacity: 1 }));
      }
      if (this.shown.bases) for (const mark of this.picture.marks) this.drawPrecision(mark, look);
    }

    /** How far the true spot may lie from the mark, where that is more than the mark covers. */
    drawPrecision(mark, look) {
      const pixels = (mark.precision * 1000) / (156543 * Math.cos((mark.lat * Math.PI) / 180) / 2 ** this.map.getZoom());
      if (pixels < 20) return;
      this.ties.addLayer(L.circle(toLatLng([mark.lon, mark.lat]), {
        // In ink, which stands on a light and on a dark ground: it is the place that is vague, not an operator's part in it.
        ...look, className: "precision", radius: mark.precision * 1000, weight: 1.25, dashArray: "3 4", fillOpacity: 0.06, fillColor: this.style.ink,
      }));
    }

    drawCrowds(crowds) {
      this.crowds.clearLayers();
      for (const { marks, latLng } of crowds) {
        const marker = L.marker(latLng, {
          keyboard: false, icon: L.divIcon({ className: "crowd", iconSize: [40, 40], html: crowdIcon(marks.length, "var(--other)") }),
        });
        const open = () => {
          const bounds = L.latLngBounds(marks.map((mark) => toLatLng([mark.lon, mark.lat])));
          this.map.flyToBounds(bounds.pad(0.2), { maxZoom: this.map.getMaxZoom(), duration: 0.4 });
        };
        marker.on("click", open);
        this.crowds.addLayer(marker);
        const element = marker.getElement();
        const names = [...new Set(marks.map((mark) => mark.operator))].slice(0, 6).join(", ");
        element.setAttribute("role", "button");
        element.setAttribute("tabindex", "0");
        element.setAttribute("aria-label", `${this.store.words.crowd.replace("{n}", marks.length)}: ${names}`);
        element.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } });
      }
    }

    // ---- one answer ----

    show(picture, chosen) {
      this.picture = picture;
      this.chosen = chosen;
      this.showAreas(picture.areas);
      this.showArrows(this.shown.arrows ? picture.arrows : []);
      this.showMarks(picture.marks);
      this.arrange();
      this.showLabels();
      this.placeLabels();
      this.shapeArrows(false); // last: labels ask the page where things stand, and this changes it
    }

    switchLayers(layers) { this.shown = { ...this.shown, ...layers }; }

    choose(fact) {
      this.chosen = fact;
      for (const entry of this.marks.values()) this.drawMark(entry);
      for (const entry of this.arrows.values()) this.styleArrow(entry);
    }

    /** Bring a fact into sight when it is not: chosen in the panel, it may lie off the screen. */
    reveal(fact) {
      const mark = this.picture.marks.find((one) => one.fact === fact);
      const at = mark && toLatLng([mark.lon, mark.lat]);
      if (at && !this.map.getBounds().contains(at)) this.map.panTo(at, { animate: scope.moves() });
    }

    settle() {
      if (this.land.isClose) this.creditRegions();
      for (const label of this.labels.values()) label.fixed = null;
      this.placeLabels();
      this.shapeArrows(true);
    }

    // ---- labels ----

    /** The labels of the picture, most important first; kept from answer to answer by their words. */
    showLabels() {
      const { store } = this;
      const wanted = new Map();
      const want = (kind, title, below, colour, about) => {
        const key = `${kind}\n${title}\n${below === null ? "" : below}\n${colour || ""}\n${about.id}`;
        wanted.set(key, { kind, title, below, colour, ...about });
      };
      const arrows = () => {
        // Who moves is named before who has moved.
        const moving = [...this.arrows.values()].sort((a, b) => MOVING.indexOf(a.arrow.key) - MOVING.indexOf(b.arrow.key));
        for (const { arrow, latLngs } of moving) {
          want("arrow", arrow.title, arrow.subtitle, this.colour(arrow.partner), { id: arrow.fact, latLngs });
        }
      };
      if (this.shown.bases) {
        for (const group of this.spots.slice(0, MOST_LABELS)) {
          const [first] = group;
          const operators = [...new Set(group.map((mark) => mark.operator))].join(", ");
          want("mark", first.title, [first.near, operators].filter(Boolean).join("\n"), null, { id: first.fact });
        }
      }
      const areas = new Map(this.picture.areas.map((area) => [area.country, area.key]));
      const weight = ({ id, rank }) => {
        const key = areas.get(id) || "none";
        return (key.startsWith("aes") ? 100 : key === "none" ? 0 : 50) - rank;
      };
      let told = false;
      for (const country of [...store.land.countries].sort((a, b) => weight(b) - weight(a))) {
        const bloc = (areas.get(country.id) || "none").startsWith("aes") ? " bloc" : "";
        // The names of the bloc's countries first, then what changes, then everybody else.
        if (!bloc && !told) { arrows(); told = true; }
        want(`country${bloc}`, store.say(country.name), null, null, { id: country.id, country });
      }
      if (!told) arrows();
      for (const water of store.waters) {
        if (water.rank === 1) want("water", store.say(water.name), null, null, { id: `water ${water.rank} ${water.line}`, water });
      }
      if (this.land.isClose) {
        for (const { country, names } of store.regions) {
          for (const { name, at, reach } of names) want("region", store.say(name), null, null, { id: `region ${country}`, at, reach });
        }
      }
      this.keepLabels(wanted);
    }

    /** Letters, or what stands beside them, are of another size. */
    nameAnew() {
      this.forgetLabels();
      this.showLabels();
      this.placeLabels();
    }

    forgetLabels() {
      for (const { element } of this.labels.values()) element.remove();
      this.labels.clear();
    }

    keepLabels(wanted) {
      for (const [key, label] of this.labels) if (!wanted.has(key)) label.element.remove();
      const kept = new Map();
      const fresh = [];
      for (const [key, words] of wanted) {
        let label = this.labels.get(key);
        if (label) Object.assign(label, words);
        else {
          label = { ...words, element: this.labelElement(words) };
          fresh.push(label);
        }
        kept.set(key, label);
      }
      this.labels = kept;
      this.measure(fresh);
    }

    labelElement({ kind, title, below, colour }) {
      const element = document.createElement("div");
      element.className = `map-label ${kind}`;
      element.setAttribute("aria-hidden", "true"); // the marks and the table carry these words
      const first = document.createElement(below === null ? "span" : "b");
      if (colour) first.append(this.operatorDot(colour));
      first.append(title);
      element.append(first);
      if (below) {
        const second = document.createElement("span");
        second.textContent = below;
        element.append(second);
      }
      if (colour) element.style.color = colour;
      return element;
    }

    /** On a dark page words are light, and a dot beside them has the operator's colour. */
    operatorDot(colour) {
      const dot = document.createElement("i");
      dot.style.background = colour;
      return dot;
    }

    /** All at once, so that the page is laid out once and not for every label. */
    measure(labels) {
      this.labelPane.append(...labels.map((label) => label.element));
      for (const label of labels) {
        const { element, below } = label;
        label.sizes = [L.point(element.offsetWidth, element.offsetHeight)];
        if (below !== null) label.sizes.push(this.sizeOfName(element.firstChild));
      }
      this.measureFolded(labels.filter(({ kind, title }) => kind === "mark" && title.includes(" ")));
    }

    /** The name alone on two short lines fits where a long one does not. */
    measureFolded(labels) {
      for (const { element, sizes } of labels) {
        element.style.setProperty("--fold", `${Math.ceil(FOLD * sizes[1].x)}px`);
        element.classList.add("short", "folded");
      }
      for (const label of labels) label.sizes.push(L.point(label.element.offsetWidth, label.element.offsetHeight));
    }

    /** How large a name is by itself on one line, where there is no room for what stands below it. */
    sizeOfName(element) {
      const range = document.createRange();
      range.selectNodeContents(element);
      const lines = [...range.getClientRects()];
      const width = lines.reduce((sum, line) => sum + line.width + SPACE, -SPACE);
      return L.point(Math.ceil(width), element.offsetHeight / Math.max(1, lines.length));
    }

    placeLabels() {
      const { map } = this;
      this.labelPane.hidden = !this.shown.labels;
      if (!this.shown.labels) {
        for (const label of this.labels.values()) label.element.hidden = true;
        return;
      }
      const paths = new Map([...this.arrows.values()].map(({ arrow, latLngs }) => [arrow.fact, densely(latLngs.map((p) => map.latLngToContainerPoint(p)))]));
      const all = [...this.labels.values()];
      this.standing = this.boxesOfMarks();
      for (const label of all) label.tries = label.fixed || this.triesOf(label, paths);
      place(all, this.obstacles(paths), map.getSize());
      L.DomUtil.setPosition(this.labelPane, map.containerPointToLayerPoint([0, 0]));
    }

    triesOf(label, paths) {
      const tries = label.sizes.map((size, number) => ({ size, folded: number > 1, ...this.candidates(label, size, paths) }));
      // A base or an arrow without a name is worse than a name over the shaft of an arrow.
      if (label.kind === "mark" || label.kind === "arrow") tries.push(...tries.slice(1).map((one) => ({ ...one, soft: true })));
      else label.fixed = tries; // land stays where it is until the map moves
      return tries;
    }

    /** Where a label may stand, best first, and whether a place is allowed. */
    candidates(label, size, paths) {
      if (label.country) return this.insideCountry(label, size);
      if (label.water) return this.besideWater(label, size);
      if (label.at) return this.overRegion(label, size);
      if (label.kind === "arrow") return this.alongArrow(label, size, paths);
      return this.besideMarks(label, size);
    }

    /** Beside the marks of one spot, and nearer to them than to any other. */
    besideMarks({ id }, size) {
      const mine = this.standing.filter(({ spot }) => spot === id).map(({ box }) => box);
      const all = {
        left: Math.min(...mine.map((box) => box.left)), top: Math.min(...mine.map((box) => box.top)),
        right: Math.max(...mine.map((box) => box.right)), bottom: Math.max(...mine.map((box) => box.bottom)),
      };
      const far = 3 * REACHES[REACHES.length - 1] + Math.max(size.x, size.y);
      const others = this.standing.filter(({ spot, box }) => spot !== id && apartBy(box, all) < far).map(({ box }) => box);
      return {
        spots: REACHES.flatMap((reach) => around(all, size, reach)),
        allowed: (corner) => isNearest(boxAt(corner, size), mine, others),
      };
    }

    /** Every mark and crowd on the map as a box of pixels; a spot is known by its first fact. */
    boxesOfMarks() {
      if (!this.shown.bases) return [];
      const box = (marker, half) => {
        const { x, y } = this.map.latLngToContainerPoint(marker.getLatLng());
        return { left: x - half, top: y - half, right: x + half, bottom: y + half };
      };
      const marks = [...this.marks.values()].filter(({ marker }) => this.markGroup.hasLayer(marker))
        .map(({ marker, spot }) => ({ spot, box: box(marker, 16 * this.scale) }));
      return [...marks, ...this.crowds.getLayers().map((marker) => ({ spot: null, box: box(marker, 20) }))];
    }

    alongArrow(label, size, paths) {
      const mine = paths.get(label.id);
      const spots = [];
      for (const reach of [17, 30, 48]) {
        for (const share of [0.7, 0.5, 0.9, 0.3, 0.1]) {
          const { x, y } = mine[Math.round(share * (mine.length - 1))];
          spots.push(...beside({ left: x, top: y, right: x, bottom: y }, size, reach));
        }
      }
      // A label nearer to another arrow than to its own would be read as the other's.
      const allowed = (corner) => {
        const away = distanceTo(mine, corner, size);
        for (const [fact, points] of paths) if (fact !== label.id && distanceTo(points, corner, size) <= away) return false;
        return true;
      };
      return { spots, allowed };
    }

    /** Where the region has most room, and only if its name fits about into it. */
    overRegion({ at: [lon, lat], reach }, size) {
      const { x, y } = this.map.latLngToContainerPoint(toLatLng([lon, lat]));
      const room = x - this.map.latLngToContainerPoint(toLatLng([lon - reach, lat])).x;
      if (2.6 * room < size.x) return { spots: [] };
      return { spots: [0, -0.5, 0.5].map((part) => ({ x: x - size.x / 2, y: y - size.y / 2 + part * room })) };
    }

    /** Along a river or beside a lake, at its points one by one. */
    besideWater({ water }, size) {
      const { grid } = this.store.land;
      const longest = water.lines.reduce((best, line) => (line.length > best.length ? line : best), []);
      const every = Math.max(1, Math.floor(longest.length / 24));
      const spots = longest.filter((_, i) => i % every === 0).flatMap(([east, north]) => {
        const { x, y } = this.map.latLngToContainerPoint(toLatLng([east / grid, north / grid]));
        return beside({ left: x, top: y, right: x, bottom: y }, size, 4).slice(0, 4);
      });
      return { spots };
    }

    insideCountry(label, size) {
      const bounds = this.land.boundsOf(this.land.countries.get(label.id));
      const a = this.map.latLngToContainerPoint(bounds.getNorthWest());
      const b = this.map.latLngToContainerPoint(bounds.getSouthEast());
      if (size.x > (b.x - a.x) * 1.15) return { spots: [] }; // a name wider than its country misleads
      const point = this.map.latLngToContainerPoint(toLatLng(label.country.at));
      const spots = over(point, size, { left: a.x, top: a.y, right: b.x, bottom: b.y });
      return { spots, allowed: (corner) => corner === spots[0] || this.liesIn(label, corner, size) };
    }

    /** Both ends and the middle of the name stand in its country. */
    liesIn(label, corner, size) {
      const y = corner.y + size.y / 2;
      return [0.08, 0.5, 0.92].every((share) => {
        const position = this.map.containerPointToLatLng([corner.x + size.x * share, y]);
        return this.land.covers(this.land.countries.get(label.id), position);
      });
    }

    obstacles(paths) {
      const boxes = this.standing.map(({ box }) => box);
      const square = (p, half, soft) => boxes.push({ left: p.x - half, top: p.y - half, right: p.x + half, bottom: p.y + half, soft });
      for (const points of paths.values()) {
        for (const point of points) square(point, 9, true);
      }
      return [...boxes, ...this.controls()];
    }

    controls() {
      const frame = this.map.getContainer().getBoundingClientRect();
      return [...this.map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
        const box = control.getBoundingClientRect();
        return { left: box.left - frame.left, top: box.top - frame.top, right: box.right - frame.left, bottom: box.bottom - frame.top };
      });
    }

    // ---- orientation ----

    addReadouts() {
      L.control.scale({ imperial: false, maxWidth: 120, position: "bottomleft" }).addTo(this.map);
      const readout = L.control({ position: "bottomleft" });
      readout.onAdd = () => L.DomUtil.create("output", "position");
      readout.addTo(this.map);
      const box = readout.getContainer();
      box.hidden = true;
      const half = (value, [positive, negative]) => `${Math.abs(value).toFixed(2)}° ${value < 0 ? negative : positive}`;
      this.map.on("mousemove", ({ latlng }) => {
        const { lat, lng } = latlng.wrap();
        box.hidden = false;
        box.textContent = `${half(lat, this.store.words.north_south)}, ${half(lng, this.store.words.east_west)}`;
      });
      this.map.on("mouseout", () => { box.hidden = true; });
    }
  }

  scope.ScopeMap = ScopeMap;
})(window.sahelscope = window.sahelscope || {});
