// Labels in screen pixels: greedy by importance over a list of candidate places; a label without
// a free place is left out until the next zoom. Deterministic, about a millisecond for a hundred.
"use strict";
(function (scope) {
  const GAP = 3;

  class Boxes {
    constructor() { this.taken = []; }

    add(box) { this.taken.push(box); }

    free(box) {
      return this.taken.every(
        (other) =>
          box.left - GAP >= other.right || box.right + GAP <= other.left ||
          box.top - GAP >= other.bottom || box.bottom + GAP <= other.top,
      );
    }
  }

  function boxAt(point, size) {
    return { left: point.x, top: point.y, right: point.x + size.x, bottom: point.y + size.y };
  }

  function inside(box, size) {
    return box.left >= 2 && box.top >= 2 && box.right <= size.x - 2 && box.bottom <= size.y - 2;
  }

  /**
   * Put every label where it touches nothing, most important first.
   * @param {Array<{element: HTMLElement, candidates: Array<{x: number, y: number}>}>} labels
   *   In order of importance; candidates are top left corners in container pixels, best first.
   * @param {Array<object>} obstacles Boxes nothing may cover.
   * @param {{x: number, y: number}} size The map in pixels.
   */
  function place(labels, obstacles, size) {
    const boxes = new Boxes();
    obstacles.forEach((box) => boxes.add(box));
    for (const label of labels) {
      const spot = label.candidates.find((point) => {
        const box = boxAt(point, label.size);
        return inside(box, size) && boxes.free(box);
      });
      label.element.hidden = !spot;
      if (spot) {
        boxes.add(boxAt(spot, label.size));
        label.element.style.left = `${Math.round(spot.x)}px`;
        label.element.style.top = `${Math.round(spot.y)}px`;
      }
    }
  }

  /** Beside a point: right, left, above, below, then the corners. */
  function around(point, size, reach) {
    const { x, y } = point;
    const middle = y - size.y / 2;
    const centre = x - size.x / 2;
    return [
      { x: x + reach, y: middle },
      { x: x - reach - size.x, y: middle },
      { x: centre, y: y - reach - size.y },
      { x: centre, y: y + reach },
      { x: x + reach * 0.7, y: y - reach - size.y * 0.7 },
      { x: x + reach * 0.7, y: y + reach - size.y * 0.3 },
      { x: x - reach * 0.7 - size.x, y: y - reach - size.y * 0.7 },
      { x: x - reach * 0.7 - size.x, y: y + reach - size.y * 0.3 },
    ];
  }

  /** Centred on a point, then step by step away from it. */
  function over(point, size, step) {
    const found = [];
    for (const [dx, dy] of [[0, 0], [0, 1], [0, -1], [1, 0], [-1, 0], [0, 2], [0, -2], [1, 1],
      [-1, 1], [1, -1], [-1, -1], [0, 3], [0, -3], [2, 0], [-2, 0]]) {
      found.push({ x: point.x - size.x / 2 + dx * step * 1.6, y: point.y - size.y / 2 + dy * step });
    }
    return found;
  }

  scope.labels = { place, around, over, boxAt };
})(window.sahelscope = window.sahelscope || {});
