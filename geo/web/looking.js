// What stands before frame.js and link.js: what the reader has done in the map and the server has not
// heard of. It is kept by the window, for the frame of the map is gone on every other page.

/** Where the reader looks: no answer of the server's differs by it. */
const LOOKING = ["tab", "at"];

/** The last of it by its number, and all of it as the server takes it; nothing that has number 0. */
const done = window.sahelscopeDone || { number: 0, told: {} };
if (!window.sahelscopeDone) {
  window.sahelscopeDone = done;
  // Who goes back asks for what the address says, and for nothing else.
  window.addEventListener("popstate", () => { done.number = 0; });
  makeOneStep(window.history);
}

/** A page that is chosen is one step: Streamlit makes a second one of the address that the page is given then. */
function makeOneStep(history) {
  const push = history.pushState;
  history.pushState = function (state, unused, address) {
    const { pathname, search } = window.location;
    const isGiven = !search && new URL(address, window.location).pathname === pathname;
    (isGiven ? history.replaceState : push).call(history, state, unused, address);
  };
}

/** Put where the reader looks into the address, as the server would write it, and no step into the history. */
function writeAddress({ tab, at }) {
  const { pathname, search, hash } = window.location;
  const parts = search.slice(1).split("&").filter((part) => part && !LOOKING.includes(part.split("=")[0]));
  if (tab && tab !== "facts") parts.push(`tab=${tab}`);
  if (at) parts.push(`at=${encodeURIComponent(at)}`);
  const wanted = parts.length ? `?${parts.join("&")}` : "";
  if (wanted !== search) window.history.replaceState(window.history.state, "", pathname + wanted + hash);
}

