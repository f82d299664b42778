// The address of the file: what it says of a view, and what of it cannot be followed.
"use strict";
(function (scope) {
  const { el, LISTS } = scope;
  const TABS = ["facts", "overview", "changes"];
  const THEMES = ["auto", "light", "dark"]; // auto is what the reader's system asks for
  const WORLD = L.latLngBounds([-85, -180], [85, 180]);
  const NUMBER = /^ *[+-]?[0-9]+([.][0-9]*)? *$/;
  const LONGEST = 60; // letters of an address that a line of the header has room for

  /**
   * A state as an address; what is at its default is left out.
   * @param {object} state As the page keeps it.
   * @param {string} language The one the page opens in.
   * @param {?string} at Where the map is, as `atWords` says it; null while the reader has not moved the map.
   */
  function addressOf(state, language, at) {
    const { layers, text } = state.filters;
    const hash = new URLSearchParams({ as_of: state.as_of });
    if (state.known_on !== null) hash.set("known_on", state.follows ? "as_of" : state.known_on);
    if (state.evidence !== "all") hash.set("evidence", state.evidence);
    const on = Object.keys(layers).filter((name) => layers[name]);
    if (on.length < Object.keys(layers).length) hash.set("layers", on.join(",") || "none");
    for (const name of LISTS) if (state.filters[name].length) hash.set(name, joined(state.filters[name]));
    if (text) hash.set("text", text);
    if (state.tab !== TABS[0]) hash.set("tab", state.tab);
    if (state.language !== language) hash.set("language", state.language);
    if (state.theme !== "auto") hash.set("theme", state.theme);
    if (state.chosen) hash.set("selected", state.chosen);
    if (at) hash.set("at", at);
    return hash.toString().replace(/%2C/g, ",");
  }

  /** Longitude, latitude and zoom as an address says them; no zero has a sign. */
  const atWords = (place) => place.map((one) => (+one.toFixed(3) + 0).toFixed(3)).join(",");

  /** Where on the world an address puts the map, as longitude, latitude and zoom; null for no such place. */
  function placeIn(written) {
    const [lon, lat, zoom, ...more] = written.split(",").map((part) => (NUMBER.test(part) ? +part : NaN));
    if (more.length || ![lon, lat, zoom].every(Number.isFinite) || !WORLD.contains([lat, lon])) return null;
    return [lon, lat, zoom];
  }

  // One value of a list in an address; geo/view.py has the same rule. A comma parts values, but not before a blank
  // ("official, one origin" is one), nor after a backslash, by which a backslash and a first blank stand too.
  const VALUE = /(?:\\[\\, ]|, |[^,])+/g;
  const joined = (values) => values.map((one) => one.replace(/\\|,(?! )|^ /g, "\\$&")).join(",");
  const listIn = (text) => (text.match(VALUE) || []).map((one) => one.replace(/\\([\\, ])/g, "$1"));

  /** Whether a part of an address says something, by its name; of others any text does. */
  const readable = (store, layers) => ({
    as_of: (text) => store.askable(text) !== null,
    known_on: (text) => text === "as_of" || store.askable(text) !== null,
    evidence: (text) => text === "all" || text === "seeds",
    language: (text) => store.payload.languages.includes(text),
    theme: (text) => THEMES.includes(text),
    tab: (text) => TABS.includes(text),
    at: (text) => placeIn(text) !== null,
    selected: (text) => store.byId.has(text),
    layers: (text) => text === "none" || text.split(",").every((name) => !name || layers.includes(name)),
  });

  /**
   * What an address asks for; what it does not name, or names wrongly, is at its default.
   * @param {string} text Without its number sign.
   * @param {Store} store Of which days and languages are known.
   * @param {Array<string>} layers The names of all layers.
   * @param {object} opening The view of the file: its day and language are the defaults.
   * @returns {?object} As `set` takes it, with `at` and `unread`; null for an address that names nothing.
   */
  function readAddress(text, store, layers, opening) {
    const hash = new URLSearchParams(text);
    if (![...hash.keys()].length) return null;
    const list = (name) => listIn(hash.get(name) || "");
    const test = readable(store, layers);
    const given = (name) => (test[name](hash.get(name)) ? hash.get(name) : opening[name]);
    const named = list("layers").filter((name) => layers.includes(name));
    const switches = (isOn) => Object.fromEntries(layers.map((name) => [name, isOn(name)]));
    let switched = switches(() => true);
    if (hash.has("layers")) switched = named.length || test.layers(hash.get("layers")) ? switches((name) => named.includes(name)) : {};
    return {
      as_of: given("as_of"), known_on: hash.get("known_on"), evidence: hash.get("evidence") || "all",
      filters: { ...Object.fromEntries(LISTS.map((name) => [name, list(name)])), layers: switched, text: hash.get("text") || "" },
      language: given("language"), theme: hash.get("theme") || "auto",
      tab: hash.get("tab") || TABS[0], selected: hash.get("selected"), at: placeIn(hash.get("at") || ""),
      unread: Object.keys(test).map((name) => [name, hash.get(name)]).filter(([name, found]) => found !== null && !test[name](found)),
    };
  }

  /**
   * Who follows a link to another day than it names must not take this one for it, nor a name that nobody has for silence.
   * @param {Array<[string, string]>} unread Each part of the address by its name, with what stands there.
   * @param {Array<[string, string]>} unknown The same of the filter: lists, and what nothing has.
   */
  function unreadWords(unread, unknown, store) {
    const { words } = store;
    const [first, last] = store.payload.days.map((day) => store.dayWords(day));
    const span = ` (${words.no_such_day.replace("{first}", first).replace("{last}", last)})`;
    const told = ([name, found]) => {
      const letters = [...found];
      const short = letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : found;
      // What runs from right to left stays within its quotation marks.
      return el("span", { "data-name": name }, `${words.unread_names[name]} `, el("bdi", {}, store.quoted(short)),
        name === "as_of" || name === "known_on" ? span : "");
    };
    const [before, after] = words.unread.split("{parts}");
    const sentence = (before, parts, after) => (parts.length ? [before, ...parts.flatMap((one, i) => [i ? words.semicolon : "", told(one)]), after] : []);
    return [...sentence(before, unread, after), ...sentence(`${unread.length ? " " : ""}${words.unknown}${words.colon}`, unknown, ".")];
  }

  Object.assign(scope, { TABS, THEMES, addressOf, atWords, placeIn, readAddress, unreadWords });
})(sahelscope);
