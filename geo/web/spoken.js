// What Streamlit cannot say to the browser: the language of the page (its own shell always says
// English), and which place on it the reader has asked for.
export default function ({ data }) {
  const root = document.documentElement;
  root.lang = data.language;
  const [anchor, asked] = data.place;
  if (!anchor || root.dataset.place === String(asked)) return;
  const found = document.getElementById(anchor);
  if (!found) return; // not drawn yet: the next run asks again
  root.dataset.place = String(asked);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  found.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}
