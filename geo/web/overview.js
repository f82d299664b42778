// Who is where over time, and every change in a list: other ways into the same facts.
"use strict";
(function (scope) {
  const { el, barOf, isoOf } = scope;
  // What covers what, where several facts of one partner in one country say different things.
  const STRENGTH = ["ended", "alleged", "planned", "reported", "leaving", "active"];

  const ABOVE = 120; // pixels above the day shown in a list: the tabs, and a line that is later

  class Overview {
    constructor(store, page) {
      this.store = store;
      this.page = page; // select, set, scale
    }

    /** What is of a topic by country and partner: {country, partners: [[actor, spans]]}, by name. */
    pairs(facts, topic = "presence") {
      const countries = new Map();
      for (const { fact, span } of facts) {
        if (fact.topic !== topic || this.strength(span) < 0) continue; // what is only denied is nobody's
        const [host] = fact.hosts;
        const [actor] = fact.actors;
        if (!countries.has(host)) countries.set(host, new Map());
        const partners = countries.get(host);
        if (!partners.has(actor)) partners.set(actor, []);
        partners.get(actor).push(span);
      }
      const name = ([actor]) => this.store.say(actor.name);
      const byName = (a, b) => name(a).localeCompare(name(b), this.store.language);
      return [...countries].sort(byName).map(([country, partners]) => ({ country, partners: [...partners].sort(byName) }));
    }

    /** The whole view for one answer; `spans` is everything known, after the filters. */
    show(answer, rows, spans) {
      const { words } = this.store;
      this.question = answer.question;
      this.scale = this.page.scale;
      this.lines = [];
      const all = spans.map((span) => ({ fact: span.fact, span }));
      const pairs = this.pairs(all);
      const matrix = this.matrix(rows);
      const memberships = this.pairs(all, "membership");
      const found = [
        ...(pairs.length ? [el("h2", {}, words.matrix)] : []),
        ...(matrix ? [el("p", { class: "more" }, words.matrix_note), matrix, this.looks()] : []),
        ...pairs.map((pair) => this.country(pair, this.page.colour)),
        ...(memberships.length ? [el("h2", {}, words.memberships)] : []),
        ...memberships.map((pair) => this.country(pair, (body) => `var(--body-${body}, var(--other))`)),
      ];
      this.move(answer.question.day);
      return found.length ? found : [el("p", {}, words.matrix + words.colon + words.nothing_then)];
    }

    /** Each partner in each country on the day, a sign a cell that opens the fact; null where none is. */
    matrix(rows) {
      const { words } = this.store;
      const found = this.pairs(rows.map((row) => ({ fact: row.about, span: { ...row.span, row } })));
      if (!found.length) return null;
      const reach = this.reachOfPartners();
      const partners = [...new Set(found.flatMap(({ partners }) => partners.map(([actor]) => actor)))]
        .sort((a, b) => reach.get(b).size - reach.get(a).size || this.store.say(a.name).localeCompare(this.store.say(b.name), this.store.language));
      const head = el("tr", {}, el("th", { scope: "col" }, words.country),
        ...partners.map((actor) => el("th", { scope: "col", class: "turned" }, el("span", {}, this.store.say(actor.name)))));
      const body = found.map(({ country, partners: mine }) => {
        const byActor = new Map(mine);
        return el("tr", {}, el("th", { scope: "row" }, this.store.say(country.name)),
          ...partners.map((actor) => el("td", {}, this.cell(country, actor, byActor.get(actor)))));
      });
      return el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": words.matrix },
        el("table", { class: "matrix" }, el("thead", {}, head), el("tbody", {}, ...body)));
    }

    /**
     * The countries each partner was ever in. Those in most of them come first, for the last columns
     * lie beyond the edge; and on every day, so that columns stay where they are while time moves.
     */
    reachOfPartners() {
      const reach = new Map();
      for (const { topic, hosts: [host], actors: [actor] } of this.store.facts) {
        if (topic !== "presence") continue;
        if (!reach.has(actor)) reach.set(actor, new Set());
        reach.get(actor).add(host);
      }
      return reach;
    }

    cell(country, actor, spans) {
      if (!spans) return null;
      const { words } = this.store;
      // Of two that say the same, one of which a report is recent stands for both.
      const weight = (span) => 2 * this.strength(span) + (span.row.stale ? 0 : 1);
      const strongest = spans.reduce((best, span) => (weight(span) > weight(best) ? span : best));
      const look = this.store.lookOf(strongest);
      const stale = strongest.row.stale && look !== "ended";
      const told = [words.looks[look], this.store.disputeOf(strongest.row), stale && words.stale];
      const sign = el("button", {
        class: `sign ${look}`, "data-fact": strongest.row.fact, onclick: () => this.page.select(strongest.row.fact),
        "aria-label": `${this.store.say(actor.name)}, ${this.store.say(country.name)}${words.colon}${told.filter(Boolean).join(", ")}`,
      }, stale ? words.stale_mark : words.look_marks[look]);
      sign.style.color = this.page.colour(actor.id);
      return sign;
    }

    strength(span) { return STRENGTH.indexOf(this.store.lookOf(span)); }

    looks() {
      const { words } = this.store;
      const told = Object.keys(words.look_marks).map((look) => `${words.look_marks[look]}\u00a0${words.looks[look]}`);
      return el("p", { class: "more looks" }, [...told, `${words.stale_mark}\u00a0${words.stale}`].join(" · "));
    }

    country({ country, partners }, colour) {
      return el("section", { class: "strips" }, el("h3", {}, this.store.say(country.name)),
        ...partners.map(([actor, spans]) => this.line(this.store.say(actor.name), spans, (faint) => colour(actor.id, faint))));
    }

    /** One strip over time; pressed, it opens what it shows on the day, or its last word. */
    line(name, spans, colour) {
      const { scale, store } = this;
      const drawn = [...spans].sort((a, b) => this.strength(a) - this.strength(b));
      const bar = (span, part) => {
        const one = barOf(store, span, part);
        const from = scale.share(Math.max(part.start, scale.first));
        one.style.left = `${from * 100}%`;
        one.style.width = `${Math.max(0, scale.share(Math.min(part.end, scale.last)) - from) * 100}%`;
        one.style.color = colour(part.faint);
        return one;
      };
      const bars = drawn.flatMap((span) => store.partsOf(span, this.question).map((part) => bar(span, part)));
      const today = el("b", { class: "now" });
      const last = [...spans].sort((a, b) => b.start - a.start)[0];
      let now;
      const open = () => {
        const { fact } = button.dataset; // before the day is another
        if (!now) this.page.set({ as_of: isoOf(last.start) });
        this.page.select(fact);
      };
      const button = el("button", { class: "line", onclick: open },
        el("span", { class: "name" }, name), el("span", { class: "strip", "aria-hidden": "true" }, ...bars, today));
      this.lines.push((day) => {
        today.style.left = `${scale.share(day) * 100}%`;
        now = drawn.findLast((span) => span.start <= day && day < span.end);
        button.dataset.fact = (now || last).fact.id;
        button.setAttribute("aria-label", `${name}${store.words.colon}${now ? store.say(now.reading.state) : store.words.nothing_then}`);
      });
      return button;
    }

    /** Only the day moved: the strips stay, not what they say of it. */
    move(day) { for (const line of this.lines) line(day); }

    /** Every change that is known, newest first; one opens its day and its fact. See turnTo. */
    changes(spans) {
      const { words } = this.store;
      if (spans.length === 0) return [el("p", {}, words.no_changes)];
      const open = (span) => {
        this.page.set({ as_of: isoOf(span.start) });
        this.page.select(span.fact.id);
      };
      const line = (span) => el("button", {
        class: `fact change ${span.turn}`, "data-fact": span.fact.id, "data-day": span.start, onclick: () => open(span),
      }, el("span", {}, `${this.store.whenOf(span)} · ${words.turns[span.turn === "begun" && span.fact.topic === "event" ? "happened" : span.turn]}`), el("b", {}, this.store.say(span.reading.title)),
      el("span", {}, [...[span.reading.state, span.reading.due].map((one) => this.store.say(one)), this.store.disputeOf(span)].filter(Boolean).join(" · ")));
      return [el("ul", { class: "changes" }, ...[...spans].reverse().map((span) => el("li", {}, line(span))))];
    }

    /** Put the day shown in its place among the changes, and that place into sight. */
    turnTo(root, day) {
      const list = root.querySelector("ul.changes");
      if (!list) return;
      const fresh = !list.querySelector(".today");
      const today = fresh ? el("li", { class: "today" }) : list.querySelector(".today");
      today.textContent = `${this.store.words.as_of} ${this.store.dayWords(day)}`;
      let next = null;
      for (const line of list.querySelectorAll(".change")) {
        const start = Number(line.dataset.day);
        if (start <= day && !next) next = line;
        if (start === day) line.setAttribute("aria-current", "date");
        else line.removeAttribute("aria-current");
      }
      list.insertBefore(today, next && next.parentElement);
      bringUp(root, today);
      // Lines out of sight have no height of their own until a frame has shown those around the place.
      if (fresh) requestAnimationFrame(() => requestAnimationFrame(() => bringUp(root, today)));
    }
  }

  /** Scroll a box to what is in it; by hand, for scrollIntoView would move the page on a phone, too. */
  function bringUp(root, element) {
    const [frame, box] = [root.getBoundingClientRect(), element.getBoundingClientRect()];
    const top = frame.top + ABOVE;
    if (box.top < top || box.bottom > frame.bottom) root.scrollTop += box.top - top;
  }

  scope.Overview = Overview;
})(sahelscope);
