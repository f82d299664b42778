// The evidence panel: what the picture says, one fact with its claims, an article with its
// claims marked. Everything outside arrives as text nodes; no string here becomes markup.
"use strict";
(function (scope) {
  const { el, keeping, refill, barOf, plain, pressing, tell, isoOf, copyFrom } = scope;

  /** The host of a web address; null for everything else, which is never made a link. */
  function hostOf(url) {
    try {
      const { protocol, hostname } = new URL(url);
      return protocol === "https:" || protocol === "http:" ? hostname : null;
    } catch { return null; }
  }

  class Panel {
    constructor(root, store, page) {
      // page: what the panel may ask of the page: select, stepBack, set
      Object.assign(this, { root, store, page, rows: new Map(), open: null });
    }

    get words() { return this.store.words; }

    /** Take a new answer; `shown` are its rows after the filters. */
    take(answer, shown) {
      this.answer = answer;
      this.shown = shown;
      this.rows = new Map(answer.rows.map((row) => [row.fact, row]));
    }

    /** A row in words. */
    told(row) {
      const { reading } = row;
      const say = (text) => this.store.say(text);
      return {
        title: say(reading.title), state: say(reading.state), since: say(reading.since), until: say(reading.until),
        due: say(reading.due), count: say(reading.count), confidence: say(reading.confidence), group: say(row.group),
        supported: row.newest === null ? null : this.store.dayWords(row.newest), old: this.store.oldWords(row), dispute: this.store.disputeOf(row),
      };
    }

    // ---- what the picture says ----

    summary() {
      const { words, shown, answer } = this;
      const visible = new Set(shown.map((row) => row.fact));
      const topic = (name, test) => shown.filter((row) => row.topic === name && (!test || test(row)));
      const tray = shown.filter((row) => row.drawn === "tray");
      const faded = topic("presence", (row) => row.drawn === "table" && !["ended", "denied"].includes(this.store.lookOf(row.span)));
      return [
        ...this.section(words.shifts, this.store.byMotion(topic("shift", (row) => !row.reading.b))),
        ...this.section(words.sites, this.inOrder(topic("presence", (row) => row.drawn === "mark"))),
        ...this.latest(answer.latest.filter((change) => visible.has(change.row.fact))),
        ...this.section(words.exits, topic("membership", (row) => this.store.isNotable(row, answer.question.day))),
        ...this.section(words.pacts, topic("agreement")),
        ...this.section(`${words.tray} (${tray.length})`, tray),
        ...this.section(`${words.faded} (${faded.length})`, faded),
        ...this.blanks(answer.blanks.filter((blank) => visible.has(blank.facts[0]))),
        shown.length === 0 ? el("p", {}, words.nothing) : null,
      ];
    }

    /** Of presences those that last first, each by its title: `in_reading_order` of the engine. */
    inOrder(rows) {
      const { store } = this;
      const key = (row) => +(store.lookOf(row.span) === "ended") + plain(store.say(row.reading.title));
      const keys = new Map(rows.map((row) => [row, row.topic === "presence" ? key(row) : "2"]));
      return [...rows].sort((a, b) => (keys.get(a) < keys.get(b) ? -1 : keys.get(a) > keys.get(b)));
    }

    section(title, rows) {
      if (rows.length === 0) return [];
      return [el("h2", {}, title), el("ul", {}, ...rows.map((row) => el("li", {}, this.button(row))))];
    }

    button(row, detail) {
      const { title, state, dispute, count, due, old } = this.told(row);
      return el(
        "button",
        { class: `fact ${row.basis}`, onclick: () => this.page.select(row.fact), "data-fact": row.fact },
        el("b", {}, title),
        el("span", {}, detail || [state, dispute, count, due, this.basisWord(row), old].filter(Boolean).join(" · ")),
      );
    }

    basisWord(row) { return row.basis === "reference" ? this.words.reference : null; }

    latest(changes) {
      if (changes.length === 0) return [];
      const { store } = this;
      // A denial of it is no news of it.
      const how = ({ modality }) => (store.texts[modality][0] === "asserted" ? "" : `, ${store.say(modality)}`);
      const line = ({ row, claim }) => this.button(row, `${this.when(claim, false)}${this.words.colon}${store.say(claim.kind)} ${store.say(claim.stage)}${how(claim)}`);
      return [el("h2", {}, this.words.latest), el("ul", {}, ...changes.map((change) => el("li", {}, line(change))))];
    }

    blanks(blanks) {
      if (blanks.length === 0) return [];
      const open = (blank) => this.page.select(blank.facts[0]);
      return [
        el("h2", {}, `${this.words.not_stated} (${blanks.length})`),
        el("ul", {}, ...blanks.map((blank) => el("li", {},
          el("button", { class: "fact", onclick: () => open(blank), "data-blank": blank.facts[0] },
            el("b", {}, this.told(this.rows.get(blank.facts[0])).title), el("span", {}, this.store.say(blank.what)))))),
      ];
    }

    /** The same content as the map, for those who do not see one; made when it is opened. */
    factTable() {
      const { words, shown } = this;
      const summary = el("summary", {}, `${words.table} (${shown.length})`);
      const details = el("details", { class: "table" }, summary);
      const fill = () => {
        if (details.querySelector("table")) return;
        const head = [words.fact, words.state, words.since, words.confidence, words.supported];
        details.append(el("div", { class: "wide" }, el("table", { class: "facts" }, el("caption", {}, words.table_note),
          el("thead", {}, el("tr", {}, ...head.map((name) => el("th", { scope: "col" }, name)))),
          el("tbody", {}, ...this.inOrder(this.shown).map((row) => this.tableRow(row))))));
      };
      // Not on "toggle", which comes after the next key press.
      summary.addEventListener("click", () => { this.tableOpen = !details.open; fill(); });
      details.open = Boolean(this.tableOpen);
      if (details.open) fill();
      return details;
    }

    tableRow(row) {
      const { words } = this;
      const { title, state, dispute, count, due, since, confidence, supported } = this.told(row);
      return el("tr", {},
        el("th", { scope: "row" }, el("button", { class: "link", onclick: () => this.page.select(row.fact), "data-fact": row.fact }, title)),
        el("td", {}, [state, count, due].filter(Boolean).join(", ")),
        el("td", {}, since || words.unstated), el("td", {}, [confidence, dispute].filter(Boolean).join(", ")), el("td", {}, [supported || words.unstated, row.stale ? words.stale : null].filter(Boolean).join(" · ")));
    }

    // ---- one fact ----

    showFact(fact) {
      const row = this.rows.get(fact);
      const { words } = this;
      const { title, state, confidence, group } = this.told(row);
      const claims = this.store.claimsOf(row);
      const chips = [el("span", { class: `chip ${row.isDoubted ? "contested" : ""}` }, confidence)];
      if (row.stale) chips.push(el("span", { class: "chip stale" }, words.stale));
      if (row.basis === "reference") chips.push(el("span", { class: "chip" }, words.reference));
      const { conflicts } = row.reading;
      const aside = new Set(conflicts.flatMap(([, sides]) => sides.flat()).map((one) => this.store.claims[one]));
      const rest = claims.filter((claim) => !aside.has(claim));
      this.open = fact;
      this.fill(
        this.back(),
        this.heading(title),
        el("p", {}, state),
        el("p", {}, ...chips),
        this.details(row),
        ...this.course(row),
        ...conflicts.flatMap((conflict) => this.conflict(conflict)),
        rest.length ? el("h2", {}, `${aside.size ? words.other_claims : words.claims} (${rest.length})`) : null,
        ...rest.map((claim) => this.claim(claim, "")),
        ...this.related(row, group),
      );
    }

    /** A fact of which nothing holds on the day: it stays chosen, and says when it was there. */
    showAbsent(fact) {
      const spans = this.store.courseOf(fact, this.answer.question);
      const last = spans[spans.length - 1];
      const row = { about: fact, topic: fact.topic, fact: fact.id };
      this.open = fact.id;
      this.fill(
        this.back(),
        this.heading(this.store.say(last.reading.title)),
        el("p", {}, this.words.nothing_then),
        ...this.course(row, 1),
      );
    }

    /** How the fact went: a strip over time, and each of its readings as a way to that day. */
    course(row, least = 2) {
      const { question } = this.answer;
      const spans = this.store.courseOf(row.about, question);
      if (row.topic === "event" || spans.length < least) return [];
      const from = Math.max(spans[0].start, -5000);
      const to = Math.max(question.day, ...spans.map((span) => Math.min(span.start, 40000))) + 120;
      const share = (day) => `${((Math.min(Math.max(day, from), to) - from) / (to - from)) * 100}%`;
      const strip = el("div", { class: "strip", "aria-hidden": "true" }, ...spans.flatMap((span) => this.store.partsOf(span, question).map((part) => {
        const bar = barOf(this.store, span, part);
        bar.style.left = share(part.start);
        bar.style.width = `calc(${share(Math.min(part.end, to))} - ${share(part.start)})`;
        return bar;
      })));
      const now = el("b", { class: "now" });
      now.style.left = share(question.day);
      strip.append(now);
      const open = (span) => this.page.set({ as_of: isoOf(span.start) });
      const steps = spans.filter((span, i) => i === 0 || this.store.say(span.reading.state) !== this.store.say(spans[i - 1].reading.state));
      const current = steps.filter((span) => span.start <= question.day).pop();
      const line = (span) => el("li", {}, el("button", {
        class: "step", "aria-current": span === current ? "true" : null, disabled: span.start < -20000, onclick: () => open(span),
      }, el("span", {}, span.start < -20000 ? "…" : this.store.whenOf(span)), el("b", {}, this.store.say(span.reading.state))));
      return [el("h2", {}, this.words.history), strip, el("ol", { class: "course" }, ...steps.map(line))];
    }

    /** What the sources disagree about: one side beside the other, none before the other. */
    conflict([point, sides]) {
      const { words } = this;
      const side = (claims, number) => el("div", { class: "side", role: "group", "aria-label": `${words.side} ${number}` },
        el("p", { class: "side-name", "aria-hidden": "true" }, `${words.side} ${number}`), ...claims.map((one) => this.claim(this.store.claims[one], "against")));
      return [
        el("h2", {}, `${words.against}${words.colon}${this.store.say(point)}`),
        el("div", { class: "sides" }, ...sides.map((claims, number) => side(claims, number + 1))),
      ];
    }

    /** The other facts about the same country: what a hatched area says is two memberships. */
    related(row, group) {
      if (!group) return [];
      const others = this.answer.rows.filter((other) => other !== row && other.group === row.group && other.topic !== "event");
      return this.section(`${this.words.more_on} ${group}`, others);
    }

    back() {
      return el("button", { class: "back", onclick: this.page.stepBack }, this.words.back);
    }

    details(row) {
      const { words } = this;
      const { since, until, due, count, supported } = this.told(row);
      const pairs = [
        [row.topic === "event" ? words.date : words.since, since], [words.until, until], [words.due, due],
        [words.count, count], [words.supported, supported],
      ].filter(([, value]) => value);
      return el("dl", {}, ...pairs.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
    }

    when(claim, full) {
      const date = this.store.say(claim.when);
      return full && claim.dated === 1 ? this.words.said_day.replace("{date}", () => date) : date;
    }

    claim(claim, role) {
      const { words, store } = this;
      const source = store.sources[claim.source];
      const quote = el("blockquote", { lang: source.language });
      const [before, after] = claim.around;
      if (before) quote.append(el("span", { class: "around" }, before));
      quote.append(claim.words);
      if (after) quote.append(el("span", { class: "around" }, after));
      const more = (text, ...rest) => (text ? el("p", { class: "more" }, text, ...rest) : null);
      const quoted = (before, text) => [before, el("span", { lang: source.language }, store.quoted(text))];
      const said = claim.attribution_words ? quoted(words.colon, claim.attribution_words) : [];
      const origins = claim.origins.map((one) => store.say(one)).join(", ");
      return el(
        "article",
        { class: `claim ${source.reference ? "reference" : "seed"} ${role}`, id: `claim-${claim.id}`, tabindex: "-1" },
        source.reference ? more(words.paraphrase) : null,
        quote,
        ...claim.support.map((text) => more(...quoted(`${words.leans_on} `, text))),
        this.citation(source),
        more(`${store.say(claim.kind)}, ${store.say(claim.stage)}, ${store.say(claim.modality)}${words.semicolon}${words.said_by} ${store.say(claim.attribution)}`, ...said),
        more(`${words.when} ${this.when(claim, true)}${words.semicolon}${words.origins} ${origins}`),
        ...claim.leaves_blank.map((what) => more(`${words.blank} ${store.say(what)}`)),
        this.grade(claim),
        source.reference && claim.note ? el("p", { class: "more", lang: source.language }, claim.note) : more(claim.note),
        el("p", { class: "acts" },
          store.articles.has(claim.source) ? el("button", {
            class: "link", onclick: () => this.showArticle(claim.source, claim),
          }, words.read) : null,
          el("button", { class: "link", onclick: (event) => this.copy(claim, event.currentTarget) }, words.copy)),
      );
    }

    /** How far its source and how far this word of it is trusted: two judgements, never one. */
    grade(claim) {
      if (claim.grade === null) return null;
      const { words, store } = this;
      const badge = (sign, number) => el("span", { class: "badge" }, el("b", {}, `${words.graded[number]} ${sign}`), ` ${words.grades[sign]}`);
      return el("p", { class: "more grades" }, ...[...store.say(claim.grade)].map(badge), " ", el("span", { lang: store.sources[claim.source].language }, store.say(claim.reason)));
    }

    /** Sentence and source as one line of text, for a note or a footnote; in quotation marks only the source's own. */
    copy(claim, button) {
      const source = this.store.sources[claim.source];
      const said = source.reference ? `${this.words.paraphrase} ${claim.words}` : this.store.quoted(claim.words);
      const text = [said, this.store.citation(source), this.store.addressOf(source), claim.id].filter(Boolean).join(" — ");
      copyFrom(button, text, (done) => {
        button.textContent = done ? this.words.copied : this.words.copy;
        tell(done ? this.words.copied : "");
      });
    }

    /** From claim to claim by keyboard. */
    step(way) {
      const all = [...this.root.querySelectorAll(".claim")];
      const at = all.indexOf(document.activeElement.closest(".claim"));
      const next = all[at < 0 ? (way > 0 ? 0 : all.length - 1) : at + way];
      if (!next) return;
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    }

    citation(source) {
      const line = el("p", { class: "more" }, `[${source.number}] ${this.store.citation(source)}`);
      const address = this.store.addressOf(source);
      const host = hostOf(address);
      if (host) line.append(" ", el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, host));
      return line;
    }

    // ---- an article ----

    showArticle(number, chosen) {
      const source = this.store.sources[number];
      const { letters, spans } = this.store.articles.get(number); // offsets count code points
      const cuts = [...new Set([0, letters.length, ...spans.flatMap((s) => [s.start, s.end])])].sort((a, b) => a - b);
      const body = el("div", { class: "article", lang: source.language });
      let target = null;
      for (let i = 0; i + 1 < cuts.length; i += 1) {
        const text = letters.slice(cuts[i], cuts[i + 1]).join("");
        const over = spans.filter((s) => s.start <= cuts[i] && s.end >= cuts[i + 1]);
        const node = this.stretch(text, over, chosen);
        if (!target && node.classList && node.classList.contains("chosen")) target = node;
        body.append(node);
      }
      Object.assign(this, { open: "article", article: [source, body, chosen] });
      this.root.scrollTop = 0;
      this.headArticle();
      if (!target) return;
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    }

    /** What stands above the article, which itself stays as it is in every language. */
    headArticle() {
      const [source, body] = this.article;
      this.refill(
        this.back(),
        this.heading(this.store.citation(source)),
        el("p", { class: "more" }, this.words.article_note),
        body,
      );
    }

    stretch(text, spans, chosen) {
      const ignored = spans.find((span) => span.why);
      if (ignored) return el("s", { title: ignored.why }, text);
      const claims = spans.filter((span) => span.claim);
      if (claims.length === 0) return document.createTextNode(text);
      const best = claims.find((span) => span.claim === chosen) || claims[0];
      const row = this.answer.rows.find((one) => this.store.claimsOf(one).includes(best.claim));
      const open = () => this.page.select(row ? row.fact : null);
      return el("mark", {
        class: best.claim === chosen ? "chosen" : "", tabindex: "0", role: "button", "data-claim": best.claim.id, onclick: open, onkeydown: pressing(open),
      }, text);
    }

    fill(...children) { keeping(this.root, () => this.root.replaceChildren(...children.filter(Boolean))); }

    /** The same with what the picture says, of which most stays from day to day. */
    refill(...children) { keeping(this.root, () => refill(this.root, children.filter(Boolean))); }

    /** What the keyboard is taken to when the panel shows another thing. */
    heading(words) { return el("h3", { tabindex: "-1", "aria-level": 2 }, words); }

    focusHeading() {
      const heading = this.root.querySelector("h3[tabindex]");
      if (heading) heading.focus({ preventScroll: true });
    }
  }

  scope.Panel = Panel;
})(sahelscope);
