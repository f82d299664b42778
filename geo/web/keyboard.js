// What a keyboard and a screen reader meet on the map.
"use strict";
(function (scope) {
  /** Once for each element; what it opens is read from it, for that changes with the day. */
  function listen(element, select) {
    element.addEventListener("keydown", scope.pressing(() => { if (element.dataset.fact) select(element.dataset.fact); }));
  }

  /** An element of the map as a button that opens a fact; without one it is no button. */
  function describe(element, fact, label, isChosen = false) {
    if (!element) return;
    if (fact) element.setAttribute("aria-current", isChosen);
    if (element.dataset.fact === fact && element.getAttribute("aria-label") === label) return;
    if (!fact) {
      for (const name of ["tabindex", "aria-current", "aria-label", "data-fact"]) element.removeAttribute(name);
      element.setAttribute("role", "none"); // what listens to a click is called a picture, and this has no name
      element.classList.add("idle");
      element.blur(); // a browser does so a frame later, when nobody looks any more where the keyboard is to go
      return;
    }
    element.classList.remove("idle");
    for (const [name, value] of Object.entries({ tabindex: 0, role: "button", "aria-label": label, "data-fact": fact })) element.setAttribute(name, value);
  }

  const EDGE = 40; // pixels to the edge of what has come into sight: the scale and the credit lie there

  /** How far a stretch lies beyond another; what is seen of it by a sliver lies beyond, too. */
  function beyond(low, high, from, to) {
    const seen = Math.min(EDGE, high - low);
    if (high < from + seen) return low - from - EDGE;
    return low > to - seen ? high - to + EDGE : 0;
  }

  /** What the keyboard reaches beyond the edge comes into sight, by moving the map as little as need be and not its frame. */
  function bringIn(map, element) {
    const container = map.getContainer();
    container.scrollTo(0, 0); // where the browser has put it for the focus
    container.scrollIntoView({ block: "nearest" }); // a low window may show only a part of it
    const [frame, box] = [container, element].map((one) => one.getBoundingClientRect());
    const away = [beyond(box.left, box.right, frame.left, frame.right), beyond(box.top, box.bottom, frame.top, frame.bottom)];
    if (away.some(Boolean)) map.panBy(away, { animate: scope.moves() });
  }

  Object.assign(scope, { listen, describe, bringIn });
})(sahelscope);
