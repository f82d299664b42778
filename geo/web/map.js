// Puts the picture on the map and keeps labels, selection and layer switches in step with it.
"use strict";
(function (scope) {
  const { addPatterns, fillOf, markIcon, outline, arrowStyle, ARROW } = scope.drawing;
  const { place, around, over, inCountry } = scope.labels;
  const PATTERN = "area-";

  const toLatLng = ([lon, lat]) => L.latLng(lat, lon); // the one place that flips lon, lat

  /** Least distance in pixels between a box and a line of points; 0 where they meet. */
  function distanceTo(points, corner, size) {
    const beyond = (low, at, high) => Math.max(low - at, 0, at - high);
    return Math.min(...points.map((p) => Math.hypot(
      beyond(corner.x, p.x, corner.x + size.x), beyond(corner.y, p.y, corner.y + size.y),
    )));
  }

  class ScopeMap {
    constructor(map, payload, select) {
      this.map = map;
      this.payload = payload;
      this.select = select;
      this.marks = new Map();
      this.arrows = new Map();
      this.countries = new Map();
      this.labels = [];
      this.shown = { areas: true, bases: true, arrows: true, labels: true };
      this.labelPane = map.createPane("labels");
      this.labelPane.style.zIndex = 650;
      this.labelPane.style.pointerEvents = "none";
      this.drawLand();
      this.drawArrows();
      this.drawMarks();
      this.makeLabels();
      map.on("zoomend moveend resize", () => this.settle());
      this.settle();
    }

    colour(actor) {
      const { operators, other_operator: other } = this.payload.style;
      return operators[actor] || other;
    }

    // ---- land ----

    drawLand() {
      const { style, land, areas } = this.payload;
      const renderer = L.svg({ pane: "basemap", padding: 0.6 });
      const keyOf = Object.fromEntries(areas.map((area) => [area.country, area]));
      L.geoJSON(land.other, {
        renderer, pane: "basemap", interactive: false,
        style: { fillColor: style.land, fillOpacity: 1, color: style.coast, weight: 0.5 },
      }).addTo(this.map);
      this.land = L.geoJSON(land.countries, {
        renderer,
        pane: "basemap",
        style: (feature) => this.landStyle(feature, keyOf[feature.id]),
        onEachFeature: (feature, layer) => this.addCountry(feature, layer, keyOf[feature.id]),
      }).addTo(this.map);
      addPatterns(renderer._container, style.areas, PATTERN);
      for (const area of areas) {
        if (area.key.startsWith("aes")) this.countries.get(area.country).layer.bringToFront();
      }
    }

    landStyle(feature, area) {
      const { style } = this.payload;
      const bloc = area && area.key.startsWith("aes");
      const shown = area && this.shown.areas ? area.key : "none";
      return {
        fillColor: fillOf(shown, style.areas[shown], PATTERN),
        fillOpacity: 1,
        color: bloc && this.shown.areas ? style.bloc_line : style.border,
        weight: bloc && this.shown.areas ? 1.6 : 0.8,
        dashArray: feature.properties.disputed ? "2 4" : null,
      };
    }

    addCountry(feature, layer, area) {
      this.countries.set(feature.id, { feature, layer, area });
      if (!area || area.facts.length === 0) return;
      layer.on("click", () => this.select(area.facts[0]));
      layer.on("add", () => this.makeReachable(layer.getElement(), area.facts[0], area.label));
    }

    // ---- arrows ----

    drawArrows() {
      this.arrowGroup = L.layerGroup().addTo(this.map);
      for (const arrow of this.payload.arrows) {
        const shape = L.polygon([], {
          pane: "arrows", ...arrowStyle(arrow.key, this.colour(arrow.partner)),
          opacity: arrow.stale ? this.payload.style.stale_opacity : 1,
        });
        shape.on("click", () => this.select(arrow.fact));
        shape.on("add", () => this.makeReachable(shape.getElement(), arrow.fact, arrow.label));
        this.arrows.set(arrow.fact, { arrow, shape, points: [] });
        this.arrowGroup.addLayer(shape);
      }
    }

    shapeArrows() {
      for (const entry of this.arrows.values()) {
        entry.points = entry.arrow.path.map((p) => this.map.latLngToLayerPoint(toLatLng(p)));
        const ring = outline(entry.points, ARROW);
        entry.shape.setLatLngs(ring.map((p) => this.map.layerPointToLatLng(p)));
      }
    }

    // ---- marks ----

    drawMarks() {
      const { style, marks } = this.payload;
      this.markGroup = L.layerGroup().addTo(this.map);
      const crowd = new Map();
      for (const mark of marks) {
        // Several operators at one place stand side by side; the first one marks the spot.
        const spot = `${mark.lon},${mark.lat}`;
        const number = crowd.get(spot) || 0;
        crowd.set(spot, number + 1);
        const icon = L.divIcon({
          className: "site", iconSize: [32, 32], iconAnchor: [16 - number * 30, 16],
          html: markIcon(mark.glyph, style.rings[mark.ring], this.colour(mark.actor)),
        });
        const marker = L.marker(toLatLng([mark.lon, mark.lat]), {
          icon, keyboard: false, riseOnHover: true,
          opacity: mark.stale ? style.stale_opacity : 1,
        });
        marker.on("click", () => this.select(mark.fact));
        marker.on("add", () => this.makeReachable(marker.getElement(), mark.fact, mark.label));
        this.marks.set(mark.fact, { mark, marker, offset: number * 30 });
        this.markGroup.addLayer(marker);
      }
    }

    makeReachable(element, fact, label) {
      element.setAttribute("tabindex", "0");
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", label);
      element.dataset.fact = fact;
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.select(fact);
      });
    }

    choose(fact) {
      for (const [id, { marker }] of this.marks) {
        const element = marker.getElement();
        if (element) element.classList.toggle("chosen", id === fact);
      }
      for (const [id, { shape, arrow }] of this.arrows) {
        const { weight } = arrowStyle(arrow.key, "");
        shape.setStyle({ weight: id === fact ? weight + 1.6 : weight });
      }
    }

    // ---- labels ----

    makeLabel(kind, title, subtitle, colour) {
      const element = document.createElement("div");
      element.className = `map-label ${kind}`;
      element.setAttribute("aria-hidden", "true"); // the marks and the table carry these words
      const first = document.createElement(subtitle === null ? "span" : "b");
      first.textContent = title;
      element.append(first);
      if (subtitle) {
        const second = document.createElement("span");
        second.textContent = subtitle;
        element.append(second);
      }
      if (colour) element.style.color = colour;
      this.labelPane.append(element);
      return element;
    }

    makeLabels() {
      const { land } = this.payload;
      for (const group of this.marksBySpot().values()) {
        const [first] = group;
        const operators = [...new Set(group.map((mark) => mark.operator))].join(", ");
        const below = [first.near, operators].filter(Boolean).join("\n");
        this.labels.push({ kind: "mark", id: first.fact, element: this.makeLabel("mark", first.title, below) });
      }
      const arrows = [];
      for (const { arrow } of this.arrows.values()) {
        const element = this.makeLabel("arrow", arrow.title, arrow.subtitle, this.colour(arrow.partner));
        arrows.push({ kind: "arrow", id: arrow.fact, element });
      }
      const countries = land.countries.features
        .map((feature) => ({ feature, area: this.countries.get(feature.id).area }))
        .sort((a, b) => this.weight(b) - this.weight(a));
      for (const { feature, area } of countries) {
        const bloc = area && area.key.startsWith("aes") ? " bloc" : "";
        const element = this.makeLabel(`country${bloc}`, feature.properties.name, null);
        // The names of the bloc's countries first, then what changes, then everybody else.
        if (!bloc) this.labels.push(...arrows.splice(0));
        this.labels.push({ kind: "country", id: feature.id, element, feature });
      }
      this.labels.push(...arrows);
      for (const label of this.labels) {
        label.sizes = [L.point(label.element.offsetWidth, label.element.offsetHeight)];
        if (label.kind === "country") continue;
        label.element.classList.add("short"); // the name alone, where the whole finds no room
        label.sizes.push(L.point(label.element.offsetWidth, label.element.offsetHeight));
      }
    }

    /** Marks of one spot share one label: the place once, then whose they are. */
    marksBySpot() {
      const spots = new Map();
      for (const { mark } of this.marks.values()) {
        const spot = `${mark.lon},${mark.lat}`;
        spots.set(spot, [...(spots.get(spot) || []), mark]);
      }
      return spots;
    }

    weight({ feature, area }) {
      const key = area ? area.key : "none";
      return (key.startsWith("aes") ? 100 : key === "none" ? 0 : 50) - feature.properties.rank;
    }

    settle() {
      this.shapeArrows();
      this.placeLabels();
    }

    placeLabels() {
      const size = this.map.getSize();
      const visible = this.labels.filter((label) => this.isShown(label));
      for (const label of this.labels) if (!visible.includes(label)) label.element.hidden = true;
      for (const label of visible) {
        label.tries = label.sizes.map((box) => ({ size: box, spots: this.candidates(label, box) }));
      }
      place(visible, this.obstacles(), size);
      const origin = this.map.containerPointToLayerPoint([0, 0]);
      L.DomUtil.setPosition(this.labelPane, origin);
    }

    isShown(label) {
      if (!this.shown.labels) return false;
      if (label.kind === "mark") return this.shown.bases;
      return label.kind !== "arrow" || this.shown.arrows;
    }

    candidates(label, size) {
      if (label.kind === "mark") {
        const { marker, offset } = this.marks.get(label.id);
        const point = this.map.latLngToContainerPoint(marker.getLatLng()).add([offset, 0]);
        return [19, 30, 44].flatMap((reach) => around(point, size, reach));
      }
      if (label.kind === "arrow") return this.alongArrow(label, size);
      return this.insideCountry(label, size);
    }

    alongArrow(label, size) {
      const mine = this.arrowPoints(this.arrows.get(label.id).arrow);
      const others = [...this.arrows.values()]
        .filter(({ arrow }) => arrow.fact !== label.id)
        .map(({ arrow }) => this.arrowPoints(arrow));
      const found = [];
      for (const reach of [17, 30, 48]) {
        for (const share of [0.7, 0.5, 0.9, 0.3, 0.1]) {
          found.push(...around(mine[Math.round(share * (mine.length - 1))], size, reach));
        }
      }
      // A label nearer to another arrow than to its own would be read as the other's.
      return found.filter((corner) => {
        const away = distanceTo(mine, corner, size);
        return others.every((points) => distanceTo(points, corner, size) > away);
      });
    }

    arrowPoints(arrow) {
      return arrow.path.map((p) => this.map.latLngToContainerPoint(toLatLng(p)));
    }

    insideCountry(label, size) {
      const { layer } = this.countries.get(label.id);
      const bounds = layer.getBounds();
      const a = this.map.latLngToContainerPoint(bounds.getNorthWest());
      const b = this.map.latLngToContainerPoint(bounds.getSouthEast());
      if (size.x > (b.x - a.x) * 1.15) return []; // a name wider than its country misleads
      const point = this.map.latLngToContainerPoint(toLatLng(label.feature.properties.label_point));
      const box = { left: a.x, top: a.y, right: b.x, bottom: b.y };
      const [first, ...others] = over(point, size, box);
      return [first, ...others.filter((corner) => this.liesIn(label, corner, size))];
    }

    /** Both ends and the middle of the name stand in its country. */
    liesIn(label, corner, size) {
      const y = corner.y + size.y / 2;
      return [0.08, 0.5, 0.92].every((share) => {
        const { lng, lat } = this.map.containerPointToLatLng([corner.x + size.x * share, y]);
        return inCountry([lng, lat], label.feature.geometry);
      });
    }

    obstacles() {
      const boxes = [];
      if (this.shown.bases) {
        for (const { marker, offset } of this.marks.values()) {
          const p = this.map.latLngToContainerPoint(marker.getLatLng()).add([offset, 0]);
          boxes.push({ left: p.x - 16, top: p.y - 16, right: p.x + 16, bottom: p.y + 16 });
        }
      }
      if (this.shown.arrows) {
        for (const { arrow } of this.arrows.values()) {
          for (const p of this.arrowPoints(arrow)) {
            boxes.push({ left: p.x - 9, top: p.y - 9, right: p.x + 9, bottom: p.y + 9 });
          }
        }
      }
      const frame = this.map.getContainer().getBoundingClientRect();
      for (const control of this.map.getContainer().querySelectorAll(".leaflet-control")) {
        const box = control.getBoundingClientRect();
        boxes.push({
          left: box.left - frame.left, top: box.top - frame.top,
          right: box.right - frame.left, bottom: box.bottom - frame.top,
        });
      }
      return boxes;
    }

    // ---- layers ----

    show(layers) {
      this.shown = { ...this.shown, ...layers };
      const set = (group, on) => (on ? group.addTo(this.map) : group.remove());
      set(this.markGroup, this.shown.bases);
      set(this.arrowGroup, this.shown.arrows);
      this.land.setStyle((feature) => this.landStyle(feature, this.countries.get(feature.id).area));
      this.settle();
    }
  }

  scope.ScopeMap = ScopeMap;
})(window.sahelscope = window.sahelscope || {});
