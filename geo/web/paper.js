// What stands on paper below the map: every fact of the day with the numbers of its sources, and these.
"use strict";
(function (scope) {
  const { el } = scope;

  /** Whether a fact is of the picture of the day: drawn, in the tray, or in force. What is over fills pages. */
  function isOfTheDay(row, store) {
    if (row.topic === "presence") return row.drawn !== "table";
    return row.topic === "shift" || !["ended", "told"].includes(store.lookOf(row.span));
  }

  function fact(panel, row) {
    const { title, state, count, due, confidence, dispute, old } = panel.told(row);
    const numbers = [...new Set(panel.store.claimsOf(row).map((claim) => claim.source + 1))].sort((a, b) => a - b);
    return el("li", {}, el("b", {}, title), ` ${[state, count, due, confidence, dispute, old].filter(Boolean).join(", ")} [${numbers.join(", ")}]`);
  }

  const SECTIONS = [
    ["shifts", (row) => row.topic === "shift"],
    ["sites", (row) => row.drawn === "mark"],
    ["tray", (row) => row.drawn === "tray"],
    ["memberships", (row) => row.topic === "membership"],
    ["pacts", (row) => row.topic === "agreement"],
    ["sanction", (row) => row.topic === "sanction"],
  ];

  /** The facts under the headings of the lists beside the map, in their order. */
  function* sections(panel, rows) {
    for (const [name, isOfIt] of SECTIONS) {
      const own = rows.filter(isOfIt);
      if (!own.length) continue;
      yield el("h3", {}, panel.store.words[name]);
      yield el("ul", {}, ...(name === "shifts" ? panel.store.byMotion(own) : own).map((row) => fact(panel, row)));
    }
  }

  function printed(panel, shown) {
    const { store } = panel;
    const rows = shown.filter((row) => isOfTheDay(row, store));
    const over = shown.length - rows.length;
    const sources = new Set(rows.flatMap((row) => store.claimsOf(row)).map((claim) => claim.source));
    const cited = [...sources].sort((a, b) => a - b).map((number) => {
      const source = store.sources[number];
      return el("li", {}, `[${number + 1}] ${[store.citation(source), store.addressOf(source)].filter(Boolean).join(", ")}`);
    });
    return [
      el("h2", {}, store.words.printed), ...sections(panel, rows),
      over ? el("p", { class: "over" }, store.counted(over, "over")) : "",
      shown.length ? "" : el("p", {}, store.words[panel.answer.rows.length ? "nothing_passes" : "nothing"]), el("ul", { class: "cited" }, ...cited),
    ];
  }

  scope.printed = printed;
})(sahelscope);
