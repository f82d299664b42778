// The two clocks: which day is shown, and by which day it was known. Moving them asks nobody.
"use strict";
(function (scope) {
  const { el, icon, tell, dayOf, isoOf } = scope;
  const STEP_MS = 900; // how long a change stays before the next one, while playing
  const HALF_YEAR = 8; // pixels from the beginning of the track that the middle of a year's digits keeps
  const OLD = 0.1; // share of the track for the years before most of the changes
  const HEIGHT = 34;
  const TURNS = ["begun", "announced", "ended"]; // names of their colours, too

  /** Days to shares of the track and back: one scale for the crowded years, one for all before. */
  class Scale {
    constructor(days, first, last) {
      this.first = first;
      this.last = Math.max(last, first + 1);
      const dense = days.length > 20 ? days[Math.floor(days.length * 0.08)] : this.first;
      const early = (dense - this.first) / (this.last - this.first);
      this.bend = early > 0.25 ? { day: dense, share: OLD } : { day: this.first, share: 0 };
    }

    share(day) {
      const { bend } = this;
      if (day <= bend.day) return bend.share * Math.max(0, (day - this.first) / Math.max(1, bend.day - this.first));
      return Math.min(1, bend.share + ((1 - bend.share) * (day - bend.day)) / Math.max(1, this.last - bend.day));
    }

    day(share) {
      const { bend } = this;
      if (share < bend.share) return Math.round(this.first + ((bend.day - this.first) * share) / bend.share);
      return Math.round(bend.day + ((this.last - bend.day) * (share - bend.share)) / (1 - bend.share));
    }
  }

  class Timeline {
    constructor(root, store, state, set) {
      Object.assign(this, {
        root, store, state, set, ticks: [], timer: null,
        typed: null, // the field in which a day is half written
        width: 0, // asked of an observer: to ask the page would lay it out once more
      });
      this.observer = new ResizeObserver(([{ contentRect }]) => {
        this.width = contentRect.width;
        this.draw();
      });
      this.build();
    }

    build() {
      const { words } = this.store;
      // To who has pressed it a button says the day; the slider says it to who is on that, and play to nobody.
      const press = (action) => () => {
        action();
        tell(this.store.dayWords(this.state().day));
      };
      const button = (name, sign, action) => el("button", { class: "clock-button", title: words[name], onclick: press(action) }, sign);
      this.playButton = button("play", "", () => this.play());
      this.showPlaying();
      this.date = this.dayField("as-of", words.as_of, (day) => this.set({ as_of: day }));
      this.known = el("select", { class: "known", onchange: () => this.chooseKnown() },
        ...["today", "then", "day"].map((name) => el("option", { value: name }, words[`known_${name}`])));
      this.knownDate = this.dayField("known-on", words.known_on, (day) => this.set({ known_on: day }));
      this.canvas = el("canvas", { "aria-hidden": "true" });
      this.thumb = el("div", { class: "thumb" });
      this.knownThumb = el("div", { class: "known-thumb" });
      this.axis = el("div", { class: "axis", "aria-hidden": "true" });
      this.track = el("div", { class: "track", role: "slider", tabindex: "0", "aria-label": words.timeline, title: words.keys },
        this.canvas, this.axis, this.knownThumb, this.thumb);
      this.listen();
      this.root.setAttribute("aria-label", words.timeline);
      this.root.replaceChildren(
        el("div", { class: "clocks" },
          button("previous", icon("M12 2 4 8l8 6zM3 2v12"), () => this.jump(-1)), this.playButton, button("next", icon("M4 2l8 6-8 6zM13 2v12"), () => this.jump(1)),
          el("label", {}, el("span", {}, words.as_of), el("span", { class: "day" }, this.date)),
          el("label", {}, el("span", {}, words.known_on), this.known), el("span", { class: "day" }, this.knownDate)),
        this.track,
      );
      this.observer.disconnect();
      this.observer.observe(this.track);
    }

    /**
     * A field for a day. A year is typed digit by digit, and the year 2 is no day to ask about: what
     * stands in the field is the reader's until it is one, or until the field is left. A browser writes
     * days in the order of its own language, in which 3 April is 4 March elsewhere: until the keyboard
     * is in it, the field shows the day in the words of the page.
     */
    dayField(name, label, take) {
      const [min, max] = this.store.payload.days.map(isoOf);
      const field = el("input", { type: "date", class: name, "aria-label": label, min, max });
      field.addEventListener("change", () => {
        this.typed = this.store.askable(field.value) === null ? field : null;
        if (!this.typed) take(field.value);
      });
      field.addEventListener("blur", () => {
        this.typed = null;
        this.show();
      });
      return field;
    }

    fill(field, day) {
      // Words of our own: the first formatter of dates costs a browser more than the whole land does.
      field.parentElement.dataset.day = this.store.dayWords(dayOf(day), this.store.words.short_months);
      if (field !== this.typed && field.value !== day) field.value = day;
    }

    listen() {
      let before;
      const move = (event) => {
        const box = this.track.getBoundingClientRect();
        const day = this.scale.day(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
        if (day !== this.state().day) this.set({ as_of: isoOf(day) });
      };
      this.track.addEventListener("pointerdown", (event) => {
        this.pause();
        before = this.state().as_of;
        this.track.setPointerCapture(event.pointerId);
        move(event);
      });
      // A finger that turns out to turn the page.
      this.track.addEventListener("pointercancel", () => this.set({ as_of: before }));
      this.track.addEventListener("pointermove", (event) => { if (this.track.hasPointerCapture(event.pointerId)) move(event); });
      this.track.addEventListener("keydown", (event) => this.onKey(event));
    }

    onKey(event) {
      const { day } = this.state();
      const go = (to) => () => {
        this.pause();
        this.set({ as_of: isoOf(to) });
      };
      const [back, on] = [go(day - 1), go(day + 1)];
      const press = {
        ArrowLeft: back, ArrowDown: back, ArrowRight: on, ArrowUp: on, Home: go(this.scale.first), End: go(this.scale.last),
        PageUp: () => this.jump(-1), PageDown: () => this.jump(1), " ": () => this.play(),
      }[event.key];
      if (!press) return;
      event.preventDefault();
      press();
    }

    // ---- moving ----

    /** To the next day on which something changes, or the one before. */
    jump(way) {
      const { day } = this.state();
      const days = this.days;
      const to = way > 0 ? days.find((one) => one > day) : days.filter((one) => one < day).pop();
      if (to !== undefined) this.set({ as_of: isoOf(to) });
      return to !== undefined;
    }

    play() {
      if (this.timer) return this.pause();
      if (!this.days.length) return undefined;
      if (!this.days.some((day) => day > this.state().day)) this.set({ as_of: isoOf(this.scale.first) });
      this.timer = setInterval(() => { if (!this.jump(1)) this.pause(); }, STEP_MS);
      return this.showPlaying();
    }

    pause() {
      clearInterval(this.timer);
      this.timer = null;
      this.showPlaying();
    }

    showPlaying() {
      const { words } = this.store;
      this.playButton.replaceChildren(icon(this.timer ? "M4 2v12M10 2v12" : "M4 2l10 6-10 6z"));
      this.playButton.title = this.timer ? words.pause : words.play;
    }

    chooseKnown() {
      const { as_of: asOf } = this.state();
      const { value } = this.known;
      this.set({ known_on: value === "today" ? null : value === "then" ? "as_of" : asOf });
    }

    // ---- showing ----

    /** What changes for some knowledge, and which of it passes the filters: the axis is that of all. */
    showChanges(all, shown) {
      this.ticks = shown;
      this.days = [...new Set(shown.map((span) => span.start))];
      this.starts = all.map((span) => span.start);
      const { day } = this.state();
      const reaches = this.store.coverage({ known: Infinity, evidence: "all" }).reaches;
      const last = Math.max(...this.starts.slice(-1), reaches === null ? day : reaches, day);
      this.scale = new Scale(this.starts, Math.min(...this.starts.slice(0, 1), day), last);
      this.draw();
    }

    show() {
      const { day, as_of: asOf, known_on: knownOn, follows } = this.state();
      if (day < this.scale.first || day > this.scale.last) {
        this.scale = new Scale(this.starts, Math.min(this.scale.first, day), Math.max(this.scale.last, day));
        this.draw();
      }
      this.thumb.style.left = `${this.scale.share(day) * 100}%`;
      this.knownThumb.hidden = knownOn === null || follows;
      if (knownOn !== null) this.knownThumb.style.left = `${this.scale.share(dayOf(knownOn)) * 100}%`;
      const values = { min: this.scale.first, max: this.scale.last, now: day, text: this.store.dayWords(day) };
      for (const [name, value] of Object.entries(values)) this.track.setAttribute(`aria-value${name}`, value);
      this.fill(this.date, asOf);
      this.known.value = knownOn === null ? "today" : follows ? "then" : "day";
      this.knownDate.parentElement.hidden = knownOn === null || follows;
      if (knownOn !== null) this.fill(this.knownDate, knownOn);
    }

    /** Ticks by kind; what happened on some day between two fades towards the less certain side. */
    draw() {
      const { width } = this;
      if (!width || !this.scale) return;
      const ratio = window.devicePixelRatio || 1;
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(HEIGHT * ratio);
      const pen = this.canvas.getContext("2d");
      pen.scale(ratio, ratio);
      const root = getComputedStyle(document.documentElement);
      const colours = Object.fromEntries(TURNS.map((turn) => [turn, root.getPropertyValue(`--${turn}`)]));
      const high = HEIGHT / TURNS.length;
      for (const { start, spread, turn: told } of this.ticks) {
        const x = Math.round(this.scale.share(start) * width); // between two pixels it would be as firm as neither
        // There, and nobody says since when: half a beginning.
        const turn = told === "reported" ? "begun" : told;
        const y = (TURNS.indexOf(turn) + (told === turn ? 0 : 0.45)) * high;
        if (spread) {
          const to = this.scale.share(start + spread) * width;
          const fade = pen.createLinearGradient(x, 0, to, 0);
          fade.addColorStop(0, `${colours[turn]}b0`);
          fade.addColorStop(1, `${colours[turn]}00`);
          pen.fillStyle = fade;
          pen.fillRect(Math.min(x, to), y + 3, Math.abs(to - x), high - 4);
          pen.fillStyle = `${colours[turn]}55`;
        } else pen.fillStyle = `${colours[turn]}d0`;
        pen.fillRect(x, y + 1, 1.5, (told === turn ? high : high * 0.55) - 2);
      }
      this.drawAxis(width);
    }

    drawAxis(width) {
      const first = Number(isoOf(this.scale.first).slice(0, 4));
      const last = Number(isoOf(this.scale.last).slice(0, 4));
      const years = [];
      let free = -Infinity;
      for (let year = first + 1; year <= last; year += 1) {
        const x = Math.max(HALF_YEAR, this.scale.share(dayOf(`${year}-01-01`)) * width); // on a phone the track begins at the edge
        if (x < free || x > width - 18) continue;
        const label = el("span", {}, String(year));
        label.style.left = `${x}px`;
        years.push(label);
        free = x + 38;
      }
      this.axis.replaceChildren(...years);
    }
  }

  scope.Timeline = Timeline;
})(sahelscope);
