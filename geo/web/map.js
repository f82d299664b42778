// The picture on the Leaflet map: shown anew for every answer, and only what differs is drawn.
"use strict";
(function (scope) {
  const { svg, doubtOf, markIcon, crowdIcon, outline, arrowStyle, casingStyle, isHollow, toLatLng, widthsOf } = scope.drawing;
  // A map narrower than so many pixels has marks of so much of their size: 24 pixels are what a finger needs.
  const SMALL = 520;
  const SIZES = [[SMALL, 0.75], [760, 0.875], [Infinity, 1]];

  class ScopeMap {
    constructor(map, store, select) {
      this.map = map;
      this.store = store;
      this.style = store.payload.style;
      this.select = select;
      this.marks = new Map();
      this.arrows = new Map();
      this.picture = { areas: [], marks: [], arrows: [] };
      this.shown = { areas: true, bases: true, arrows: true, labels: true };
      this.chosen = null;
      this.scale = 1;
      this.pane("ties", 440);
      this.names = new scope.Names(this, this.pane("labels", 650));
      this.ties = L.layerGroup().addTo(map);
      this.arrowGroup = L.layerGroup().addTo(map);
      this.markGroup = L.layerGroup().addTo(map);
      this.crowds = L.layerGroup().addTo(map);
      this.land = new scope.Land(map, store, ({ area }) => { if (area && area.facts.length) select(area.facts[0]); });
      for (const { element } of this.land.countries.values()) this.listen(element);
      map.getContainer().addEventListener("keyup", (event) => { if (event.key === "Tab") this.bringIn(document.activeElement); });
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
      this.names.choose();
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

    labelOf(row) {
      const { store } = this;
      const told = `${store.say(row.reading.title)}${store.words.colon}${store.say(row.reading.state)}`;
      const old = row.drawn === "area" ? null : store.oldWords(row); // as faint as it is drawn
      return [told, row.isDoubted ? store.words.doubt : null, old].filter(Boolean).join(", ");
    }

    // ---- what a keyboard and a screen reader meet ----

    /** Once for each element; what it opens is read from it, for that changes with the day. */
    listen(element) {
      element.addEventListener("keydown", (event) => {
        if ((event.key !== "Enter" && event.key !== " ") || !element.dataset.fact) return;
        event.preventDefault();
        this.select(element.dataset.fact);
      });
    }

    /** What the keyboard reaches beyond the edge comes into sight, by moving the map and not its frame. */
    bringIn(element) {
      const container = this.map.getContainer();
      container.scrollTo(0, 0); // where the browser has put it for the focus
      const [frame, box] = [container, element].map((one) => one.getBoundingClientRect());
      if (box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom) return;
      const away = [box.left + box.width / 2 - frame.left - frame.width / 2, box.top + box.height / 2 - frame.top - frame.height / 2];
      this.map.panBy(away, { animate: scope.moves() });
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
      const wanted = new Map(arrows.map((arrow) => [`${arrow.fact} ${arrow.row.reading.b} ${arrow.row.isDoubted}`, arrow]));
      for (const [key, entry] of this.arrows) {
        if (wanted.has(key)) continue;
        for (const shape of [...entry.shapes, ...(entry.sign ? [entry.sign] : [])]) {
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
      const latLngs = arrow.path.map(toLatLng);
      const sign = arrow.row.isDoubted ? this.doubtAt(latLngs[0]) : null;
      const entry = { arrow, shape, casing, sign, shapes: casing ? [casing, shape] : [shape], latLngs, fresh: true };
      shape.on("click", () => this.select(entry.arrow.fact));
      shape.on("add", () => {
        this.listen(shape.getElement());
        this.describe(shape.getElement(), entry.arrow.fact, this.labelOf(entry.arrow.row));
      });
      this.arrows.set(key, entry);
      for (const one of [...entry.shapes, ...(sign ? [sign] : [])]) this.arrowGroup.addLayer(one);
      if (arrow.key === "gone") for (const one of [...entry.shapes].reverse()) one.bringToBack(); // below what moves
      return entry;
    }

    doubtAt(latLng) {
      const html = svg("svg", { width: 16, height: 16, "aria-hidden": "true" }, doubtOf(8, 8));
      return L.marker(latLng, { pane: "arrows", zIndexOffset: 1e6, interactive: false, keyboard: false, icon: L.divIcon({ className: "", iconSize: [16, 16], html }) });
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
        const ring = outline(points, widthsOf(entry.arrow.key));
        const latLngs = ring.map((p) => this.map.layerPointToLatLng(p));
        for (const shape of entry.shapes) shape.setLatLngs(latLngs);
        const tip = (ring.length - 1) / 2; // between the two corners of the head
        if (entry.sign) entry.sign.setLatLng(this.map.layerPointToLatLng(ring[tip - 1].add(ring[tip]).add(ring[tip + 1]).divideBy(3)));
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
      const look = `${mark.glyph} ${mark.ring} ${mark.row.isDoubted}`;
      if (entry.drawn !== look) {
        entry.drawn = look;
        element.replaceChildren(markIcon(mark.glyph, this.style.rings[mark.ring], this.colour(mark.actor), mark.row.isDoubted));
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
      this.sizeMarks(map.getSize().x, map.getContainer());
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

    sizeMarks(width, container) {
      this.scale = SIZES.find(([wide]) => width < wide)[1];
      container.style.setProperty("--mark", `${32 * this.scale}px`);
      if (container.classList.contains("small") === width < SMALL) return;
      container.classList.toggle("small");
      this.names.forget(); // measured in letters of another size
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
          this.map.flyToBounds(bounds.pad(0.2), { maxZoom: this.map.getMaxZoom(), duration: 0.4, animate: scope.moves() });
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
      this.names.choose();
      this.names.place();
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
      this.names.loosen();
      this.names.place();
      this.shapeArrows(true);
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
