// Signs for buttons and the clipboard, in the page and in the dashboard around it (link.js) alike.
"use strict";
(function (scope) {
  const SVG = "http://www.w3.org/2000/svg";

  function svg(name, attributes, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) element.setAttribute(key, String(value));
    }
    element.append(...children);
    return element;
  }

  const CHAIN = "M7 9a3 3 0 0 0 4.2 0l2.4-2.4a3 3 0 0 0-4.2-4.2L8.5 3.3M9 7a3 3 0 0 0-4.2 0L2.4 9.4a3 3 0 0 0 4.2 4.2l.9-.9";
  const TICK = "M3 8.5l3.5 3.5L13 4.5";

  /** A small sign for a button; its words are the button's own. */
  function icon(path, line) {
    return svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" },
      svg("path", { d: path, fill: line ? "none" : "currentColor", stroke: "currentColor", "stroke-width": line ? 1.6 : 2, "stroke-linejoin": "round", "stroke-linecap": "round" }));
  }

  /** Whether a page may use the clipboard by itself: a browser that refuses complains of each try. */
  const mayCopy = () => !document.featurePolicy || document.featurePolicy.allowsFeature("clipboard-write");

  /** Put a text on the clipboard; whether it is there. */
  async function copyText(text) {
    try {
      if (!mayCopy()) throw new Error();
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // a file, or a frame without the right to: select it by hand
      const before = document.activeElement;
      const area = document.createElement("textarea");
      area.value = text;
      area.style.position = "fixed"; // the page stays where it is scrolled to
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (before) before.focus({ preventScroll: true });
      return done;
    }
  }

  /**
   * Put a text on the clipboard; for three seconds the button says so, by `show`. Not for good: of
   * several it would not say which one is there.
   */
  async function copyFrom(button, text, show) {
    if (!await copyText(text)) return;
    show(true);
    clearTimeout(button.back);
    button.back = setTimeout(show, 3000, false);
  }

  Object.assign(scope, { svg, icon, copyFrom, CHAIN, TICK });
})(window.sahelscope = window.sahelscope || {});
