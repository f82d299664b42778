// The arrows on the map: who comes and who goes, in which line and how wide.
"use strict";
(function (scope) {
  const { doubtOf, outline, arrowStyle, casingStyle, isHollow, toLatLng, widthsOf } = scope.drawing;
  const { svg, describe, listen } = scope;

  class Arrows {
    constructor(drawn) {
      this.drawn = drawn;
      this.map = drawn.map;
      this.entries = new Map();
      this.group = L.layerGroup().addTo(this.map);
    }

    get all() { return [...this.entries.values()]; }

    show(arrows) {
      const wanted = new Map(arrows.map((arrow) => [`${arrow.fact} ${arrow.row.reading.a} ${arrow.row.isDoubted}`, arrow]));
      for (const [key, entry] of this.entries) {
        if (wanted.has(key)) continue;
        for (const shape of [...entry.shapes, ...(entry.sign ? [entry.sign] : [])]) {
          shape.remove();
          this.group.removeLayer(shape);
        }
        this.entries.delete(key);
      }
      for (const [key, arrow] of wanted) {
        const entry = this.entries.get(key) || this.add(key, arrow);
        entry.arrow = arrow;
        this.draw(entry);
      }
    }

    add(key, arrow) {
      const shape = L.polygon([], { pane: "arrows", ...this.lookOf(arrow) });
      const casing = isHollow(arrow.key) ? L.polygon([], { pane: "arrows", interactive: false, ...casingStyle(this.lookOf(arrow)) }) : null;
      const latLngs = arrow.path.map(toLatLng);
      const sign = arrow.row.isDoubted ? this.doubtAt(latLngs[0]) : null;
      const entry = { arrow, shape, casing, sign, shapes: casing ? [casing, shape] : [shape], latLngs, fresh: true };
      shape.on("click", () => this.drawn.select(entry.arrow.fact));
      shape.on("add", () => {
        listen(shape.getElement(), this.drawn.select);
        this.draw(entry);
      });
      this.entries.set(key, entry);
      for (const one of [...entry.shapes, ...(sign ? [sign] : [])]) this.group.addLayer(one);
      if (arrow.key === "gone") for (const one of [...entry.shapes].reverse()) one.bringToBack(); // below what moves
      return entry;
    }

    doubtAt(latLng) {
      const html = svg("svg", { width: 16, height: 16, "aria-hidden": "true" }, doubtOf(8, 8));
      return L.marker(latLng, { pane: "arrows", zIndexOffset: 1e6, interactive: false, keyboard: false, icon: L.divIcon({ className: "", iconSize: [16, 16], html }) });
    }

    drawAll() {
      for (const entry of this.entries.values()) this.draw(entry);
    }

    draw({ arrow, shape, casing }) {
      const look = this.lookOf(arrow);
      shape.setStyle(look);
      if (casing) casing.setStyle(casingStyle(look));
      describe(shape.getElement(), arrow.fact, this.drawn.labelOf(arrow.row), arrow.fact === this.drawn.chosen);
    }

    lookOf(arrow) {
      const look = arrowStyle(arrow.key, this.drawn.colour(arrow.partner, arrow.stale));
      const weight = arrow.fact === this.drawn.chosen ? look.weight + 1.6 : look.weight;
      return { dashArray: null, ...look, weight };
    }

    /** Arrows are as wide in pixels at every zoom, so their outline is made anew. */
    shape(all) {
      for (const entry of this.entries.values()) {
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
  }

  scope.Arrows = Arrows;
})(sahelscope);
