// The marks on the map: each in its place at this zoom, tied to where it truly is; see crowd.js.
"use strict";
(function (scope) {
  const { markIcon, crowdIcon, toLatLng } = scope.drawing;
  const { describe, listen } = scope;
  // A map narrower than so many pixels has marks of so much of their size: 24 pixels are what a finger needs.
  const SMALL = 520;
  const SIZES = [[SMALL, 0.75], [760, 0.875], [Infinity, 1]];

  L.Marker.mergeOptions({ autoPanOnFocus: false }); // what the keyboard reaches, `bringIn` brings in: once, and still for who asks for that

  class Marks {
    constructor(drawn) {
      this.drawn = drawn;
      this.map = drawn.map;
      this.entries = new Map();
      this.spots = [];
      this.scale = 1;
      for (const name of ["ties", "group", "crowds"]) this[name] = L.layerGroup().addTo(this.map);
    }

    /** What stands on the map, each with half its size in pixels; a crowd is of no one spot. */
    get standing() {
      const marks = [...this.entries.values()].filter(({ marker }) => this.group.hasLayer(marker));
      return [
        ...marks.map(({ marker, spot }) => ({ marker, spot, half: 16 * this.scale })),
        ...this.crowds.getLayers().map((marker) => ({ marker, spot: null, half: 20 })),
      ];
    }

    show(marks) {
      const wanted = new Map(marks.map((mark) => [mark.fact, mark]));
      for (const [fact, entry] of this.entries) {
        if (wanted.has(fact)) continue;
        this.group.removeLayer(entry.marker);
        this.entries.delete(fact);
      }
      for (const [fact, mark] of wanted) {
        const entry = this.entries.get(fact) || this.add(fact, mark);
        entry.mark = mark;
        this.draw(entry);
      }
    }

    add(fact, mark) {
      const marker = L.marker(toLatLng([mark.lon, mark.lat]), {
        icon: L.divIcon({ className: "site", iconSize: [32, 32], html: document.createElement("span") }),
        keyboard: false, riseOnHover: true,
      });
      const entry = { mark, marker, drawn: "" };
      marker.on("click", () => this.drawn.select(fact));
      marker.on("add", () => {
        listen(marker.getElement(), this.drawn.select);
        entry.drawn = "";
        this.draw(entry);
      });
      this.entries.set(fact, entry);
      return entry;
    }

    drawAll() {
      for (const entry of this.entries.values()) this.draw(entry);
    }

    /** The icon is made anew only when it looks different. */
    draw(entry) {
      const { mark, marker } = entry;
      const element = marker.getElement();
      if (!element) return;
      const look = `${mark.glyph} ${mark.ring} ${mark.row.isDoubted} ${mark.stale}`;
      if (entry.drawn !== look) {
        entry.drawn = look;
        element.replaceChildren(markIcon(mark.glyph, this.drawn.style.rings[mark.ring], this.drawn.colour(mark.actor, mark.stale), mark.row.isDoubted));
      }
      const isChosen = mark.fact === this.drawn.chosen;
      element.classList.toggle("chosen", isChosen);
      describe(element, mark.fact, this.drawn.labelOf(mark.row), isChosen);
    }

    /** Give every mark its place at this zoom; see crowd.js. */
    arrange() {
      const { map } = this;
      const zoom = map.getZoom();
      const project = (mark) => map.project(toLatLng([mark.lon, mark.lat]), zoom);
      this.size(map.getSize().x, map.getContainer());
      const { marks } = this.drawn.picture;
      const asked = [zoom, this.scale, this.drawn.store.language, ...marks.map((mark) => mark.fact)].join();
      if (asked === this.asked) return; // they stand so already
      this.asked = asked;
      const { placed, ties, crowds } = scope.crowd.arrange(marks, project, this.scale);
      const at = (point) => map.unproject(L.point(point.x, point.y), zoom);
      const there = new Set();
      this.spots = [];
      for (const { mark, first, group, x, y } of placed) {
        const entry = this.entries.get(mark.fact);
        there.add(entry);
        entry.spot = group[0].fact;
        entry.marker.setLatLng(at({ x, y }));
        if (!this.group.hasLayer(entry.marker)) this.group.addLayer(entry.marker);
        if (first) this.spots.push(group);
      }
      for (const entry of this.entries.values()) if (!there.has(entry)) this.group.removeLayer(entry.marker);
      this.drawTies(ties.map((tie) => [at(tie.from), at(tie.to)]), marks);
      this.drawCrowds(crowds.map((crowd) => ({ ...crowd, latLng: at(crowd) })));
    }

    size(width, container) {
      this.scale = SIZES.find(([wide]) => width < wide)[1];
      container.style.setProperty("--size", `${32 * this.scale}px`);
      if (container.classList.contains("small") === width < SMALL) return;
      container.classList.toggle("small");
      this.drawn.names.forget(); // measured in letters of another size
    }

    drawTies(lines, marks) {
      this.ties.clearLayers();
      const look = { pane: "ties", interactive: false, color: this.drawn.style.ink };
      for (const line of lines) {
        this.ties.addLayer(L.polyline(line, { ...look, weight: 1 }));
        this.ties.addLayer(L.circleMarker(line[0], { ...look, weight: 1, radius: 2.5, fillColor: "var(--disc)", fillOpacity: 1 }));
      }
      for (const mark of marks) this.drawPrecision(mark, look);
    }

    /** How far the true spot may lie from the mark, where that is more than the mark covers. */
    drawPrecision(mark, look) {
      const pixels = (mark.precision * 1000) / (156543 * Math.cos((mark.lat * Math.PI) / 180) / 2 ** this.map.getZoom());
      if (pixels < 20) return;
      this.ties.addLayer(L.circle(toLatLng([mark.lon, mark.lat]), {
        // In ink, which stands on a light and on a dark ground: it is the place that is vague, not an operator's part in it.
        ...look, className: "precision", radius: mark.precision * 1000, weight: 1.25, dashArray: "3 4", fillOpacity: 0.06, fillColor: this.drawn.style.ink,
      }));
    }

    drawCrowds(crowds) {
      this.crowds.clearLayers();
      for (const { marks, latLng } of crowds) {
        const marker = L.marker(latLng, {
          keyboard: false, icon: L.divIcon({ className: "crowd", iconSize: [40, 40], html: crowdIcon(marks.length, "var(--other)") }),
        });
        const open = () => {
          if (this.map.getZoom() >= this.map.getMaxZoom()) { this.drawn.select(marks[0].fact); return; } // the panel lists the others
          const bounds = L.latLngBounds(marks.map((mark) => toLatLng([mark.lon, mark.lat])));
          this.map.flyToBounds(bounds.pad(0.2), { maxZoom: this.map.getMaxZoom(), duration: 0.4, animate: scope.moves() });
        };
        marker.on("click", open);
        this.crowds.addLayer(marker);
        const element = marker.getElement();
        const names = [...new Set(marks.map((mark) => mark.operator))].slice(0, 6).join(", ");
        const { words } = this.drawn.store;
        element.setAttribute("role", "button");
        element.setAttribute("tabindex", "0");
        element.setAttribute("aria-label", `${words.crowd.replace("{n}", marks.length)}${words.colon}${names}`);
        element.addEventListener("keydown", scope.pressing(open));
      }
    }
  }

  scope.Marks = Marks;
})(sahelscope);
