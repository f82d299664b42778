// Hosts the exported document inside the dashboard: mounted once, given a new document only when
// the question changes, and told by message what to show. The dashboard draws no second map.
const LISTS = ["operators", "countries", "kinds", "stages", "confidence"];

/** A view as words that can be compared, each filter in one order. */
function inWords({ as_of, known_on, evidence, selected, language, filters }) {
  const { layers, text } = filters;
  const shown = Object.keys(layers).filter((name) => layers[name]).sort();
  const lists = LISTS.map((name) => [...(filters[name] || [])].sort());
  return { as_of, known_on, evidence, selected, language, filters: JSON.stringify([shown, lists, text || ""]) };
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

  // What both sides know to be shown: only what differs from it is told, so that no answer is
  // answered.
  const agreed = host.agreed || {};
  host.agreed = agreed;
  const wanted = inWords(data.view);
  // The server's own word for what the reader did meanwhile: an echo is not told, for the reader may
  // be further already.
  host.sent = host.sent || [];
  const echo = host.sent.indexOf(JSON.stringify(wanted));
  if (echo >= 0) host.sent.splice(0, echo + 1);

  const tell = (all) => {
    const names = Object.keys(wanted).filter((name) => all || agreed[name] !== wanted[name]);
    if (!names.length) return;
    Object.assign(agreed, wanted);
    const news = Object.fromEntries(names.map((name) => [name, data.view[name]]));
    host.contentWindow.postMessage({ sahelscope_set: news }, "*");
  };
  const tellTheme = () => {
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
  } else if (host.dataset.ready && echo < 0) {
    tell(false);
  }
  tellTheme();

  const listen = (event) => {
    if (event.source !== host.contentWindow || !event.data || !event.data.sahelscope) return;
    if (event.data.sahelscope === "ready") {
      host.dataset.ready = "true";
      tellTheme();
      tell(true);
      return;
    }
    const { as_of, known_on, evidence, selected, filters } = event.data.state;
    const language = event.data.language || agreed.language;
    const told = inWords({ as_of, known_on, evidence, selected, language, filters });
    const changed = Object.keys(told).filter((name) => told[name] !== agreed[name]);
    Object.assign(agreed, told);
    if (!changed.length) return;
    host.sent.push(JSON.stringify(told));
    // A trigger, not a state: choosing again what was chosen before must count too.
    if (changed.length === 1 && changed[0] === "selected") setTriggerValue("selected", { fact: selected });
    else setTriggerValue("state", { as_of, known_on, evidence, selected, language, filters });
  };
  window.addEventListener("message", listen);
  // Streamlit changes its theme without a word to components; the colours are where it shows.
  const look = new MutationObserver(tellTheme);
  for (const element of [document.documentElement, document.body, document.head]) {
    look.observe(element, { attributes: true, childList: element === document.head });
  }
  return () => {
    look.disconnect();
    window.removeEventListener("message", listen);
  };
}
