// Hosts the exported document inside the dashboard: mounted once, given a new document only when
// the question changes, and told by message what to show. The dashboard draws no second map.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let host = parentElement.querySelector("iframe");
  if (!host) {
    host = document.createElement("iframe");
    // Scripts may run, yet in an origin of their own: the document cannot reach this page.
    host.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
    host.style.cssText = "display:block;width:100%;border:0;background:#fff;";
    parentElement.append(host);
  }
  host.title = data.title;
  host.style.height = `${data.height}px`;

  // What both sides know to be shown: only what differs from it is told, so that no answer is
  // answered.
  const agreed = host.agreed || {};
  const { as_of: day, known_on: known, evidence: used, selected: chosen, layers } = data.view;
  const wanted = { as_of: day, known_on: known, evidence: used, selected: chosen, layers: JSON.stringify(layers) };
  // The server's own word for what the reader did meanwhile: an echo is not told, for the reader may
  // be further already.
  host.sent = host.sent || [];
  const echo = host.sent.indexOf(JSON.stringify(wanted));
  if (echo >= 0) host.sent.splice(0, echo + 1);

  const tell = (all) => {
    const news = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => all || agreed[name] !== value));
    if (!Object.keys(news).length) return;
    Object.assign(agreed, wanted);
    if ("layers" in news) news.filters = { layers: JSON.parse(news.layers) };
    delete news.layers;
    host.contentWindow.postMessage({ sahelscope_set: news }, "*");
  };
  host.agreed = agreed;

  if (data.page && host.dataset.version !== data.version) {
    host.dataset.version = data.version;
    host.dataset.ready = "";
    host.srcdoc = data.page;
  } else if (host.dataset.version !== data.version) {
    setTriggerValue("missing", data.version); // the server thinks we have it: ask again
  } else if (host.dataset.ready && echo < 0) {
    tell(false);
  }

  const listen = (event) => {
    if (event.source !== host.contentWindow || !event.data || !event.data.sahelscope) return;
    if (event.data.sahelscope === "ready") {
      host.dataset.ready = "true";
      tell(true);
      return;
    }
    const { as_of, known_on, evidence, selected, filters } = event.data.state;
    const told = { as_of, known_on, evidence, selected, layers: JSON.stringify(filters.layers) };
    const changed = Object.keys(told).filter((name) => told[name] !== agreed[name]);
    Object.assign(agreed, told);
    if (!changed.length) return;
    host.sent.push(JSON.stringify({ as_of, known_on, evidence, selected, layers: told.layers }));
    // A trigger, not a state: choosing again what was chosen before must count too.
    if (changed.length === 1 && changed[0] === "selected") setTriggerValue("selected", { fact: selected });
    else setTriggerValue("state", { as_of, known_on, evidence, selected, layers: filters.layers });
  };
  window.addEventListener("message", listen);
  return () => window.removeEventListener("message", listen);
}
