// Hosts the exported document inside the dashboard: mounted once, given a new document only when
// the question changes, and told by message what to show. The dashboard draws no second map.
const UNHEARD_MS = 2000;
const FILTERS = ["layers", "operators", "countries", "kinds", "stages", "confidence", "text"];

/** What of a view can be moved by itself, each as words that can be compared. */
function inWords({ as_of, known_on, evidence, selected, language, tab, at, filters }) {
  const parts = { as_of, known_on, evidence, selected, language, tab, at };
  for (const name of FILTERS) {
    const value = filters[name] || "";
    if (name === "layers") parts[name] = Object.keys(value).filter((one) => value[one]).sort().join();
    else parts[name] = Array.isArray(value) ? JSON.stringify([...value].sort()) : value;
  }
  return parts;
}

/** Those parts of a view, as the other side takes them. */
function only(names, view) {
  const told = {};
  for (const name of names) {
    if (!FILTERS.includes(name)) told[name] = view[name];
    else told.filters = { ...told.filters, [name]: view.filters[name] };
  }
  return told;
}

/** Whether the dashboard is dark: the page in the frame follows. */
function isDark(element) {
  const told = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = told || "#ffffff";
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let host = parentElement.querySelector("iframe");
  if (!host) {
    host = document.createElement("iframe");
    // Scripts may run, yet in an origin of their own: the document cannot reach this page.
    host.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
    host.style.cssText = "display:block;width:100%;border:0;";
    parentElement.append(host);
  }
  host.title = data.title;
  host.style.height = data.height;

  // What both sides know to be shown: only what differs from it is told.
  const agreed = host.agreed || {};
  host.agreed = agreed;
  // What the reader did in the map, by the number of the message that says so, until the server has
  // heard that one: its word of the time before would take the map back, and a control moved
  // meanwhile would be lost if a message told of more than what was done in the map.
  const unheard = host.unheard || new Map();
  host.unheard = unheard;
  // Another session, as of a server that was started anew: it is told what the one before has not heard.
  if (data.heard < host.heard) host.told = unheard.size ? null : done.number;
  host.heard = data.heard;
  for (const [name, number] of unheard) if (number <= data.heard) unheard.delete(name);
  // A map that is come back to at once: what was done in it before is not heard yet.
  const before = !host.number && done.number > data.heard ? done.told : {};
  const asked = { ...data.view, ...before, filters: { ...data.view.filters, ...before.filters } };
  const wanted = inWords(asked);

  const tell = (all) => {
    const names = Object.keys(wanted).filter((name) => !unheard.has(name) && (all || agreed[name] !== wanted[name]));
    if (!names.length) return;
    // A list that is turned to closes what is open, unless that is asked for too.
    if (names.includes("tab") && !names.includes("selected") && !unheard.has("selected")) names.push("selected");
    for (const name of names) agreed[name] = wanted[name];
    host.contentWindow.postMessage({ sahelscope_set: only(names, asked) }, "*");
  };
  const tellTheme = () => {
    if (!host.isConnected) return; // left already: it has no colours, and nobody to tell them to
    const theme = isDark(parentElement) ? "dark" : "light";
    host.style.background = theme === "dark" ? "#0f171c" : "#ffffff";
    if (host.dataset.ready && host.dataset.theme !== theme) {
      host.dataset.theme = theme;
      host.contentWindow.postMessage({ sahelscope_set: { theme } }, "*");
    }
  };

  if (data.page && host.dataset.version !== data.version) {
    host.dataset.version = data.version;
    host.dataset.ready = "";
    host.dataset.theme = "";
    host.srcdoc = data.page;
  } else if (host.dataset.version !== data.version) {
    setTriggerValue("missing", data.version); // the server thinks we have it: ask again
  } else if (host.dataset.ready) {
    tell(false);
  }
  tellTheme();

  /** All that is not heard yet: of two messages that meet, Streamlit passes on the later one. */
  const send = () => {
    if (done.number <= data.heard || host.told === done.number) return;
    host.told = done.number;
    // A trigger, not a state: choosing again what was chosen before must count too.
    const told = { number: done.number, ...done.told };
    setTriggerValue("moved", told);
    // By it only the map runs again, and a server that was started anew knows no part of a page that
    // it has not shown: then the button that copies the address tells it, by which all of the page runs.
    setTimeout(() => {
      if (host.isConnected && done.number === told.number && host.heard < told.number) done.tell?.(told);
    }, UNHEARD_MS);
  };

  const listen = (event) => {
    if (event.source !== host.contentWindow || !event.data || !event.data.sahelscope) return;
    if (event.data.sahelscope === "ready") {
      host.dataset.ready = "true";
      tellTheme();
      tell(true);
      return;
    }
    const { state, follows, language, tab, at } = event.data;
    const view = { ...state, known_on: follows ? "as_of" : state.known_on, language: language || data.view.language, tab, at };
    const shown = inWords(view);
    const changed = Object.keys(shown).filter((name) => shown[name] !== agreed[name]);
    if (!changed.length) return;
    // A clock, not a count: a map that is left and come back to begins anew, and the server goes on.
    host.number = Math.max(Date.now(), (host.number || 0) + 1, host.heard + 1);
    for (const name of changed) unheard.set(name, host.number);
    Object.assign(agreed, shown);
    Object.assign(done, { number: host.number, told: only([...unheard.keys()], view), looking: view });
    writeAddress(view);
    // A map that is dragged about asks the server nothing: it is told with whatever it runs for next.
    if (changed.some((name) => !LOOKING.includes(name))) send();
  };
  if (done.number > data.heard) {
    writeAddress(done.looking); // the server has written the address without it
    send();
  }
  const forget = () => unheard.clear();
  // A day is typed beside the map: were the map to play on, it would take the day back digit by digit.
  const pause = ({ target }) => {
    if (target.closest("[data-testid=stDateInput]")) host.contentWindow.postMessage({ sahelscope_set: { as_of: null } }, "*");
  };
  document.addEventListener("focusin", pause);
  window.addEventListener("message", listen);
  window.addEventListener("popstate", forget);
  // Streamlit changes its theme without a word to components; the colours are where it shows.
  const look = new MutationObserver(tellTheme);
  for (const element of [document.documentElement, document.body, document.head]) {
    look.observe(element, { attributes: true, childList: element === document.head });
  }
  return () => {
    look.disconnect();
    document.removeEventListener("focusin", pause);
    window.removeEventListener("message", listen);
    window.removeEventListener("popstate", forget);
  };
}
