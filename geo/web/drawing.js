// The picture on the Leaflet map: land, memberships, marks, arrows. It draws what the payload
// says and decides nothing about facts.
"use strict";
(function (scope) {
  const { svg } = scope;

  const toLatLng = ([lon, lat]) => L.latLng(lat, lon); // the one place that flips lon, lat

  // ---- memberships -------------------------------------------------------------------------

  const turnOf = (area) => (area.stripe ? "rotate(45)" : "");

  /** A pattern of an area style: bands for a second membership, broken bands, dots. */
  function patternOf(id, area) {
    const band = 12;
    const pattern = svg("pattern", {
      id, width: band, height: band, patternUnits: "userSpaceOnUse",
      patternTransform: turnOf(area),
    });
    pattern.append(svg("rect", { width: band, height: band, fill: area.fill }));
    if (area.stripe) {
      const [width, height] = area.broken ? [3.5, band * 0.62] : [band / 2, band];
      pattern.append(svg("rect", { width, height, fill: area.stripe }));
    }
    if (area.dots) {
      pattern.append(svg("circle", { cx: band / 2, cy: band / 2, r: 1.5, fill: area.dots }));
    }
    return pattern;
  }

  const needsPattern = (area) => area.stripe || area.dots;
  const idOf = (key, prefix) => prefix + key.replace("+", "-");

  /** Put the patterns of area styles into an SVG; each with its style. */
  function addPatterns(root, areas, prefix) {
    const patterns = Object.entries(areas).filter(([, area]) => needsPattern(area))
      .map(([key, area]) => [patternOf(idOf(key, prefix), area), area]);
    root.prepend(svg("defs", {}, ...patterns.map(([pattern]) => pattern)));
    return patterns;
  }

  const fillOf = (key, area, prefix) =>
    needsPattern(area) ? `url(#${idOf(key, prefix)})` : area.fill;

  // ---- glyphs ------------------------------------------------------------------------------

  function glyphOf(name, colour) {
    if (name === "runway") {
      return svg("g", { transform: "rotate(45)" },
        svg("rect", { x: -3.2, y: -8.5, width: 6.4, height: 17, rx: 1, fill: colour }),
        svg("path", { d: "M0-6.5v3M0-1.5v3M0 3.5v3", stroke: "var(--disc)", "stroke-width": 1.4 }));
    }
    if (name === "equipment") {
      return svg("path", { d: "M-7 6h14M-4 6l2-6h6l2 6M1 0l5-7", stroke: colour, fill: "none", "stroke-width": 2.2 });
    }
    return svg("g", { fill: colour },
      svg("circle", { cx: 0, cy: -4.2, r: 3.4 }),
      svg("path", { d: "M-6.5 7.5c0-5 3-7 6.5-7s6.5 2 6.5 7z" }));
  }

  /** A mark as SVG, centred on 0,0: glyph, white disc, ring in the operator's colour. */
  function markOf(glyph, ring, colour) {
    const dash = ring.dash.map((part) => part * ring.width).join(" ") || null;
    const group = svg("g", {},
      svg("circle", { r: 14.5, fill: "var(--disc)" }),
      svg("circle", { r: 13, fill: "var(--disc)", stroke: colour, "stroke-width": ring.width, "stroke-dasharray": dash }),
      glyphOf(glyph, colour));
    if (ring.hollow) group.lastChild.setAttribute("opacity", "0.55");
    if (ring.slash) {
      group.append(svg("path", { d: "M-9 9L9-9", stroke: "var(--disc)", "stroke-width": 5 }),
        svg("path", { d: "M-10 10L10-10", stroke: colour, "stroke-width": 2.2 }));
    }
    return group;
  }

  /** Of what sources disagree about: an unequal sign, on the edge of a mark or in the head of an arrow. */
  function doubtOf(x, y) {
    return svg("g", { class: "doubt", transform: `translate(${x} ${y})`, stroke: "var(--other)", "stroke-width": 1.6 },
      svg("circle", { r: 7, fill: "var(--disc)" }), svg("path", { d: "M-4-1.6h8M-4 1.6h8M-2 4l4-8" }));
  }

  function markIcon(glyph, ring, colour, isDoubted) {
    return svg("svg", { width: 32, height: 32, viewBox: "-16 -16 32 32", "aria-hidden": "true" },
      markOf(glyph, ring, colour), isDoubted ? doubtOf(10, -10) : "");
  }

  /** A crowd of marks as one number. */
  function crowdIcon(number, colour) {
    return svg("svg", { width: 40, height: 40, viewBox: "-20 -20 40 40", "aria-hidden": "true" },
      svg("circle", { r: 18, fill: "var(--disc)", stroke: colour, "stroke-width": 2 }),
      svg("circle", { r: 14.5, fill: "none", stroke: colour, "stroke-width": 1 }),
      svg("text", { y: 4.5, "text-anchor": "middle", "font-size": 13, "font-weight": 700, fill: colour }, String(number)));
  }

  // ---- arrows ------------------------------------------------------------------------------

  /** The point at a distance along a path of points, and the direction there. */
  function along(points, distance) {
    let left = distance;
    for (let i = 1; i < points.length; i += 1) {
      const step = points[i].distanceTo(points[i - 1]);
      if (left <= step || i === points.length - 1) {
        const way = points[i].subtract(points[i - 1]).divideBy(step || 1);
        return { point: points[i - 1].add(way.multiplyBy(Math.min(left, step))), normal: L.point(way.y, -way.x) };
      }
      left -= step;
    }
    return { point: points[0], normal: L.point(0, 0) };
  }

  /** Outline of a tapered arrow along a path of points: thin at the tail, a head at the end. */
  function outline(points, widths) {
    const total = points.slice(1).reduce((sum, p, i) => sum + p.distanceTo(points[i]), 0);
    const neck = total - Math.min(widths.headLength, total * 0.5);
    const steps = Math.max(2, points.length);
    const left = [];
    const right = [];
    for (let i = 0; i < steps; i += 1) {
      const share = i / (steps - 1);
      const { point, normal } = along(points, share * neck);
      const half = (widths.tail + (widths.neck - widths.tail) * share) / 2;
      left.push(point.add(normal.multiplyBy(half)));
      right.push(point.subtract(normal.multiplyBy(half)));
    }
    const { point, normal } = along(points, neck);
    left.push(point.add(normal.multiplyBy(widths.head / 2)), points[points.length - 1]);
    right.push(point.subtract(normal.multiplyBy(widths.head / 2)));
    return [...left, ...right.reverse()];
  }

  const WIDE = { tail: 5, neck: 12, head: 28, headLength: 24 };
  const SLIM = { tail: 3, neck: 6, head: 18, headLength: 17 };

  /** How wide an arrow is, in pixels: who has left is told of, and does not move on the day. */
  const widthsOf = (key) => (key === "gone" ? SLIM : WIDE);

  function arrowStyle(key, colour) {
    const hollow = { fillColor: "var(--paper)", fillOpacity: 0.92, color: colour, weight: 2.2 };
    return {
      in: { fillColor: colour, fillOpacity: 1, color: "var(--disc)", weight: 1.5 },
      coming: { ...hollow, weight: 1.4, dashArray: "5 4" },
      out: { ...hollow, dashArray: "6 4" },
      gone: { ...hollow, weight: 1.8, dashArray: "1.5 3.5" },
    }[key];
  }

  /** Under a hollow arrow's line on a dark page: its colour is dark, and is read on a light edge. Round ends of it would close the gaps. */
  function casingStyle(look) {
    return { fill: false, color: "var(--disc)", weight: look.weight + 2.6, dashArray: look.dashArray, lineCap: "butt", className: "casing" };
  }

  const isHollow = (key) => key !== "in";

  scope.drawing = { addPatterns, turnOf, fillOf, markOf, doubtOf, markIcon, crowdIcon, outline, arrowStyle, casingStyle, isHollow, toLatLng, widthsOf };
})(sahelscope);
