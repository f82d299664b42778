// The names on the map: which there are, how large they stand and where each may. Where they do stand
// is decided in labels.js, without the map.
"use strict";
(function (scope) {
  const { beside, around, over, boxAt, far, apartBy, isNearest, Spots } = scope.labels;
  const { toLatLng } = scope.drawing;
  const { el } = scope;
  const SPACE = 4; // pixels between two words of a label
  const MOST_LABELS = 160; // more names than that no screen has room for
  const FOLD = 0.62; // how wide two lines of a name are, of one: words differ in length
  const MANY = 6; // marks in one country
  const NEAR = 12; // pixels from an arrow within which a mark is by it
  const REACHES = [3, 8, 14, 20]; // pixels from a mark to its name, the nearest first

  /** Least distance in pixels between a box and a line of points; 0 where they meet. */
  function distanceTo(points, corner, size) {
    let least = Infinity;
    for (const p of points) {
      const dx = Math.max(corner.x - p.x, 0, p.x - corner.x - size.x);
      const dy = Math.max(corner.y - p.y, 0, p.y - corner.y - size.y);
      least = Math.min(least, far(dx, dy));
    }
    return least;
  }

  const range = document.createRange();

  /** The boxes of the words in an element, line by line. */
  function boxesOf(node) {
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  }

  const squareOf = (box) => L.point(box.right - box.left, box.bottom - box.top);

  /** A line of pixels with five more points between each two. */
  function densely(points) {
    const between = (from, to) => [1, 2, 3, 4, 5, 6].map((part) => from.add(to.subtract(from).multiplyBy(part / 6)));
    return points.flatMap((point, i) => (i ? between(points[i - 1], point) : [point]));
  }

  class Names {
    /** For what a ScopeMap has drawn, into a pane of its map. */
    constructor(drawn, pane) {
      const { map, store } = drawn;
      Object.assign(this, { drawn, map, store, pane, labels: new Map(), standing: [] }); // standing: boxes of what is named, in pixels
      // Letters that a reader sets wider after all was measured widen what stands in the corner too.
      let told = false; // an observer reports once before anything has changed
      const again = () => {
        if (told) { this.loosen(); this.anew(); }
        told = true;
      };
      new ResizeObserver(again).observe(this.map.attributionControl.getContainer());
    }

    /** The map has moved: names of land may stand elsewhere than they did. */
    loosen() {
      this.look();
      this.asked = null;
      for (const label of this.labels.values()) label.fixed = null;
    }

    /** The labels of the picture; kept from answer to answer by their words. */
    choose() {
      if (this.pane.hidden) { this.forget(); return; } // what is not laid out has no size
      const wanted = new Map();
      for (const label of this.wanted()) {
        const { kind, title, below, colour, id, isOver, isFirst } = label;
        wanted.set([kind, title, below, colour, id, isOver, isFirst].join("\n"), label);
      }
      this.keep(wanted);
    }

    /** What is to be named, most important first: the bloc, then what changes, then everybody else. On a small map, where not all has room, one has to know first in which country the marks are. */
    * wanted() {
      const isSmall = this.map.getContainer().classList.contains("small");
      const countries = this.ofCountries(isSmall);
      const marks = this.ofMarks();
      const first = countries.filter(({ isFirst }) => isFirst);
      yield* isSmall ? [...first, ...marks] : [...marks, ...first];
      yield* this.ofArrows();
      yield* countries.filter(({ isFirst }) => !isFirst);
      yield* this.ofWaters();
      if (this.drawn.land.isClose) yield* this.ofRegions();
    }

    ofMarks() {
      return this.drawn.marks.spots.slice(0, MOST_LABELS).map((group) => {
        const marks = group.map(({ fact }) => this.drawn.marks.entries.get(fact).mark); // as they are called now
        const [{ title, near, fact }] = marks;
        const operators = [...new Set(marks.map((mark) => mark.operator))].join(", ");
        return { kind: "mark", title, below: [near, operators].filter(Boolean).join("\n"), colour: null, id: fact };
      });
    }

    ofArrows() {
      const { drawn } = this;
      const entries = new Map(drawn.arrows.all.map((entry) => [entry.arrow, entry]));
      return drawn.picture.arrows.filter((arrow) => entries.has(arrow)).map((arrow) => ({
        kind: "arrow", title: arrow.title, below: arrow.subtitle, colour: drawn.colour(arrow.partner), id: arrow.fact,
        isOver: arrow.key === "gone", latLngs: entries.get(arrow).latLngs,
      }));
    }

    /** Those of which a membership is drawn come first; on a small map, also those with many marks. */
    ofCountries(isSmall) {
      const areas = new Map(this.drawn.picture.areas.map((area) => [area.country, area.key]));
      const isOfBloc = ({ id }) => (areas.get(id) || "none").startsWith("aes");
      const hosts = isSmall ? this.drawn.picture.marks.flatMap(({ fact }) => this.store.byId.get(fact).hosts.map(({ id }) => id)) : [];
      const isCrowded = ({ id }) => hosts.filter((host) => host === id).length >= MANY;
      const weight = (country) => (isOfBloc(country) ? 100 : (areas.get(country.id) || "none") === "none" ? 0 : 50) - country.rank;
      return [...this.store.land.countries].sort((a, b) => weight(b) - weight(a)).map((country) => (
        { kind: isOfBloc(country) ? "country bloc" : "country", isFirst: isOfBloc(country) || isCrowded(country), ...this.bare(country.name), id: country.id, country }));
    }

    ofWaters() {
      return this.store.waters.filter(({ rank }) => rank === 1).map((water) => (
        { kind: "water", ...this.bare(water.name), id: `water ${water.rank} ${water.line}`, water }));
    }

    ofRegions() {
      return this.store.regions.flatMap(({ country, names }) => names.map(({ name, at, reach }) => (
        { kind: "region", ...this.bare(name), id: `region ${country}`, at, reach })));
    }

    /** A name with nothing below it. */
    bare(name) { return { title: this.store.say(name), below: null, colour: null }; }

    /** Letters, or what stands beside them, are of another size. */
    anew() {
      this.forget();
      this.choose();
      this.place();
    }

    forget() {
      this.asked = null;
      for (const { element } of this.labels.values()) element.remove();
      this.labels.clear();
    }

    keep(wanted) {
      for (const [key, label] of this.labels) if (!wanted.has(key)) label.element.remove();
      const kept = new Map();
      const fresh = [];
      for (const [key, words] of wanted) {
        let label = this.labels.get(key);
        if (label) Object.assign(label, words);
        else {
          label = { ...words, element: this.element(words) };
          fresh.push(label);
        }
        kept.set(key, label);
      }
      this.labels = kept;
      this.measure(fresh);
    }

    element({ kind, title, below, colour, isOver }) {
      const element = el("div", { class: `map-label ${kind}${isOver ? " over" : ""}` }, el(below === null ? "span" : "b", {}, colour && this.operatorDot(colour), title));
      if (below) {
        for (const part of kind === "arrow" ? below.split("\n") : [below]) { // how many, and by when
          element.append(el("span", {}, `${element.childElementCount > 1 ? ", " : ""}${part}`));
        }
      }
      if (colour) element.style.color = colour;
      return element;
    }

    /** On a dark page words are light, and a dot beside them has the operator's colour. */
    operatorDot(colour) {
      const dot = el("i");
      dot.style.background = colour;
      return dot;
    }

    /** All at once, so that the page is laid out once and not for every label. */
    measure(labels) {
      this.pane.append(...labels.map((label) => label.element));
      for (const label of labels) {
        const { element, below } = label;
        label.forms = [{ size: this.sizeOf(element), look: "" }];
        if (below !== null) label.forms.push({ size: this.sizeOfName(element.firstChild), look: "short" });
      }
      this.measureOthers(labels);
      // Nor is anything in a frame that is not shown: its next picture is drawn when it is.
      if (!labels.length || labels[0].forms[0].size.x) return;
      cancelAnimationFrame(this.waiting);
      this.waiting = requestAnimationFrame(() => this.anew());
    }

    /** The name alone on two short lines fits where a long one does not; how many come or go tells more than by when; a slim country has a small name. */
    measureOthers(labels) {
      const others = [];
      for (const label of labels) {
        const { kind, title, element, forms } = label;
        const folds = kind === "mark" && title.includes(" ");
        if (folds) element.style.setProperty("--fold", `${Math.ceil(FOLD * forms[1].size.x)}px`);
        const look = folds ? "short folded" : kind === "country bloc" || element.childElementCount > 2 ? "brief" : "";
        if (look) others.push([label, look]);
      }
      for (const [{ element }, look] of others) element.classList.add(...look.split(" "));
      for (const [{ element, forms }, look] of others) forms.splice(look === "brief" ? 1 : 2, 0, { size: this.sizeOf(element), look });
    }

    /** Where a position stands, in pixels of the map's frame. */
    pointOf(latLng) { return this.map.latLngToContainerPoint(latLng); }

    /** As wide as its longest line: a box in which words are broken is wider, and they would stand away from its right edge. */
    sizeOf(element) {
      const boxes = [...element.children].flatMap(boxesOf);
      const edge = (least, side) => least(...boxes.map((box) => box[side]));
      return L.point(boxes.length && Math.ceil(edge(Math.max, "right") - edge(Math.min, "left")), element.offsetHeight);
    }

    /** How large a name is by itself on one line, where there is no room for what stands below it. */
    sizeOfName(element) {
      const width = boxesOf(element).reduce((sum, box) => sum + box.width + SPACE, -SPACE);
      // A dot before the words is no line; one that turns to the left and back is several boxes of one height.
      const lines = new Set(boxesOf(element.lastChild).map((box) => box.top)).size;
      return L.point(Math.ceil(width), element.offsetHeight / Math.max(1, lines));
    }

    place() {
      const { map } = this;
      if (this.pane.hidden) return;
      this.standing = this.boxesOfMarks();
      const asked = JSON.stringify([...this.labels.keys(), ...this.drawn.arrows.entries.keys(), this.standing, this.controls]);
      if (asked === this.asked) return; // they stand so already
      this.asked = asked;
      const paths = new Map(this.drawn.arrows.all.map(({ arrow, latLngs }) => [arrow.fact, densely(latLngs.map((p) => this.pointOf(p)))]));
      const all = [...this.labels.values()];
      for (const label of all) label.tries = label.fixed || this.triesOf(label, paths);
      scope.labels.place(all, this.obstacles(paths), map.getSize());
      L.DomUtil.setPosition(this.pane, map.containerPointToLayerPoint([0, 0]));
    }

    triesOf(label, paths) {
      const tries = label.forms.map(({ size, look }) => ({ size, look, ...this.candidates(label, size, paths) }));
      // An arrow without a name is worse than a name that stands by a mark too.
      if (label.kind === "arrow") tries.push(...tries.map((one) => ({ ...one, allowed: one.anyhow })));
      // A base or an arrow without a name is worse than a name over the shaft of an arrow, and that over a head: it says which way.
      if (label.below !== null) tries.push(...[1, 2].flatMap((soft) => tries.slice(1).map((one) => ({ ...one, soft }))));
      else {
        if (label.isFirst) tries.push(...tries.map((one) => ({ ...one, soft: 1 })));
        label.fixed = tries; // land stays where it is until the map moves
      }
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
      const frame = this.map.getSize();
      const isSeen = ({ left, top, right, bottom }) => left + right > 0 && top + bottom > 0 && left + right < 2 * frame.x && top + bottom < 2 * frame.y;
      if (!mine.some(isSeen)) return { spots: [] }; // a name at the edge of what lies beyond it stands by nothing
      const all = {
        left: Math.min(...mine.map((box) => box.left)), top: Math.min(...mine.map((box) => box.top)),
        right: Math.max(...mine.map((box) => box.right)), bottom: Math.max(...mine.map((box) => box.bottom)),
      };
      const far = 3 * REACHES[REACHES.length - 1] + Math.max(size.x, size.y);
      let others = null; // asked for once a place is free, which most are not
      const allowed = (corner) => {
        others = others || this.standing.filter(({ spot, box }) => spot !== id && apartBy(box, all) < far).map(({ box }) => box);
        return isNearest(boxAt(corner, size), mine, others);
      };
      return { spots: new Spots(...REACHES.map((reach) => () => around(all, size, reach))), allowed };
    }

    /** Every mark and crowd on the map as a box of pixels; a spot is known by its first fact. */
    boxesOfMarks() {
      const box = (marker, half) => {
        const { x, y } = this.pointOf(marker.getLatLng());
        return { left: x - half, top: y - half, right: x + half, bottom: y + half };
      };
      return this.drawn.marks.standing.map(({ marker, spot, half }) => ({ spot, box: box(marker, half) }));
    }

    alongArrow(label, size, paths) {
      const mine = paths.get(label.id);
      const off = (reach) => [0.7, 0.5, 0.9, 0.3, 0.1, 1].flatMap((share) => {
        const { x, y } = mine[Math.round(share * (mine.length - 1))];
        const aside = [y - reach - size.y, y + reach].flatMap((up) => [0.75, 0.25].map((part) => ({ x: x - part * size.x, y: up })));
        return [...beside({ left: x, top: y, right: x, bottom: y }, size, reach), ...aside];
      });
      // A label nearer to another arrow than to its own would be read as the other's.
      const anyhow = (corner) => {
        const away = distanceTo(mine, corner, size);
        for (const [fact, points] of paths) if (fact !== label.id && distanceTo(points, corner, size) <= away) return false;
        return true;
      };
      let others = null; // as with marks
      const allowed = (corner) => {
        // So it is with a mark, unless the arrow passes by it.
        others = others || this.standing.map(({ box }) => box).filter((box) => distanceTo(mine, { x: box.left, y: box.top }, squareOf(box)) > NEAR);
        const away = 1.5 * distanceTo(mine, corner, size);
        const own = boxAt(corner, size);
        return others.every((box) => apartBy(own, box) > away) && anyhow(corner);
      };
      return { spots: new Spots(...[17, 30, 48, 12].map((reach) => () => off(reach))), allowed, anyhow };
    }

    /** Where the region has most room, and only if its name fits about into it. */
    overRegion({ at: [lon, lat], reach }, size) {
      const { x, y } = this.pointOf(toLatLng([lon, lat]));
      const room = x - this.pointOf(toLatLng([lon - reach, lat])).x;
      if (2.6 * room < size.x) return { spots: [] };
      return { spots: [0, -0.5, 0.5].map((part) => ({ x: x - size.x / 2, y: y - size.y / 2 + part * room })) };
    }

    /** Along a river or beside a lake, at its points one by one. */
    besideWater({ water }, size) {
      const { grid } = this.store.land;
      const longest = water.lines.reduce((best, line) => (line.length > best.length ? line : best), []);
      const every = Math.max(1, Math.floor(longest.length / 24));
      const spots = longest.filter((_, i) => i % every === 0).flatMap(([east, north]) => {
        const { x, y } = this.pointOf(toLatLng([east / grid, north / grid]));
        return beside({ left: x, top: y, right: x, bottom: y }, size, 4).slice(0, 4);
      });
      return { spots };
    }

    insideCountry(label, size) {
      const bounds = this.drawn.land.boundsOf(this.drawn.land.countries.get(label.id));
      const a = this.pointOf(bounds.getNorthWest());
      const b = this.pointOf(bounds.getSouthEast());
      const frame = this.map.getSize();
      if (b.x < 0 || b.y < 0 || a.x > frame.x || a.y > frame.y) return { spots: [] };
      if (size.x > (b.x - a.x) * 1.15) return { spots: [] }; // a name wider than its country misleads
      const point = this.pointOf(toLatLng(label.country.at));
      const centre = { x: point.x - size.x / 2, y: point.y - size.y / 2 };
      const spots = new Spots([centre], () => over(point, size, { left: a.x, top: a.y, right: b.x, bottom: b.y }));
      return { spots, allowed: (corner) => corner === centre || this.liesIn(label, corner, size) };
    }

    /** Both ends and the middle of the name stand in its country. */
    liesIn(label, corner, size) {
      const y = corner.y + size.y / 2;
      return [0.08, 0.5, 0.92].every((share) => {
        const position = this.map.containerPointToLatLng([corner.x + size.x * share, y]);
        return this.drawn.land.covers(this.drawn.land.countries.get(label.id), position);
      });
    }

    obstacles(paths) {
      const boxes = this.standing.map(({ box }) => box);
      const square = (p, half, soft) => boxes.push({ left: p.x - half, top: p.y - half, right: p.x + half, bottom: p.y + half, soft });
      for (const points of paths.values()) {
        for (const point of points) square(point, 9, 1);
      }
      for (const { arrow, sign } of this.drawn.arrows.all) square(paths.get(arrow.fact).at(-1), sign ? 20 : 9, sign ? 3 : 2); // its head, and what doubts it
      if (!this.controls) this.look(); // by now all is laid out
      return [...boxes, ...this.controls];
    }

    /** Where the controls of the map stand: asked before a step changes the page, which had to be laid out for it. */
    look() {
      const frame = this.map.getContainer().getBoundingClientRect();
      this.controls = [...this.map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
        const box = control.getBoundingClientRect();
        return { left: box.left - frame.left, top: box.top - frame.top, right: box.right - frame.left, bottom: box.bottom - frame.top };
      });
    }
  }

  scope.Names = Names;
})(sahelscope);
