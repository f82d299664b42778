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
  host.wanted = { filters: { layers: data.layers }, selected: data.selected };

  const tell = () => host.contentWindow.postMessage({ sahelscope_set: host.wanted }, "*");

  if (data.page && host.dataset.version !== data.version) {
    host.dataset.version = data.version;
    host.dataset.ready = "";
    host.srcdoc = data.page;
  } else if (host.dataset.version !== data.version) {
    setTriggerValue("missing", data.version); // the server thinks we have it: ask again
  } else if (host.dataset.ready && data.selected !== host.chosen) {
    tell();
  } else if (host.dataset.ready) {
    host.contentWindow.postMessage({ sahelscope_set: { filters: { layers: data.layers } } }, "*");
  }

  const listen = (event) => {
    if (event.source !== host.contentWindow || !event.data || !event.data.sahelscope) return;
    if (event.data.sahelscope === "ready") {
      host.dataset.ready = "true";
      tell();
    } else if (event.data.sahelscope === "selected") {
      const fact = event.data.state.selected;
      if (fact === host.chosen) return;
      host.chosen = fact;
      // A trigger, not a state: choosing again what was chosen before must count too.
      if (fact !== host.wanted.selected) setTriggerValue("selected", { fact });
      host.wanted = { ...host.wanted, selected: fact };
    }
  };
  window.addEventListener("message", listen);
  return () => window.removeEventListener("message", listen);
}
