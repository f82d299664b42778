// The button that copies the address of the view: every page of the dashboard has one address for
// what is seen on it, the place of the map too. What was done in the map just before it was left, the
// server hears from here.
const { icon, copyFrom, CHAIN, TICK } = window.sahelscope; // of signs.js

export default function ({ data, parentElement, setTriggerValue }) {
  if (done.number > data.heard) {
    writeAddress(done.looking); // the server has written the address without it
    // On the map's own page its frame tells of it.
    if (!data.map) setTriggerValue("moved", { number: done.number, ...done.told });
  }
  const tell = (told) => setTriggerValue("moved", told);
  done.tell = tell;
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
    button.replaceChildren(icon(path, true));
    button.title = words;
    button.setAttribute("aria-label", words);
  };
  if (!said.textContent) show(CHAIN, data.link); // another run takes no word back
  button.onclick = () => copyFrom(button, window.location.href, (done) => {
    show(done ? TICK : CHAIN, done ? data.copied : data.link);
    said.textContent = done ? data.copied : "";
  });
  return () => { if (done.tell === tell) done.tell = null; };
}
