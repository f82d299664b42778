// Labels in screen pixels: greedy by importance over a list of candidate places; a label without
// a free place is left out until the next zoom. Deterministic, about a millisecond for a hundred.
"use strict";
(function (scope) {
  const GAP = 3;
  const LOOKS = ["short", "folded", "brief"]; // of a label that does not say all that it could
  const WORDS = 4; // more of it beside a name: two on one line would read as one
  const CLEARLY = 3; // pixels by which a label must be nearer to what it names, at least

  const CELL = 48; // pixels; about the height of a label of three lines

  /** Add to what a map has under a key. */
  function put(map, key, one) {
    if (!map.has(key)) map.set(key, []);
    map.get(key).push(one);
  }

  /** What is taken, by the cells it reaches: arrows alone are a thousand boxes, most of them far away. */
  class Boxes {
    constructor() { this.cells = new Map(); }

    /** Whether a test holds in each cell that a box reaches; keys stay apart up to a million pixels. */
    everyCell({ left, top, right, bottom }, test) {
      const last = [Math.floor(right / CELL), Math.floor(bottom / CELL)];
      for (let x = Math.floor(left / CELL); x <= last[0]; x += 1) {
        for (let y = Math.floor(top / CELL); y <= last[1]; y += 1) if (!test(x * 65536 + y)) return false;
      }
      return true;
    }

    add(box) {
      this.everyCell(box, (key) => {
        put(this.cells, key, box);
        return true;
      });
    }

    free({ left, top, right, bottom }, soft) {
      const wide = { left: left - GAP, top: top - GAP, right: right + GAP, bottom: bottom + GAP };
      const apart = (other) => other.soft <= soft || wide.left >= other.right || wide.right <= other.left ||
        wide.top >= other.bottom || wide.bottom <= other.top;
      return this.everyCell(wide, (key) => !this.cells.has(key) || this.cells.get(key).every(apart));
    }
  }

  /** Math.hypot, which takes any number of numbers, takes several times as long. */
  const far = (x, y) => Math.sqrt(x * x + y * y);

  /** Pixels between two boxes; 0 where they touch. */
  const apartBy = (a, b) => far(Math.max(b.left - a.right, 0, a.left - b.right), Math.max(b.top - a.bottom, 0, a.top - b.bottom));

  /** Pixels between a box and the round mark that fills another. */
  function roundBy(a, b) {
    const [x, y, half] = [(b.left + b.right) / 2, (b.top + b.bottom) / 2, (b.right - b.left) / 2];
    return far(Math.max(x - a.right, 0, a.left - x), Math.max(y - a.bottom, 0, a.top - y)) - half;
  }

  /**
   * Whether a box is clearly nearer to some round marks than to any of others, as one sees them and
   * by the squares they fill: a reader takes a name for that of the nearest mark.
   */
  function isNearest(box, mine, others) {
    const least = (measure) => Math.min(...mine.map((one) => measure(box, one)));
    const [seen, square] = [least(roundBy), least(apartBy)];
    const clear = Math.max(seen + CLEARLY, seen * 1.5);
    return others.every((one) => roundBy(box, one) >= clear && apartBy(box, one) >= square + 0.5);
  }

  function boxAt(point, size) {
    return { left: point.x, top: point.y, right: point.x + size.x, bottom: point.y + size.y };
  }

  function inside(box, size) {
    return box.left >= 2 && box.top >= 2 && box.right <= size.x - 2 && box.bottom <= size.y - 2;
  }

  /** Places part by part, the best first; a part is worked out when those before it are taken, and kept. */
  class Spots {
    constructor(...parts) { this.parts = parts; }

    /** As an array's. */
    find(test) {
      for (const [number, part] of this.parts.entries()) {
        if (typeof part === "function") this.parts[number] = part();
        const found = this.parts[number].find(test);
        if (found) return found;
      }
      return undefined;
    }
  }

  /**
   * Put every label where it touches nothing, most important first.
   * @param {Array<{element: HTMLElement, tries: Array<{size: object, spots: Array<object>|Spots}>}>} labels
   *   In order of importance; each try is a size, its top left corners in container pixels, best
   *   first, and a test of a corner if one is needed, and the classes by which it looks so.
   * @param {Array<object>} obstacles Boxes nothing may cover; a soft one gives way to a try as soft.
   * @param {{x: number, y: number}} frame The map in pixels.
   */
  function place(labels, obstacles, frame) {
    const boxes = new Boxes();
    obstacles.forEach((box) => boxes.add(box));
    for (const label of labels) {
      let found = false;
      for (const { size, spots, allowed, soft, look } of label.tries) {
        const spot = spots.find((corner) => {
          const box = boxAt(corner, size);
          return inside(box, frame) && boxes.free(box, soft) && (!allowed || allowed(corner));
        });
        if (!spot) continue;
        boxes.add(boxAt({ x: spot.x - WORDS, y: spot.y }, { x: size.x + 2 * WORDS, y: size.y }));
        for (const one of LOOKS) label.element.classList.toggle(one, look.includes(one));
        const [left, top, width] = [spot.x, spot.y, size.x].map((one) => `${Math.round(one)}px`);
        Object.assign(label.element.style, { left, top, width });
        found = true;
        break;
      }
      label.element.hidden = !found;
    }
  }

  /** Beside a box: right, left, above, below, then the corners; *reach* is the gap in pixels. */
  function beside({ left, top, right, bottom }, size, reach) {
    const middle = (top + bottom) / 2 - size.y / 2;
    const centre = (left + right) / 2 - size.x / 2;
    return [
      { x: right + reach, y: middle },
      { x: left - reach - size.x, y: middle },
      { x: centre, y: top - reach - size.y },
      { x: centre, y: bottom + reach },
      { x: right - 5 + reach * 0.7, y: top + 5 - reach * 0.7 - size.y },
      { x: right - 5 + reach * 0.7, y: bottom - 5 + reach * 0.7 },
      { x: left + 5 - reach * 0.7 - size.x, y: top + 5 - reach * 0.7 - size.y },
      { x: left + 5 - reach * 0.7 - size.x, y: bottom - 5 + reach * 0.7 },
      { x: left, y: top - reach - size.y },
      { x: right - size.x, y: top - reach - size.y },
      { x: left, y: bottom + reach },
      { x: right - size.x, y: bottom + reach },
    ];
  }

  /** Beside a box, also level with its edges and past them from its middle: for what stands in a row. */
  function around(box, size, reach) {
    const { left, top, right, bottom } = box;
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const across = [x, x - size.x, left - size.x / 2, right - size.x / 2];
    const down = [top, bottom - size.y, y, y - size.y, top - size.y / 2, bottom - size.y / 2];
    return [
      ...beside(box, size, reach),
      ...[right + reach, left - reach - size.x].flatMap((side) => down.map((edge) => ({ x: side, y: edge }))),
      ...[top - reach - size.y, bottom + reach].flatMap((side) => across.map((edge) => ({ x: edge, y: side }))),
    ];
  }

  /** On a grid over a box, nearest to a point first: the corners of what is as large. */
  function over(point, size, box) {
    const found = [];
    const steps = 9;
    for (let i = 1; i < steps; i += 1) {
      for (let j = 1; j < steps; j += 1) {
        found.push({
          x: box.left + ((box.right - box.left) * i) / steps,
          y: box.top + ((box.bottom - box.top) * j) / steps,
        });
      }
    }
    const away = (p) => far(p.x - point.x, p.y - point.y);
    return found
      .sort((a, b) => away(a) - away(b))
      .map((p) => ({ x: p.x - size.x / 2, y: p.y - size.y / 2 }));
  }

  /** Whether a point lies in a ring of points (even-odd rule). */
  function inRing([x, y], ring) {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [xi, yi] = ring[i];
      const [xj, yj] = ring[j];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
    return inside;
  }

  scope.labels = { place, beside, around, over, inRing, boxAt, far, apartBy, isNearest, put, Spots };
})(sahelscope);
