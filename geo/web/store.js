// Answers what holds on a day, known by a day, on which evidence. Which claims make which state was
// decided before the page was written; here days are only compared.
"use strict";
(function (scope) {
  const { DAY_MS, dayOf, isoOf, edgeOf, lastDayOf, tablesOf, withTitle } = scope;
  const MASKS = { all: 1, seeds: 2 };
  const MOTION = ["out", "in", "coming", "gone"]; // of arrows: who moves before who has moved

  class Store {
    constructor(payload) {
      this.payload = payload;
      this.language = payload.languages[0];
      Object.assign(this, tablesOf(payload));
      this.byId = new Map(this.facts.map((fact) => [fact.id, fact]));
      this.covered = { asked: null, found: null };
    }

    // ---- words ----

    get words() { return this.payload.words[this.language]; }

    /** A text by its number, or a pair of names, in the language shown. */
    say(text) {
      const told = typeof text === "number" ? this.texts[text] : text;
      if (typeof told === "number") return this.dateWords(told);
      if (!Array.isArray(told)) return told;
      return told[this.payload.languages.indexOf(this.language)];
    }

    /** The words of an exact date, written as its digits: a day (20240420) or a month (202404). */
    dateWords(digits) {
      if (digits > 999999) return this.dayWords(edgeOf(digits, false));
      return `${this.words.months[(digits % 100) - 1]} ${Math.floor(digits / 100)}`;
    }

    dayWords(day, months = this.words.months) {
      const { words } = this;
      const date = new Date(day * DAY_MS);
      const d = date.getUTCDate();
      return words.day
        .replace("{d}", d === 1 ? words.first : d)
        .replace("{month}", months[date.getUTCMonth()])
        .replace("{y}", date.getUTCFullYear());
    }

    /**
     * When a span began, no more exactly than is known: a day, the month or year it fell into, or the
     * days between which it did.
     */
    whenOf({ start, spread, about }) {
      if (about >= 0) return this.say(about);
      if (!spread) return this.dayWords(start);
      const [first, last] = spread > 0 ? [start, start + spread] : [start + spread, start];
      const [from, to] = [isoOf(first), isoOf(last)];
      if (from.endsWith("-01-01") && to === `${from.slice(0, 4)}-12-31`) return from.slice(0, 4);
      const month = Number(from.slice(0, 7).replace("-", ""));
      if (from.endsWith("-01") && last === edgeOf(month, true)) return this.dateWords(month);
      return this.words.uncertain.replace("{first}", this.dayWords(first)).replace("{last}", this.dayWords(last));
    }

    counted(number, what) {
      const [one, more] = this.words.counted[what];
      // French counts none and one alike.
      const single = this.language === "fr" ? number < 2 : number === 1;
      // The first formatter of numbers costs the browser as much as opening the packed payload: not for what it would leave as it is.
      return (single ? one : more).replace("{n}", number < 1000 ? number : number.toLocaleString(this.language));
    }

    // ---- answers ----

    /** The number of a day that the corpus may be asked about; null for any other, and for what is no day. */
    askable(iso) {
      const day = dayOf(iso);
      const [first, last] = this.payload.days;
      return day !== null && first <= day && day <= last ? day : null;
    }

    /** Whether a claim may be used: known by the day and of the evidence asked for. */
    usable(claim, question) {
      return claim.known <= question.known && (question.evidence === "all" || claim.seed);
    }

    /** Whether a span belongs to an answer of some day, whichever. */
    isKnown(span, question) {
      return span.known <= question.known && question.known < span.unknown &&
        (span.evidence & MASKS[question.evidence]) !== 0;
    }

    /** The spans of one question, one for each fact, in the order of the fact table. */
    spansOn(question) {
      const mask = MASKS[question.evidence];
      const { day, known } = question;
      const found = new Map();
      for (const span of this.spans) {
        if (span.start <= day && day < span.end && span.known <= known && known < span.unknown && span.evidence & mask) {
          found.set(span.fact.number, span);
        }
      }
      return [...found.values()].sort((a, b) => a.fact.number - b.fact.number);
    }

    /**
     * The day on which a claim was last said to be so. A page not yet written on the known-on day
     * makes nothing fresh: a public act it is cited for speaks of the day it was made public.
     */
    supportedOn(claim, question) {
      const day = this.sources[claim.source].published;
      const late = day !== null && question.known !== null && day > question.known;
      return late ? claim.known : day;
    }

    /** The newest day on which some claims say that it is so; a denial does where nobody says anything else. */
    newestOf(claims, question) {
      const saying = claims.filter((claim) => !claim.denies);
      const days = (saying.length ? saying : claims).map((claim) => this.supportedOn(claim, question)).filter((day) => day !== null);
      return days.length ? Math.max(...days) : null;
    }

    /**
     * How far what may be used reaches: the newest publication, and the last day of the last month with
     * enough of them. A page counts once, by its newest day, however many claims cite it.
     */
    coverage(question) {
      const asked = `${question.known} ${question.evidence}`;
      if (this.covered.asked !== asked) this.covered = { asked, found: this.countedCoverage(question) };
      return this.covered.found;
    }

    countedCoverage(question) {
      const pages = new Map();
      for (const claim of this.claims) {
        const day = this.supportedOn(claim, question);
        if (day !== null && this.usable(claim, question)) {
          pages.set(claim.source, Math.max(day, pages.get(claim.source) ?? day));
        }
      }
      const months = new Map();
      let reaches = null;
      for (const day of pages.values()) {
        const month = isoOf(day).slice(0, 7);
        months.set(month, (months.get(month) || 0) + 1);
        if (reaches === null || day > reaches) reaches = day;
      }
      const many = [...months].filter(([, pages]) => pages >= this.payload.limits.dense).map(([month]) => month);
      return { reaches, dense: many.length ? lastDayOf(many.sort().pop()) : null };
    }

    /** Which words say how far a picture of the day is borne out; see depth_on in geo/coverage.py. */
    depthOn(day, { reaches, dense }) {
      if (reaches === null) return "undated";
      if (day > reaches) return "beyond";
      if (dense === null) return "sparse";
      if (day > dense) return "thin";
      return dense < reaches ? "dense" : "many";
    }

    /** What the page shows for a question: rows, and what is drawn of them. */
    answer(question) {
      const coverage = this.coverage(question);
      const depth = this.depthOn(question.day, coverage);
      const beyond = depth === "undated" || depth === "beyond";
      const rows = this.spansOn(question).map((span) => this.rowOf(span, question, beyond));
      return { question, rows, coverage, depth, blanks: this.blanksIn(rows), latest: this.latestIn(rows) };
    }

    /** The claims a part rests on, by the order of events. */
    toldBy(span, question) {
      const { fact, reading } = span;
      if (reading.told) return reading.told.map((one) => this.claims[one]);
      return fact.claims.filter((claim) => claim.held <= question.day && this.usable(claim, question));
    }

    rowOf(span, question, beyond) {
      const { fact, reading } = span;
      const told = this.toldBy(span, question);
      const newest = this.newestOf(told, question);
      const seeds = told.filter((claim) => claim.seed).length;
      return {
        span, fact: fact.id, about: fact, topic: fact.topic, group: fact.group, reading, told, newest, beyond,
        stale: beyond || newest === null || question.day - newest > this.payload.limits.stale,
        basis: seeds === 0 ? "reference" : seeds === told.length ? "seed" : "both",
        isDoubted: this.confidenceOf(reading) === "contested",
        drawn: this.drawnAs(fact, reading, question.day),
      };
    }

    /** When a stale fact was last supported; null if it is not, and for an event that is over: it says its day. */
    oldWords({ topic, reading, stale, newest }) {
      const over = topic === "event" && reading.since !== null && /^(completed|revoked)$/.test(this.texts[reading.stage]);
      if (!stale || over) return null;
      return newest === null ? this.words.undated : this.words.old.replace("{day}", this.dayWords(newest));
    }

    /** What its sources disagree about, point by point; null where they do not. */
    disputeOf({ isDoubted, reading }) {
      const { doubt, colon } = this.words;
      const told = new Set(reading.conflicts.map(([point]) => this.say(point)));
      return told.size ? doubt + colon + [...told].join(", ") : isDoubted ? doubt : null;
    }

    drawnAs(fact, reading, day) {
      if (fact.topic === "presence") {
        if (reading.b !== null && day > reading.b) return "table";
        return reading.d === null ? "tray" : "mark";
      }
      if (fact.topic === "shift") return reading.a === null ? "table" : "arrow";
      return fact.topic === "membership" && reading.c ? "area" : "table";
    }

    /** Claims of a row as they are read: what its state rests on first, the newest at the top. */
    claimsOf(row) {
      const { topic, told, reading: { support, conflicts } } = row;
      const rests = new Set((topic === "presence" || topic === "sanction" ? support : []).map((one) => this.claims[one]));
      // Who contradicts may speak of a later day, or of the whole force: not among what is told of this fact.
      const against = conflicts.flatMap(([, sides]) => sides.flat()).map((one) => this.claims[one]);
      const own = new Set(topic === "presence" ? [...told, ...rests, ...against] : told);
      return [...own].reverse().sort((a, b) => rests.has(b) - rests.has(a));
    }

    /** Shifts in the order in which they are told: of one motion the last reported first, then those without an arrow. */
    byMotion(shifts) {
      const rank = ({ reading }) => (reading.a === null ? MOTION.length : MOTION.indexOf(this.arrows[reading.a].key));
      return [...shifts].sort((a, b) => rank(a) - rank(b) || b.newest - a.newest);
    }

    isNotable(row, day) {
      return row.topic === "membership" && (row.reading.b === null || day <= row.reading.b);
    }

    blanksIn(rows) {
      const found = new Map();
      for (const row of rows) {
        if (row.topic === "shift") continue; // derived: it leaves nothing blank of its own
        for (const claim of row.told) {
          if (!claim.leaves_blank.length) continue;
          if (!found.has(claim)) found.set(claim, []);
          found.get(claim).push(row.fact);
        }
      }
      return [...found].sort(([a], [b]) => (a.id < b.id ? -1 : 1))
        .flatMap(([claim, facts]) => claim.leaves_blank.map((what) => ({ what, claim, facts })));
    }

    /** The newest dated changes, one for each fact; several rounds of one event are one. */
    latestIn(rows) {
      const byClaim = new Map();
      const isEvent = (row) => row.topic === "event";
      for (const row of [...rows].sort((a, b) => isEvent(a) - isEvent(b))) {
        if (row.topic === "shift" || (isEvent(row) && !row.reading.b)) continue;
        for (const claim of row.told) if (claim.dated < 2) byClaim.set(claim, { row, claim });
      }
      const byDay = (a, b) => a.claim.day - b.claim.day || (a.claim.id < b.claim.id ? -1 : 1);
      const newest = new Map();
      for (const change of [...byClaim.values()].sort(byDay)) newest.set(change.row, change);
      const late = [...newest.values()].sort((a, b) => b.claim.day - a.claim.day ||
        isEvent(a.row) - isEvent(b.row) || (a.row.fact < b.row.fact ? -1 : 1));
      const told = new Map();
      for (const change of late) {
        const same = isEvent(change.row) ? `same ${change.row.reading.c}` : change.row.fact;
        if (!told.has(same)) told.set(same, change);
      }
      return [...told.values()].slice(0, 5);
    }

    /** How a part stands, in the words of the rings: what a strip or a cell shows of it. */
    lookOf({ fact, reading }) {
      if (fact.topic === "presence") return this.texts[reading.c];
      if (fact.topic === "membership") return reading.a & 1 ? (reading.a & 6 ? "leaving" : "active") : "ended";
      if (fact.topic === "shift") return { announced: "planned", agreed: "planned", under_way: "leaving" }[this.texts[reading.stage]] || "told";
      if (fact.topic === "event") return "told";
      return { planned: "planned", in_effect: "active", suspended: "leaving" }[this.texts[reading.a]] || "ended";
    }

    /** The word of confidence as an id: that of the first language. */
    confidenceOf(reading) {
      const told = this.texts[reading.confidence];
      return Array.isArray(told) ? told[0] : told;
    }

    /** What a fact is, for filters: the form of a presence, the kind of an event, else its topic. */
    kindOf({ fact, reading }) {
      if (fact.topic === "presence") return this.texts[reading.a];
      return fact.topic === "event" ? this.texts[reading.a] : fact.topic;
    }

    // ---- what is drawn ----

    marksIn(rows) {
      const rank = (row) => row.basis === "reference";
      return rows.filter((row) => row.drawn === "mark")
        .sort((a, b) => rank(a) - rank(b) || a.about.number - b.about.number)
        .map((row) => ({
          row, fact: row.fact, lon: row.about.place.lon, lat: row.about.place.lat,
          precision: row.about.place.precision, actor: row.about.actors[0].id,
          ring: this.texts[row.reading.c], glyph: this.texts[row.reading.d],
          title: this.say(row.about.place.name), near: this.say(row.about.place.near) || "",
          operator: this.say(row.about.operator), stale: row.stale,
        }));
    }

    arrowsIn(rows) {
      return this.byMotion(rows.filter((row) => row.drawn === "arrow")).map((row) => {
        const arrow = this.arrows[row.reading.a];
        return {
          row, fact: row.fact, partner: arrow.partner.id, key: arrow.key, path: arrow.path,
          title: this.say(arrow.title), subtitle: this.say(arrow.subtitle), stale: row.stale,
        };
      });
    }

    /** Each country with the style of its memberships; facts are those memberships. */
    areasIn(rows) {
      const members = new Map();
      for (const row of rows) {
        if (row.drawn !== "area") continue;
        const country = row.about.hosts[0].id;
        if (!members.has(country)) members.set(country, {});
        members.get(country)[row.about.actors[0].id] = row;
      }
      return this.land.countries.map(({ id }) => {
        const { aes, ecowas } = members.get(id) || {};
        const flags = ecowas ? ecowas.reading.a : 0;
        const bits = (aes ? 1 : 0) | (ecowas ? 2 : 0) | (flags & 4 ? 4 : 0) | (flags & 2 ? 8 : 0);
        const mine = [aes, ecowas].filter(Boolean);
        return { country: id, key: this.payload.style.area_keys[bits], facts: mine.map((row) => row.fact), rows: mine };
      });
    }

    /** Exactly the styles drawn, in the order of their definition. */
    legendOf(areas, marks, arrows) {
      const { words } = this;
      const entries = (group, table, keys) => Object.keys(table).filter((key) => keys.has(key))
        .map((key) => ({ group, key, words: table[key] }));
      const operators = new Set([...marks.map((mark) => mark.actor), ...arrows.map((arrow) => arrow.partner)]);
      const named = this.actors.filter((actor) => operators.has(actor.id))
        .map((actor) => ({ group: "operator", key: actor.id, words: this.say(actor.name) }))
        .sort((a, b) => (plain(a.words) < plain(b.words) ? -1 : 1));
      // Those without a colour of their own share one, and one entry.
      const own = ({ key }) => Object.hasOwn(this.payload.style.operators, key);
      const others = named.filter((entry) => !own(entry)).map((entry) => entry.words);
      const shared = others.length > 1 ? words.others : "{names}";
      return [
        ...entries("area", words.areas, new Set(areas.map((area) => area.key))),
        ...entries("ring", words.rings, new Set(marks.map((mark) => mark.ring))),
        ...entries("arrow", words.arrows, new Set(arrows.map((arrow) => arrow.key))),
        ...entries("faint", words.faint, new Set([...marks, ...arrows].filter((one) => one.stale)
          .map(({ row }) => (row.beyond ? "beyond" : "stale")))),
        ...([...marks, ...arrows].some(({ row }) => row.isDoubted) ? [{ group: "doubt", words: words.doubt }] : []),
        ...named.filter(own),
        ...(others.length ? [{ group: "operator", key: "other", words: shared.replace("{names}", () => others.join(", ")) }] : []),
      ];
    }

    /** What those rows of an answer stand on that are shown, in three lines. */
    captionOf(answer, rows, knownOn) {
      const { words } = this;
      const claims = new Set(rows.flatMap((row) => this.claimsOf(row)));
      const sources = [...new Set([...claims].map((claim) => claim.source))].map((one) => this.sources[one]);
      const pages = sources.filter((source) => source.reference).length;
      const articles = sources.length - pages;
      const from = [(articles || !pages) && this.counted(articles, "articles"), pages && this.counted(pages, "pages")];
      return [
        words.caption.replace("{day}", this.dayWords(answer.question.day))
          .replace("{known}", this.knownWords(knownOn))
          .replace("{evidence}", words.evidence[answer.question.evidence]),
        words.from.replace("{claims}", this.counted(claims.size, "claims"))
          .replace("{sources}", from.filter(Boolean).join(words.and)),
        words.coverage[answer.depth]
          .replace("{end}", () => this.dayWords(answer.coverage.reaches))
          .replace("{dense}", () => this.dayWords(answer.coverage.dense)),
      ];
    }

    knownWords(knownOn) {
      if (knownOn === null) return this.words.all_known;
      return this.words.known_day_words.replace("{day}", this.dayWords(dayOf(knownOn)));
    }

    // ---- time ----

    /** Everything that changes for some knowledge, by day: the ticks of the timeline. */
    changes(question) {
      return this.spans
        .filter((span) => span.turn && this.isKnown(span, question))
        .sort((a, b) => a.start - b.start || a.fact.number - b.fact.number);
    }

    /** How one fact reads over time, for some knowledge. */
    courseOf(fact, question) {
      return fact.spans.filter((span) => this.isKnown(span, question)).sort((a, b) => a.start - b.start);
    }

    /** The web address of a source; null for none. Put together when it is asked for, which is seldom. */
    addressOf({ url, title }) { return withTitle(url, title); }

    /**
     * A span in parts, each as firm or as faint as the map draws it on its days. What is over needs no
     * newer report; beyond the newest source nothing is firm.
     * @returns {Array<{start: number, end: number, faint: boolean}>} Ends exclusive, in order.
     */
    partsOf(span, question) {
      if (span.fact.topic !== "presence" || this.lookOf(span) === "ended") return [{ start: span.start, end: span.end, faint: false }];
      const { reaches } = this.coverage(question);
      const told = this.toldBy(span, { ...question, day: span.end - 1 });
      const cuts = [...new Set([span.start, ...told.map((claim) => claim.held).filter((day) => span.start < day && day < span.end)])].sort((a, b) => a - b);
      const parts = [];
      const add = (start, end, faint) => {
        const last = parts[parts.length - 1];
        if (last && last.faint === faint) last.end = end;
        else if (start < end) parts.push({ start, end, faint });
      };
      cuts.forEach((start, i) => {
        const end = cuts[i + 1] ?? span.end;
        const newest = this.newestOf(told.filter((claim) => claim.held <= start), question);
        const firm = newest !== null && reaches !== null ? Math.min(newest + this.payload.limits.stale, reaches) + 1 : -Infinity;
        const turn = Math.min(Math.max(start, firm), end);
        add(start, turn, false);
        add(turn, end, true);
      });
      return parts;
    }

    quoted(text) { return this.words.quoted.replace("{text}", () => text); }

    citation(source) {
      const { words } = this;
      const publisher = source.publisher === null ? words.no_publisher : isolated(this.say(source.publisher).replaceAll(", on ", words.carried_by));
      const title = source.title === null ? words.untitled : isolated(this.quoted(source.title));
      const date = source.date === null ? words.no_date : this.say(source.date);
      return `${publisher}, ${title}, ${date}`;
    }
  }

  /** Letters as a reader types and sorts them: no accents, no case, no apostrophe or quotation mark; a hyphen parts words. */
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f'’‘`"“”«»]/g, "").replace(/[-‐-―]/g, " ").toLowerCase();

  // A right-to-left override in a title would turn the date behind it: "1202 yraunaJ".
  // So would an Arabic one take the day away from its month.
  const TURNS = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
  const isolated = (text) => (TURNS.test(text) ? `\u2068${text}\u2069` : text);

  Object.assign(scope, { Store, plain });
})(sahelscope);
