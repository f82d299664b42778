// What of an answer is shown: by operator, country, kind, stage, confidence, and by words.
"use strict";
(function (scope) {
  const { el, plain } = scope;
  const LISTS = ["operators", "countries", "kinds", "stages", "confidence"];

  const none = () => ({ ...Object.fromEntries(LISTS.map((name) => [name, []])), text: "" });

  /** Whether one word is the other but for some letters more, less or others. */
  const isNear = (one, other, most) => one === other || (one[0] === other[0]
    ? isNear(one.slice(1), other.slice(1), most)
    : most > 0 && [[1, 0], [0, 1], [1, 1]].some(([a, b]) => isNear(one.slice(a), other.slice(b), most - 1)));

  class Filters {
    constructor(store) {
      this.store = store;
      this.names = new Map();
    }

    /** Every name of a fact in every language, for the search. */
    namesOf(fact) {
      if (!this.names.has(fact)) this.names.set(fact, this.spelled(fact));
      return this.names.get(fact);
    }

    spelled(fact) {
      const told = [fact.group, fact.operator, ...[...fact.hosts, ...fact.actors].flatMap(({ name, also }) => [name, also])];
      if (fact.place) told.push(fact.place.name, fact.place.near, fact.place.also);
      const words = told.map((text) => (typeof text === "number" ? this.store.texts[text] : text));
      return plain([fact.id, ...words.flat().filter(Boolean)].join(" "));
    }

    /** What a span answers to each list of a filter. */
    of(span) {
      const { fact, reading } = span;
      return {
        operators: fact.topic === "event" ? [] : fact.actors.map((one) => one.id),
        countries: fact.hosts.map((one) => one.id),
        kinds: [this.store.kindOf(span)],
        stages: [this.store.texts[reading.stage]],
        confidence: [this.store.confidenceOf(reading)],
      };
    }

    /** The words of a search, once for all spans: it may be as long as somebody likes. */
    wordsOf(text) {
      if (this.text !== text) Object.assign(this, { text, asked: [...new Set(plain(text).split(/\s+/))] });
      return this.asked;
    }

    /** A search with the nearest word of a name for each that is of none. */
    nearest(text) {
      const known = this.store.facts.flatMap((fact) => this.namesOf(fact).split(" "));
      return this.wordsOf(text).map((word) => {
        const off = (most) => known.find((one) => isNear(word, one, most));
        return known.some((one) => one.includes(word)) ? word : off(word.length > 3) || off(word.length > 6 && 2) || word;
      }).join(" ");
    }

    /** Whether each word is of a name of the fact, or of what a claim says that it rests on. */
    isSaid(text, span, question) {
      const told = this.store.toldBy(span, question);
      return this.wordsOf(text).every((word) => this.namesOf(span.fact).includes(word) || told.some((claim) => {
        claim.plain ??= plain(claim.words);
        return claim.plain.includes(word);
      }));
    }

    /** Whether a span passes, for what is known by a day. An empty list asks for nothing. */
    passes(span, filters, question) {
      if (filters.text && !this.isSaid(filters.text, span, question)) return false;
      let mine = null;
      return LISTS.every((name) => {
        if (!filters[name].length) return true;
        mine = mine || this.of(span);
        return mine[name].some((one) => filters[name].includes(one));
      });
    }

    /** Everything one can ask for, by list: ids with their words, by word. */
    choices(spans) {
      const { store } = this;
      const { words } = store;
      const found = Object.fromEntries(LISTS.map((name) => [name, new Map()]));
      const add = (name, id, word) => { if (id) found[name].set(id, word); };
      for (const span of spans) {
        const { fact, reading } = span;
        if (fact.topic !== "event") for (const actor of fact.actors) add("operators", actor.id, store.say(actor.name));
        for (const host of fact.hosts) add("countries", host.id, store.say(host.name));
        const kind = store.kindOf(span);
        add("kinds", kind, words.kinds[kind] || kind);
        const stage = store.texts[reading.stage];
        add("stages", stage, words.stages[stage] || stage);
        add("confidence", store.confidenceOf(reading), store.say(reading.confidence));
      }
      const byWord = ([, a], [, b]) => a.localeCompare(b, store.language);
      return Object.fromEntries(LISTS.map((name) => [name, [...found[name]].sort(byWord)]));
    }

    get titles() { return this.store.words.unread_names; }

    /** What is asked for and no fact has, on any day and by any knowledge; by list, as an address is told that cannot be read. */
    unknown(filters) {
      const asked = LISTS.filter((name) => filters[name].length);
      if (asked.length) this.known ??= this.choices(this.store.spans); // to sort words is not done before the first picture for nothing
      const without = (name) => filters[name].filter((id) => !this.known[name].some(([one]) => one === id));
      return asked.map((name) => [name, without(name).join(", ")]).filter(([, ids]) => ids);
    }

    /** What is asked for, in words. */
    told(filters) {
      const { store, titles } = this;
      const { words } = store;
      const choices = this.choices(store.spans);
      const named = (name) => filters[name].map((id) => (choices[name].find(([one]) => one === id) || [id, id])[1]).join(", ");
      const told = LISTS.filter((name) => filters[name].length).map((name) => [titles[name], named(name)]);
      if (filters.text) told.push([words.search, store.quoted(filters.text)]);
      return told.map((pair) => pair.join(words.colon)).join(words.semicolon);
    }

    /** The controls: a fieldset of boxes for each list; `now` answers what is filtered at the moment. */
    form(spans, now, set) {
      const { words } = this.store;
      const choices = this.choices(spans);
      const fieldset = (name) => el("fieldset", { class: "choice" }, el("legend", {}, this.titles[name]),
        ...choices[name].map(([id, word]) => {
          const box = el("input", { type: "checkbox", "data-filter": name, value: id });
          box.checked = now()[name].includes(id);
          box.addEventListener("change", () => {
            const rest = now()[name].filter((one) => one !== id);
            set({ filters: { [name]: box.checked ? [...rest, id] : rest } });
          });
          return el("label", {}, box, word);
        }));
      const clear = el("button", { class: "back", onclick: () => set({ filters: none() }) }, words.clear);
      return [clear, ...LISTS.map(fieldset)];
    }

    isOn(filters) { return Boolean(filters.text) || LISTS.some((name) => filters[name].length); }
  }

  Object.assign(scope, { Filters, LISTS, noFilters: none });
})(sahelscope);
