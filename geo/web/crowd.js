// Marks that would cover each other at this zoom: those of one spot stand in rows beside each other,
// near spots are pushed apart and tied to their true place, and a crowd becomes a number.
"use strict";
(function (scope) {
  const { far: away, put } = scope.labels;
  const STEP = 30; // from mark to mark in a row
  const ROW = 3; // marks in a row, or as many as make a square of more
  const SIZE = 32;
  const MOST = 40; // marks that are still pushed apart; more are one number until the next zoom
  const ROUNDS = 40;
  const TIMES = 40; // what is pushed apart may reach others: so often is looked again
  const AT_HOME = 6; // pixels from its spot at which a mark still stands on it
  const WAYS_HOME = 4; // who goes home makes room for others: so often all are asked

  /** Spots of equal position, in the order in which their first mark comes. */
  function spotsOf(marks) {
    const spots = new Map();
    for (const mark of marks) put(spots, `${mark.lon},${mark.lat}`, mark);
    return [...spots.values()];
  }

  /** Columns and lines of so many marks of one spot. */
  function shapeOf(number) {
    const columns = Math.min(number, Math.max(ROW, Math.ceil(Math.sqrt(number))));
    return [columns, Math.ceil(number / columns)];
  }

  function boxOf(spot, number) {
    const [columns, lines] = shapeOf(spot.marks.length);
    return {
      number, spot, columns, lines, x: spot.point.x, y: spot.point.y,
      width: SIZE + STEP * (columns - 1), height: SIZE + STEP * (lines - 1),
    };
  }

  /** How far two boxes reach into each other, on both axes; the first mark stands on the spot. */
  function overlapOf(a, b) {
    const x = Math.min(a.x - SIZE / 2 + a.width, b.x - SIZE / 2 + b.width) - Math.max(a.x, b.x) + SIZE / 2;
    const y = Math.min(a.y - SIZE / 2 + a.height, b.y - SIZE / 2 + b.height) - Math.max(a.y, b.y) + SIZE / 2;
    return x > 0 && y > 0 ? { x, y } : null;
  }

  /** Groups of boxes that touch, found over a grid so that thousands cost little. */
  function clustersOf(boxes) {
    const cell = boxes.reduce((most, { width, height }) => Math.max(most, width, height), SIZE); // so that who touches is a neighbour
    const grid = new Map();
    const home = boxes.map((_, i) => i);
    const root = (i) => { while (home[i] !== i) i = home[i] = home[home[i]]; return i; };
    for (const box of boxes) {
      const [column, line] = [Math.floor(box.x / cell), Math.floor(box.y / cell)];
      for (let dx = -1; dx <= 1; dx += 1) for (let dy = -1; dy <= 1; dy += 1) {
        for (const other of grid.get((column + dx) * 65536 + line + dy) || []) {
          if (overlapOf(box, other)) home[root(box.number)] = root(other.number);
        }
      }
      put(grid, column * 65536 + line, box);
    }
    const clusters = new Map();
    for (const box of boxes) put(clusters, root(box.number), box);
    return [...clusters.values()];
  }

  /** Push the boxes of one cluster apart, a little in every round, the shorter way. */
  function spread(boxes) {
    for (let round = 0; round < ROUNDS; round += 1) {
      let moved = false;
      for (let i = 0; i < boxes.length; i += 1) for (let j = i + 1; j < boxes.length; j += 1) {
        const [a, b] = [boxes[i], boxes[j]];
        const over = overlapOf(a, b);
        if (!over) continue;
        moved = true;
        const axis = over.x < over.y ? "x" : "y";
        const way = a[axis] < b[axis] || (a[axis] === b[axis] && a.number < b.number) ? 1 : -1;
        const push = (over[axis] / 2 + 0.5) * way;
        a[axis] -= push;
        b[axis] += push;
      }
      if (!moved) return;
    }
  }

  // ---- home again: what somebody was pushed out of the way of may be elsewhere by now ----

  /** Where a mark of a box stands, by its number, if the first stands there. */
  const standOf = (number, { columns }, { x, y }) => ({ x: x + (number % columns) * STEP, y: y + Math.floor(number / columns) * STEP });

  /** Where the mark of a box stands that is nearest to their spot, and how far it is from there. */
  function nearestOf(box, first) {
    const { marks, point } = box.spot;
    let best = null;
    for (let i = 0; i < marks.length; i += 1) {
      const { x, y } = standOf(i, box, first);
      const far = away(x - point.x, y - point.y);
      if (!best || far < best.far) best = { x, y, far };
    }
    return best;
  }

  /** Where its first mark may stand on one axis: so that one is on the spot, or the box touches what is in the way; nearest first. */
  function tries(spot, many, edges) {
    const rows = Array.from({ length: many }, (_, i) => STEP * i);
    return [...edges, ...rows.map((row) => spot - row)]
      .map((first) => ({ first, off: Math.min(...rows.map((row) => Math.abs(first + row - spot))) })).sort((a, b) => a.off - b.off);
  }

  /** Put a box on the free place nearest to its spot; whether that is nearer than before. */
  function bringHome(box, boxes) {
    const { spot: { point }, columns, lines, width, height } = box;
    const before = nearestOf(box, box).far;
    if (before <= AT_HOME) return false;
    let best = before;
    const reaches = (from, to, spot, many) => from < spot + best && to > spot - best - STEP * (many - 1);
    // The first mark may stand nowhere between these edges.
    const taken = boxes.filter((other) => other !== box)
      .map((other) => ({ left: other.x - width, right: other.x + other.width, top: other.y - height, bottom: other.y + other.height }))
      .filter(({ left, right, top, bottom }) => reaches(left, right, point.x, columns) && reaches(top, bottom, point.y, lines));
    for (const { first: x, off } of tries(point.x, columns, taken.flatMap(({ left, right }) => [left, right]))) {
      if (off >= best) break;
      const there = taken.filter(({ left, right }) => x > left && x < right);
      for (const { first: y, off: down } of tries(point.y, lines, there.flatMap(({ top, bottom }) => [top, bottom]))) {
        if (away(off, down) >= best) break;
        const { far } = nearestOf(box, { x, y });
        if (far >= best || there.some(({ top, bottom }) => y > top && y < bottom)) continue;
        best = far;
        Object.assign(box, { x, y });
      }
    }
    return best < before - 1;
  }

  /** The furthest first. */
  function gather(boxes) {
    for (let time = 0; time < WAYS_HOME; time += 1) {
      const far = new Map(boxes.map((box) => [box, nearestOf(box, box).far]));
      const nearer = [...boxes].sort((a, b) => far.get(b) - far.get(a)).filter((box) => bringHome(box, boxes));
      if (!nearer.length) return;
    }
  }

  /**
   * Where each mark stands.
   * @param {Array<object>} marks With lon and lat, in order of importance.
   * @param {function} project From lon, lat to pixels.
   * @param {number} scale How large marks are drawn, 1 being 32 pixels.
   * @returns {{placed: Array<{mark, x, y}>, ties: Array<{from, to}>, crowds: Array<{marks, x, y}>}}
   */
  function arrange(marks, project, scale) {
    // Measured in marks of full size: then everything else is the same for small ones.
    const spots = spotsOf(marks).map((group) => {
      const { x, y } = project(group[0]);
      return { marks: group, point: { x: x / scale, y: y / scale } };
    });
    const back = ({ x, y }) => ({ x: x * scale, y: y * scale });
    const placed = [];
    const ties = [];
    const crowds = [];
    const free = [];
    for (const cluster of clustersOf(spots.map(boxOf))) {
      const all = cluster.flatMap((box) => box.spot.marks);
      if (all.length > MOST) {
        const middle = (axis) => cluster.reduce((sum, box) => sum + box[axis], 0) / cluster.length;
        crowds.push({ marks: all, ...back({ x: middle("x"), y: middle("y") }) });
      } else free.push(...cluster);
    }
    free.forEach((box, number) => { box.number = number; });
    for (let time = 0; time < TIMES; time += 1) {
      const touching = clustersOf(free).filter((cluster) => cluster.length > 1);
      if (!touching.length) break;
      touching.forEach(spread);
    }
    gather(free);
    for (const box of free) {
      const home = box.spot.point;
      const near = nearestOf(box, box);
      if (near.far > AT_HOME) ties.push({ from: back(home), to: back(near) });
      const { marks: group } = box.spot;
      group.forEach((mark, i) => placed.push({ mark, first: i === 0, group, ...back(standOf(i, box, box)) }));
    }
    return { placed, ties, crowds };
  }

  scope.crowd = { arrange };
})(sahelscope);
