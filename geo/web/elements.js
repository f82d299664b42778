// Elements of the page outside the map. Everything outside arrives as text nodes; no string becomes markup.
"use strict";
(function (scope) {
  function el(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (key === "class") element.className = value;
      else if (key === "value") element.value = value;
      else element.setAttribute(key, value === true ? "" : String(value));
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  /**
   * Change what stands in an element. The keyboard stays on what is the same there, at its height, or goes to the heading, the open list,
   * the element itself.
   */
  function keeping(root, change) {
    const nameOf = ({ tabIndex, id, dataset, textContent }) => `${tabIndex} ${id || dataset.fact || textContent}`; // a pane says what is in it, too
    const held = document.activeElement;
    const isHeld = held !== root && root.contains(held);
    const [name, top] = isHeld ? [nameOf(held), held.getBoundingClientRect().top] : [];
    change();
    if (!isHeld || document.activeElement === held) return; // what is only moved has let go of it, too
    const isThere = root.contains(held) && !held.tabIndex;
    const same = isThere ? held : [...root.querySelectorAll(held.tagName)].find((one) => nameOf(one) === name);
    (same || root.querySelector("h3[tabindex], [aria-selected=true]") || root).focus({ preventScroll: true });
    if (same && getComputedStyle(root).overflowY === "auto") root.scrollTop += same.getBoundingClientRect().top - top;
  }

  /**
   * Have an element hold these elements. What is there already, in its lists too, is left as it stands, with whatever listens to it: to lay
   * it out anew is most of what a step costs.
   */
  function refill(root, fresh) {
    const old = [...root.children];
    const least = Math.min(old.length, fresh.length);
    let [first, last] = [0, 0];
    while (first < least && old[first].isEqualNode(fresh[first])) first += 1;
    while (last < least - first && old.at(-1 - last).isEqualNode(fresh.at(-1 - last))) last += 1;
    const gone = old.slice(first, old.length - last);
    const come = fresh.slice(first, fresh.length - last);
    const next = old[old.length - last] || null;
    for (const [i, one] of come.entries()) {
      if (gone.length !== come.length) root.insertBefore(one, next);
      else if (one.tagName === "UL" && gone[i].tagName === "UL") refill(gone[i], [...one.children]);
      else if (!one.isEqualNode(gone[i])) gone[i].replaceWith(one);
    }
    if (gone.length !== come.length) for (const one of gone) one.remove();
  }

  /** A part of a strip over time, as the map draws it; a beginning of uncertain day fades in over its days. */
  function barOf(store, span, { start, end, faint }) {
    const bar = el("i", { class: `look ${store.lookOf(span)}${faint ? " faint" : ""}` });
    if (span.spread > 0 && start === span.start) {
      const share = Math.min(100, (100 * span.spread) / (Math.min(end, start + 20000) - start));
      bar.style.setProperty("--fade", `linear-gradient(90deg, #0003, #000 ${share}%)`);
    }
    return bar;
  }

  /** What a key does on what is no button of the browser's own: Enter and the space bar press it. */
  const pressing = (press) => (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press();
  };

  /** Say something to who hears the page: seen, it stands there anyway. */
  const tell = (words) => { document.querySelector(".said").textContent = words; };

  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  /** Whether things may move: not for a reader who has asked for stillness. */
  const moves = () => !still.matches;

  Object.assign(scope, { el, keeping, refill, barOf, pressing, tell, moves });
})(sahelscope);
