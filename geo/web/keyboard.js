// What a keyboard and a screen reader meet on the map.
"use strict";
(function (scope) {
  /** Once for each element; what it opens is read from it, for that changes with the day. */
  function listen(element, select) {
    element.addEventListener("keydown", (event) => {
      if ((event.key !== "Enter" && event.key !== " ") || !element.dataset.fact) return;
      event.preventDefault();
      select(element.dataset.fact);
    });
  }

  /** An element of the map as a button that opens a fact; without one it is no button. */
  function describe(element, fact, label) {
    if (!element || (element.dataset.fact === fact && element.getAttribute("aria-label") === label)) return;
    if (!fact) {
      for (const name of ["tabindex", "role", "aria-label", "data-fact"]) element.removeAttribute(name);
      element.classList.add("idle");
      return;
    }
    element.classList.remove("idle");
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", label);
    element.dataset.fact = fact;
  }

  /** What the keyboard reaches beyond the edge comes into sight, by moving the map and not its frame. */
  function bringIn(map, element) {
    const container = map.getContainer();
    container.scrollTo(0, 0); // where the browser has put it for the focus
    const [frame, box] = [container, element].map((one) => one.getBoundingClientRect());
    if (box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom) return;
    const away = [box.left + box.width / 2 - frame.left - frame.width / 2, box.top + box.height / 2 - frame.top - frame.height / 2];
    map.panBy(away, { animate: scope.moves() });
  }

  Object.assign(scope, { listen, describe, bringIn });
})(window.sahelscope = window.sahelscope || {});
