// The picture on the Leaflet map: shown anew for every answer, and only what differs is drawn.
"use strict";
(function (scope) {
  const { toLatLng } = scope.drawing;
  const { describe, listen, bringIn, keeping } = scope;

  class ScopeMap {
    constructor(map, store, select) {
      Object.assign(this, { map, store, style: store.payload.style, select, picture: { areas: [], marks: [], arrows: [] }, chosen: null });
      this.pane("ties", 440);
      this.names = new scope.Names(this, this.pane("labels", 650));
      this.arrows = new scope.Arrows(this);
      this.marks = new scope.Marks(this);
      this.land = new scope.Land(map, store, ({ area }) => { if (area && area.facts.length) select(area.facts[0]); });
      for (const { element } of this.land.countries.values()) listen(element, select);
      map.getContainer().addEventListener("keyup", (event) => { if (event.key === "Tab") bringIn(map, document.activeElement); });
      this.addReadouts();
      // A name is what one points at; Leaflet tells of no click that ends a drag.
      map.on("click", ({ originalEvent: { target } }) => {
        for (const { element, id } of this.names.labels.values()) if (element.contains(target)) select(id);
      });
      map.on("zoomend resize", () => {
        keeping(map.getContainer(), () => this.marks.arrange()); // a crowd comes apart
        this.switchRegions(); // after: then it has names
      });
      map.on("zoomend moveend resize", () => this.settle());
    }

    pane(name, zIndex) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = zIndex;
      pane.style.pointerEvents = "none";
      pane.setAttribute("aria-hidden", "true"); // the marks and the table carry its words
      return pane;
    }

    /** An operator's colour; paler where no newer report confirms what it stands for. */
    colour(actor, isStale) {
      const { faint, operators, other_operator: other } = this.style;
      return isStale ? faint[actor] || faint.other : operators[actor] || other;
    }

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
        this.land.paint(entry, area.key);
        describe(entry.element, area.facts[0], area.rows.map((row) => this.labelOf(row)).join(this.store.words.semicolon), area.facts.includes(this.chosen));
      }
    }

    labelOf(row) {
      const { store } = this;
      const told = `${store.say(row.reading.title)}${store.words.colon}${store.say(row.reading.state)}`;
      const old = row.drawn === "area" ? null : store.oldWords(row); // as faint as it is drawn
      return [told, store.disputeOf(row), old].filter(Boolean).join(", ");
    }

    // ---- one answer ----

    show(picture, chosen) {
      this.picture = picture;
      this.chosen = chosen;
      keeping(this.map.getContainer(), () => {
        this.showAreas(picture.areas);
        this.arrows.show(picture.arrows);
        this.marks.show(picture.marks);
        this.marks.arrange();
      });
      this.names.choose();
      this.names.place();
      this.arrows.shape(false); // last: labels ask the page where things stand, and this changes it
    }

    choose(fact) {
      this.chosen = fact;
      this.showAreas(this.picture.areas);
      this.marks.drawAll();
      this.arrows.drawAll();
    }

    /** Bring a fact into sight when it is not: chosen in the panel, it may lie off the screen. */
    reveal(fact, animate = scope.moves()) {
      const mark = this.picture.marks.find((one) => one.fact === fact);
      const at = mark && toLatLng([mark.lon, mark.lat]);
      if (at && !this.map.getBounds().contains(at)) this.map.panTo(at, { animate });
    }

    settle() {
      if (this.land.isClose) this.creditRegions();
      this.names.loosen();
      this.names.place();
      this.arrows.shape(true);
    }

    // ---- orientation ----

    addReadouts() {
      const said = (number, digits) => number.toLocaleString(this.store.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      const scale = L.control.scale({ imperial: false, maxWidth: 120, position: "bottomleft" });
      const draw = scale._updateScale;
      scale._updateScale = (line, words, share) => draw.call(scale, line, words.replace(/\d{4}/, (one) => said(+one, 0)), share);
      this.scale = scale.addTo(this.map);
      const readout = L.control({ position: "bottomleft" });
      readout.onAdd = () => L.DomUtil.create("div", "position");
      readout.addTo(this.map);
      const box = readout.getContainer();
      box.hidden = true;
      const half = (value, [positive, negative]) => `${said(Math.abs(value), 2)}° ${value < 0 ? negative : positive}`;
      this.map.on("mousemove", ({ latlng }) => {
        const { lat, lng } = latlng.wrap();
        box.hidden = false;
        box.textContent = `${half(lat, this.store.words.north_south)}, ${half(lng, this.store.words.east_west)}`;
      });
      this.map.on("mouseout", () => { box.hidden = true; });
    }
  }

  scope.ScopeMap = ScopeMap;
})(sahelscope);
