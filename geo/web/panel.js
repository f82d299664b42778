// The evidence panel: what the picture says, one fact with its claims, an article with its
// claims marked. Everything outside arrives as text nodes; no string here becomes markup.
"use strict";
(function (scope) {
  function el(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key === "onclick") element.addEventListener("click", value);
      else if (key === "class") element.className = value;
      else element.setAttribute(key, value === true ? "" : String(value));
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  class Panel {
    constructor(root, payload, select) {
      this.root = root;
      this.payload = payload;
      this.select = select;
      this.rows = new Map(payload.rows.map((row) => [row.fact, row]));
    }

    // ---- what the picture says ----

    showSummary() {
      const { rows, unplaced, latest, not_stated: blanks, words } = this.payload;
      const topic = (name, test) => rows.filter((row) => row.topic === name && (!test || test(row)));
      this.fill(
        ...this.section(words.shifts, topic("shift", (row) => row.drawn === "arrow")),
        ...this.section(words.sites, topic("presence", (row) => row.drawn === "mark")),
        ...this.latest(latest, words),
        ...this.section(words.exits, topic("membership", (row) => row.notable)),
        ...this.section(words.pacts, topic("agreement")),
        ...this.section(`${words.tray} (${unplaced.length})`, rows.filter((row) => unplaced.includes(row.fact))),
        ...this.blanks(blanks, words),
        rows.length === 0 ? el("p", {}, words.nothing) : null,
      );
    }

    section(title, rows) {
      if (rows.length === 0) return [];
      return [el("h2", {}, title), el("ul", {}, ...rows.map((row) => el("li", {}, this.button(row))))];
    }

    button(row, detail) {
      return el(
        "button",
        { type: "button", class: `fact ${row.basis}`, onclick: () => this.select(row.fact), "data-fact": row.fact },
        el("b", {}, row.title),
        el("span", {}, detail || [row.state, row.count, row.due, this.basisWord(row)].filter(Boolean).join(" · ")),
      );
    }

    basisWord(row) {
      return row.basis === "reference" ? this.payload.words.reference : null;
    }

    latest(latest, words) {
      const rows = latest.filter((change) => this.rows.has(change.fact));
      if (rows.length === 0) return [];
      return [
        el("h2", {}, words.latest),
        el("ul", {}, ...rows.map((change) => el("li", {}, this.button(this.rows.get(change.fact), `${change.day}: ${change.words}`)))),
      ];
    }

    blanks(blanks, words) {
      if (blanks.length === 0) return [];
      const open = (blank) => this.select(blank.facts[0]);
      return [
        el("h2", {}, `${words.not_stated} (${blanks.length})`),
        el("ul", {}, ...blanks.map((blank) => el("li", {},
          el("button", { type: "button", class: "fact", onclick: () => open(blank) }, el("span", {}, blank.what))))),
      ];
    }

    // ---- one fact ----

    showFact(fact) {
      const row = this.rows.get(fact);
      if (!row) return this.showSummary();
      const { words, claims } = this.payload;
      const chips = [el("span", { class: `chip ${row.contested ? "contested" : ""}` }, row.confidence)];
      if (row.stale) chips.push(el("span", { class: "chip stale" }, words.stale));
      if (row.basis === "reference") chips.push(el("span", { class: "chip" }, words.reference));
      const aside = new Set(row.conflicts.flatMap((conflict) => conflict.sides.flat()));
      const rest = row.claims.filter((id) => !aside.has(id));
      this.fill(
        this.back(),
        el("h3", { tabindex: "-1" }, row.title),
        el("p", {}, row.state),
        el("p", {}, ...chips),
        this.details(row),
        ...row.conflicts.flatMap((conflict) => this.conflict(conflict)),
        rest.length ? el("h2", {}, `${aside.size ? words.other_claims : words.claims} (${rest.length})`) : null,
        ...rest.map((id) => this.claim(claims[id], "")),
        ...this.related(row),
      );
      this.root.querySelector("h3[tabindex]").focus({ preventScroll: true });
      return undefined;
    }

    /** What the sources disagree about: one side beside the other, none before the other. */
    conflict(conflict) {
      const { words, claims } = this.payload;
      const side = (ids, number) => el("section", { class: "side", "aria-label": `${words.side} ${number}` },
        el("h3", {}, `${words.side} ${number}`), ...ids.map((id) => this.claim(claims[id], "against")));
      return [
        el("h2", {}, `${words.against}: ${words.points[conflict.point]}`),
        el("div", { class: "sides" }, ...conflict.sides.map((ids, number) => side(ids, number + 1))),
      ];
    }

    /** The other facts about the same country: what a hatched area says is two memberships. */
    related(row) {
      if (!row.group) return [];
      const others = this.payload.rows.filter((other) => other !== row && other.group === row.group && other.topic !== "event");
      return this.section(`${this.payload.words.more_on} ${row.group}`, others);
    }

    back() {
      return el("button", { type: "button", class: "back", onclick: () => this.select(null) }, this.payload.words.back);
    }

    details(row) {
      const { words } = this.payload;
      const pairs = [
        [row.topic === "event" ? words.date : words.since, row.since], [words.until, row.until], [words.due, row.due],
        [words.count, row.count], [words.supported, row.last_supported],
      ].filter(([, value]) => value);
      return el("dl", {}, ...pairs.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
    }

    claim(claim, role) {
      const { words } = this.payload;
      const source = this.payload.sources[claim.source];
      const quote = el("blockquote", { lang: source.language });
      if (claim.prefix) quote.append(el("span", { class: "around" }, claim.prefix));
      quote.append(claim.words);
      if (claim.suffix) quote.append(el("span", { class: "around" }, claim.suffix));
      const more = (text) => (text ? el("p", { class: "more" }, text) : null);
      const said = [claim.attribution, claim.attribution_words && `“${claim.attribution_words}”`].filter(Boolean).join(": ");
      return el(
        "article",
        { class: `claim ${source.basis} ${role}`, id: `claim-${claim.id}` },
        source.basis === "reference" ? more(words.paraphrase) : null,
        quote,
        ...claim.support.map((text) => more(`${words.leans_on} “${text}”`)),
        this.citation(source),
        more(`${claim.kind}, ${claim.stage}, ${claim.modality}; ${words.said_by} ${said}`),
        more(`${words.when} ${claim.when}; ${words.origins} ${claim.origins.join(", ")}`),
        ...claim.leaves_blank.map((what) => more(`${words.blank} ${what}`)),
        more(claim.grade),
        more(claim.note),
        source.article ? el("button", {
          type: "button", class: "link", onclick: () => this.showArticle(claim.source, claim.id),
        }, words.read) : null,
      );
    }

    citation(source) {
      const line = el("p", { class: "more" }, `[${source.number}] ${source.citation}`);
      if (source.url) line.append(" ", el("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, source.host));
      return line;
    }

    // ---- an article ----

    showArticle(id, chosen) {
      const { words, articles } = this.payload;
      const article = articles[id];
      const letters = Array.from(article.text); // offsets count code points, not UTF-16 units
      const cuts = [...new Set([0, letters.length, ...article.spans.flatMap((s) => [s.start, s.end])])].sort((a, b) => a - b);
      const body = el("div", { class: "article", lang: this.payload.sources[id].language });
      let target = null;
      for (let i = 0; i + 1 < cuts.length; i += 1) {
        const text = letters.slice(cuts[i], cuts[i + 1]).join("");
        const over = article.spans.filter((s) => s.start <= cuts[i] && s.end >= cuts[i + 1]);
        const node = this.stretch(text, over, chosen);
        if (!target && node.classList && node.classList.contains("chosen")) target = node;
        body.append(node);
      }
      this.fill(
        this.back(),
        el("h3", { tabindex: "-1" }, this.payload.sources[id].citation),
        el("p", { class: "more" }, words.article_note),
        body,
      );
      if (target) target.scrollIntoView({ block: "center" });
    }

    stretch(text, spans, chosen) {
      const ignored = spans.find((span) => span.why);
      if (ignored) return el("span", { class: "ignored", title: ignored.why }, text);
      const claims = spans.filter((span) => span.claim);
      if (claims.length === 0) return document.createTextNode(text);
      const best = claims.find((span) => span.claim === chosen) || claims[0];
      const mark = el("mark", {
        class: best.claim === chosen ? "chosen" : "", tabindex: "0", role: "button",
        "data-claim": best.claim, onclick: () => this.select(best.fact),
      }, text);
      mark.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.select(best.fact);
      });
      return mark;
    }

    fill(...children) {
      this.root.replaceChildren(...children.filter(Boolean));
      this.root.scrollTop = 0;
    }
  }

  scope.Panel = Panel;
  scope.el = el;
})(window.sahelscope = window.sahelscope || {});
