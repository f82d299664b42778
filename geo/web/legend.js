// The legend: exactly what is drawn, as it is drawn.
"use strict";
(function (scope) {
  const { svg, el, refill } = scope;
  const { addPatterns, fillOf, markOf, doubtOf, arrowStyle, casingStyle, isHollow, outline, widthsOf } = scope.drawing;
  const OF_ARROWS = 0.5; // of the width on the map, in a swatch of 30 by 20

  class Legend {
    constructor(root, store) {
      this.root = root;
      this.store = store;
      this.shown = "";
    }

    /** Empty, in the language shown. */
    build() {
      this.root.setAttribute("aria-label", this.store.words.legend);
      this.root.replaceChildren(el("ul", {}));
      this.shown = "";
    }

    show({ areas, marks, arrows }) {
      const entries = this.store.legendOf(areas, marks, arrows);
      const shown = JSON.stringify(entries);
      if (shown === this.shown) return;
      if (this.shown) this.keepRoom();
      this.shown = shown;
      refill(this.root.firstElementChild, entries.map((entry) => el("li", {}, this.swatch(entry), entry.words)));
    }

    /**
     * It only grows: one that shrinks and grows from day to day would move the map each time. Asked
     * before it changes, while the page is laid out, and not after: that would be once more.
     */
    keepRoom() {
      const { root } = this;
      const width = root.clientWidth;
      if (this.width !== width) root.style.minHeight = "";
      this.width = width;
      root.style.minHeight = `${root.offsetHeight}px`;
    }

    swatch(entry) {
      const root = svg("svg", { width: 30, height: 20, "aria-hidden": "true" });
      const draw = { area: this.area, operator: this.disc, ring: this.ring, faint: this.ring, arrow: this.arrow, doubt: (to) => to.append(doubtOf(15, 10)) }[entry.group];
      draw.call(this, root, entry);
      return root;
    }

    area(root, { key }) {
      const { style } = this.store.payload;
      addPatterns(root, { [key]: style.areas[key] }, "legend-");
      root.append(svg("rect", {
        x: 1, y: 2, width: 28, height: 16, stroke: style.border, fill: fillOf(key, style.areas[key], "legend-"),
      }));
    }

    ring(root, { group, key }) {
      const { style } = this.store.payload;
      const mark = markOf("runway", style.rings[key] || style.rings.active, group === "faint" ? style.faint.other : "var(--other)");
      mark.setAttribute("transform", "translate(15 10) scale(0.62)");
      root.append(mark);
    }

    disc(root, { key }) {
      const { style } = this.store.payload;
      root.append(svg("circle", {
        cx: 15, cy: 10, r: 7.5, stroke: "var(--disc)", "stroke-width": 1.5, fill: style.operators[key] || style.other_operator,
      }));
    }

    arrow(root, { key }) {
      const widths = Object.fromEntries(Object.entries(widthsOf(key)).map(([name, width]) => [name, width * OF_ARROWS]));
      const ring = outline([L.point(2, 10), L.point(9, 10), L.point(28, 10)], widths);
      const points = ring.map((p) => `${p.x},${p.y}`).join(" ");
      const look = arrowStyle(key, "var(--other)");
      const line = (one, fill) => svg("polygon", {
        points, fill, class: one.className, stroke: one.color, "stroke-width": one.weight * 0.8,
        "stroke-dasharray": one.dashArray && one.dashArray.split(" ").map((part) => part * 0.6).join(" "),
      });
      if (isHollow(key)) root.append(line(casingStyle(look), "none"));
      root.append(line(look, look.fillColor));
    }
  }

  scope.Legend = Legend;
})(sahelscope);
