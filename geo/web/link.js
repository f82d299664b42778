// The button that copies the address of the view: every page of the dashboard has one address for
// what is seen on it, the place of the map too. What was done in the map just before it was left, the
// server hears from here.
const CHAIN = "M7 9a3 3 0 0 0 4.2 0l2.4-2.4a3 3 0 0 0-4.2-4.2L8.5 3.3M9 7a3 3 0 0 0-4.2 0L2.4 9.4a3 3 0 0 0 4.2 4.2l.9-.9";
const TICK = "M3 8.5l3.5 3.5L13 4.5";
const SAID_MS = 3000; // how long it says that the address is copied

function signOf(path) {
  const sign = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = sign("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" });
  const line = { fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linejoin": "round", "stroke-linecap": "round" };
  svg.append(sign("path", { d: path, ...line }));
  return svg;
}

/** Put a text on the clipboard; whether it is there. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // a browser that does not let a page write there by itself
    const before = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (before) before.focus();
    return done;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  // On the map's own page its frame tells of it.
  if (!data.map && done.number > data.heard) {
    writeAddress(done.looking);
    setTriggerValue("moved", { number: done.number, ...done.told });
  }
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "copy-link";
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    parentElement.append(button, said);
  }
  const said = button.nextElementSibling;
  const show = (path, words) => {
    button.replaceChildren(signOf(path));
    button.title = words;
    button.setAttribute("aria-label", words);
  };
  if (!said.textContent) show(CHAIN, data.link); // another run takes no word back
  button.onclick = async () => {
    if (!await copyText(window.location.href)) return;
    show(TICK, data.copied);
    said.textContent = data.copied;
    clearTimeout(button.back);
    button.back = setTimeout(() => {
      said.textContent = "";
      show(CHAIN, data.link);
    }, SAID_MS);
  };
}
