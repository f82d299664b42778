// The land under the picture: countries, regions, rivers and lakes as one SVG, drawn once. Leaflet
// stretches it with the zoom; its own shapes would be projected, cut and written anew each time.
"use strict";
(function (scope) {
  const { svg } = scope;
  const { addPatterns, turnOf, fillOf } = scope.drawing;
  const PATTERN = "area-";
  const REGION_ZOOM = 5.75; // from here on regions are drawn and named: half of Mali fills the screen
  // The lines are in pixels of the closest zoom, Web Mercator: whole numbers are exact enough there.
  const ZOOM = 10;
  const WORLD = 256 * 2 ** ZOOM;

  const xOf = (lon) => (lon / 360 + 0.5) * WORLD;

  function yOf(lat) {
    const sine = Math.sin((lat * Math.PI) / 180);
    return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
  }

  class Land {
    /** Countries are drawn as of no body until they are painted; a press on one calls *press* with its id. */
    constructor(map, store, press) {
      this.map = map;
      this.store = store;
      this.style = store.payload.style;
      this.rows = new Map(); // of pixels, by steps of latitude: most are asked for many times
      this.box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
      const { land } = store;
      const other = this.shape(land.other, { fill: this.style.land, stroke: this.style.coast, "stroke-width": 0.5 });
      this.countries = new Map(land.countries.map((country) => [country.id, this.addCountry(country, press)]));
      this.regions = svg("g", { class: "regions" });
      this.root = svg("svg", { preserveAspectRatio: "none" }, other,
        svg("g", {}, ...[...this.countries.values()].map(({ element }) => element)), this.regions, this.waters());
      this.patterns = addPatterns(this.root, this.style.areas, PATTERN);
      this.stretch();
      this.scalePatterns();
      this.switchRegions();
      map.on("zoomend", () => this.scalePatterns());
    }

    /** Over the ground of which the land is known, wherever the map is: beyond it nothing is sea. */
    stretch() {
      const { left, top, right, bottom } = this.box;
      const corner = (x, y) => this.map.unproject(L.point(x, y), ZOOM);
      this.bounds = L.latLngBounds(corner(left, bottom), corner(right, top));
      const [west, south, east, north] = this.store.land.ground || this.bounds.toBBoxString().split(",").map(Number);
      const [x, y] = [xOf(west), yOf(north)];
      const [width, height] = [xOf(east) - x, yOf(south) - y];
      this.root.setAttribute("viewBox", [x, y, width, height].join(" "));
      this.root.prepend(svg("rect", { x, y, width, height, fill: this.style.sea }));
      L.svgOverlay(this.root, [[south, west], [north, east]], { pane: "basemap" }).addTo(this.map);
      // Facts may lie beyond it, though the first view does not show them.
      for (const [lon, lat] of this.store.payload.extent) this.bounds.extend([lat, lon]);
      for (const { topic, place } of this.store.facts) if (topic === "presence" && place) this.bounds.extend(place);
    }

    /** Bands are as wide on the screen at every zoom. */
    scalePatterns() {
      const scale = 2 ** (ZOOM - this.map.getZoom());
      for (const [pattern, area] of this.patterns) pattern.setAttribute("patternTransform", `scale(${scale}) ${turnOf(area)}`);
    }

    // ---- lines ----

    /** A point of the grid in pixels of the drawing, as a path has it. */
    at([x, y]) {
      const { grid } = this.store.land;
      let row = this.rows.get(y);
      if (row === undefined) this.rows.set(y, row = Math.round(yOf(y / grid)));
      const column = Math.round(xOf(x / grid));
      const { box } = this;
      if (column < box.left) box.left = column;
      if (column > box.right) box.right = column;
      if (row < box.top) box.top = row;
      if (row > box.bottom) box.bottom = row;
      return `${column} ${row}`;
    }

    path(points) { return `M${points.map((point) => this.at(point)).join(" ")}`; }

    /** Polygons of rings of numbers of lines, as one path. */
    shape(polygons, look) {
      const { land } = this.store;
      return svg("path", { d: polygons.flat().map((ring) => `${this.path(land.ring(ring))}z`).join(""), ...look });
    }

    // ---- countries ----

    addCountry(country, press) {
      const entry = { country, area: null, key: "none" };
      entry.element = this.shape(country.shape, {
        class: "leaflet-interactive", "stroke-dasharray": country.disputed ? "2 4" : null, ...this.look("none"),
      });
      // The end of a drag is no press.
      entry.element.addEventListener("click", () => { if (!this.map.dragging.moved()) press(entry); });
      return entry;
    }

    look(key) {
      const bloc = key.startsWith("aes");
      return {
        fill: fillOf(key, this.style.areas[key], PATTERN),
        stroke: bloc ? this.style.bloc_line : this.style.border, "stroke-width": bloc ? 1.6 : 0.8,
      };
    }

    /** Fill a country by its memberships. */
    paint(entry, key) {
      if (entry.key === key) return;
      entry.key = key;
      for (const [name, value] of Object.entries(this.look(key))) entry.element.setAttribute(name, value);
      if (key.startsWith("aes")) entry.element.parentNode.append(entry.element); // its border over its neighbours'
    }

    /** The shores and borders of a country as rings of points on the grid; holes are left aside. */
    ringsOf(entry) {
      entry.rings = entry.rings || entry.country.shape.map(([outer]) => this.store.land.ring(outer));
      return entry.rings;
    }

    boundsOf(entry) {
      const { grid } = this.store.land;
      entry.bounds = entry.bounds || L.latLngBounds(this.ringsOf(entry).flat().map(([x, y]) => [y / grid, x / grid]));
      return entry.bounds;
    }

    /** Whether a country reaches a position. */
    covers(entry, { lng, lat }) {
      const { grid } = this.store.land;
      return this.ringsOf(entry).some((ring) => scope.labels.inRing([lng * grid, lat * grid], ring));
    }

    // ---- rivers, lakes, regions: for orientation only ----

    waters() {
      const { sea, river } = this.style;
      return svg("g", {}, ...this.store.waters.map(({ line, rank, lines }) => svg("path", {
        d: lines.map((points) => this.path(points) + (line ? "" : "z")).join(""), stroke: river, fill: line ? "none" : sea,
        "stroke-width": line ? (rank === 1 ? 1.8 : 1) : 0.7, opacity: line ? 0.9 : null,
      })));
    }

    get isClose() { return this.map.getZoom() >= REGION_ZOOM; }

    /** Borders between regions are made when the map first comes close, and hidden when it leaves. */
    switchRegions() {
      if (this.isClose && !this.regions.childElementCount) {
        this.regions.append(...this.store.regions.map(({ lines }) => svg("path", {
          d: lines.map((points) => this.path(points)).join(""), fill: "none",
          stroke: "var(--ink)", "stroke-width": 1, "stroke-dasharray": "4 3", opacity: 0.45,
        })));
      }
      this.regions.toggleAttribute("hidden", !this.isClose);
    }

    /** Of which days the regions in sight are, in words: they change more often than countries do. */
    regionCredit() {
      if (!this.isClose) return null;
      const { store } = this;
      const sight = this.map.getBounds();
      const told = store.regions.map(({ country, asOf }) => ({ entry: this.countries.get(country), asOf }))
        .filter(({ entry }) => sight.intersects(this.boundsOf(entry)))
        .map(({ entry, asOf }) => `${store.say(entry.country.name)} ${store.say(asOf)}`);
      return told.length ? `${store.words.regions}${store.words.colon}${told.join(", ")}` : null;
    }
  }

  scope.Land = Land;
})(sahelscope);
