// Elements of the page outside the map. Everything outside arrives as text nodes; no string becomes markup.
"use strict";
(function (scope) {
  const { svg } = scope.drawing;

  function el(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key === "onclick") element.addEventListener("click", value);
      else if (key === "class") element.className = value;
      else if (key === "value") element.value = value;
      else element.setAttribute(key, value === true ? "" : String(value));
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  /** A small sign for a button; its words are the button's own. */
  function icon(path, line) {
    return svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" },
      svg("path", { d: path, fill: line ? "none" : "currentColor", stroke: "currentColor", "stroke-width": line ? 1.6 : 2, "stroke-linejoin": "round", "stroke-linecap": "round" }));
  }

  /** A part of a strip over time, as the map draws it; a beginning of uncertain day fades in over its days. */
  function barOf(store, span, { start, end, faint }) {
    const bar = el("i", { class: `look ${store.lookOf(span)}` });
    if (faint) bar.style.opacity = store.payload.style.stale_opacity;
    if (span.spread > 0 && start === span.start) {
      const share = Math.min(100, (100 * span.spread) / (Math.min(end, start + 20000) - start));
      bar.style.setProperty("--fade", `linear-gradient(90deg, #0003, #000 ${share}%)`);
    }
    return bar;
  }

  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  /** Whether things may move: not for a reader who has asked for stillness. */
  const moves = () => !still.matches;

  /** Put a text on the clipboard; whether it is there. */
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // a file, or a frame without the right to: select it by hand
      const area = el("textarea", { class: "unseen", "aria-hidden": "true" });
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  Object.assign(scope, { el, icon, barOf, moves, copyText });
})(window.sahelscope = window.sahelscope || {});
