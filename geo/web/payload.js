// The payload as the page carries it, and the tables it holds: geo/payload.py writes them,
// docs/page-api.md says what stands where. Nothing is decided here.
"use strict";
(function (scope) {
  const { edgeOf } = scope;
  const CLAIM = ["id", "source", "kind", "stage", "modality", "when", "dated", "day", "held", "known", "denies", "attribution",
    "origins", "grade", "reason", "words", "note", "attribution_words", "leaves_blank", "support", "around"];
  const SOURCE = ["publisher", "date", "published", "reference", "language", "title", "url"];
  const READING = ["fact", "title", "state", "since", "until", "due", "count", "confidence", "stage",
    "support", "conflicts", "told", "a", "b", "c", "d"];
  const SPAN = ["reading", "start", "end", "known", "unknown", "evidence", "turn", "spread"];
  const PATH_GRID = 1000; // steps of a degree in which the paths of arrows are written

  const bytesOf = (letters) => (Uint8Array.fromBase64 ? Uint8Array.fromBase64(letters)
    : Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0)));

  /**
   * What stands in the page: JSON, deflated, in base64. Read by hand: a Blob and a Response
   * around the stream say the same in one line, and go through another process for 70 ms.
   */
  async function unpacked(written) {
    const { readable, writable } = new DecompressionStream("deflate");
    const writer = writable.getWriter();
    const sent = Promise.all([writer.write(bytesOf(written.trim())), writer.close()]);
    const decoder = new TextDecoder();
    let plain = "";
    for (const reader = readable.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      plain += decoder.decode(value, { stream: true });
    }
    await sent;
    return JSON.parse(plain + decoder.decode());
  }

  /** Points of a line of letters (Google's polyline coding): whole numbers, x before y. */
  function pointsOf(letters) {
    const points = [];
    const at = [0, 0];
    let axis = 0;
    for (let i = 0; i < letters.length;) {
      let value = 0;
      let shift = 0;
      let bits;
      do {
        bits = letters.charCodeAt(i) - 63;
        i += 1;
        value |= (bits & 31) << shift;
        shift += 5;
      } while (bits >= 32);
      at[axis] += value & 1 ? ~(value >> 1) : value >> 1;
      if (axis) points.push([at[0], at[1]]);
      axis = 1 - axis;
    }
    return points;
  }

  /** Rows of a table that is stored by columns, as objects with these names. */
  function rowsOf(columns, names) {
    const length = columns.length ? columns[0].length : 0;
    const rows = new Array(length);
    for (let row = 0; row < length; row += 1) {
      const told = {};
      for (let i = 0; i < names.length; i += 1) told[names[i]] = columns[i] ? columns[i][row] : null;
      rows[row] = told;
    }
    return rows;
  }

  /** An address whose words of the title are told by their numbers; see without_title in payload.py. */
  function withTitle(url, title) {
    if (!Array.isArray(url)) return url;
    const [before, start, end, after] = url;
    const bare = title.toLowerCase().normalize("NFD").replace(/[^\x00-\x7f]|'/g, "");
    return before + bare.split(/[^a-z0-9]+/).filter(Boolean).slice(start, end).join("-") + after;
  }

  /** Days that follow from the words of a date are not written: see payload.py. */
  function sourcesOf(columns, texts) {
    const sources = rowsOf(columns, SOURCE);
    sources.forEach((source, number) => {
      source.published ??= edgeOf(texts[source.date], true);
      source.number = number + 1;
    });
    return sources;
  }

  function claimsOf(columns, sources, texts) {
    const claims = rowsOf(columns, CLAIM);
    for (const claim of claims) {
      const source = sources[claim.source];
      claim.seed = !source.reference;
      claim.day ??= edgeOf(texts[claim.when], false);
      claim.held ??= claim.day;
      claim.known ??= source.published;
      claim.around ??= ["", ""];
      for (const name of ["origins", "leaves_blank", "support"]) claim[name] ??= [];
    }
    return claims;
  }

  /** The sentence of a claim stands once, in its article, and is given to it; offsets count code points. */
  function articlesOf(articles, claims) {
    return new Map(Object.entries(articles).map(([number, article]) => {
      const letters = Array.from(article.text);
      const spans = article.ignored.map(([start, end, why]) => ({ start, end, why }));
      for (const claim of article.claims.map((one) => claims[one])) {
        const [start, end] = claim.words;
        claim.words = letters.slice(start, end).join("");
        spans.push({ start, end, claim });
      }
      spans.sort((a, b) => a.start - b.start || b.end - a.end);
      return [+number, { text: article.text, letters, spans }];
    }));
  }

  function factsOf({ facts, topics }, actors, places, claims) {
    return facts.map(([id, topic, group, hosts, partners, place, operator, told], number) => ({
      id, number, topic: topics[topic], group, operator, spans: [],
      hosts: hosts.map((one) => actors[one]), actors: partners.map((one) => actors[one]),
      place: place === null ? null : places[place], claims: told && told.map((one) => claims[one]),
    }));
  }

  /** The spans, which are given to their facts too; the number of a reading is written as a step. */
  function spansOf({ spans, turns }, facts, readings) {
    let reading = 0;
    return rowsOf(spans, SPAN).map((row, number) => {
      reading += row.reading;
      const fact = facts[readings[reading].fact];
      const [spread, about] = [row.spread].flat(); // of what is only about a day with the words of it
      const span = {
        ...row, spread, about, number, fact, reading: readings[reading], turn: turns[row.turn],
        end: row.end ?? Infinity, unknown: row.unknown ?? Infinity,
      };
      fact.spans.push(span);
      return span;
    });
  }

  function arrowsOf({ arrows, texts }, actors) {
    return arrows.map(([partner, key, title, subtitle, path]) => ({
      partner: actors[partner], key: texts[key], title, subtitle,
      path: pointsOf(path).map(([x, y]) => [x / PATH_GRID, y / PATH_GRID]),
    }));
  }

  /** Lines stay on the grid, in steps of lon and lat; neighbours share them. */
  function landOf({ grid, ground, arcs, countries, other }) {
    const lines = arcs.map(pointsOf);
    const line = (number) => (number < 0 ? [...lines[~number]].reverse() : lines[number]);
    return {
      grid, ground, other, ring: (numbers) => numbers.flatMap((number, i) => line(number).slice(i ? 1 : 0)),
      countries: countries.map(([id, name, rank, disputed, at, shape]) => ({ id, name, rank, disputed: Boolean(disputed), at, shape })),
    };
  }

  const watersOf = ({ waters }) => waters.map(([lake, name, rank, shores]) => ({ name, rank, line: !lake, lines: shores.map(pointsOf) }));

  const regionsOf = ({ regions }) => regions.map(([country, asOf, borders, names]) => ({
    country, asOf, names: names.map(([name, lon, lat, reach]) => ({ name, at: [lon, lat], reach })), lines: borders.map(pointsOf),
  }));

  /** Every table of a payload, rows as objects that lead to one another. */
  function tablesOf(payload) {
    const { texts } = payload;
    const actors = payload.actors.map(([id, name, also]) => ({ id, name, also }));
    const places = payload.places.map(([lon, lat, precision, name, near, also]) => ({ lon, lat, precision, name, near, also }));
    const sources = sourcesOf(payload.sources, texts);
    const claims = claimsOf(payload.claims, sources, texts);
    const facts = factsOf(payload, actors, places, claims);
    const readings = rowsOf(payload.readings, READING);
    return {
      texts, actors, sources, claims, facts, articles: articlesOf(payload.articles, claims),
      spans: spansOf(payload, facts, readings), arrows: arrowsOf(payload, actors),
      land: landOf(payload.land), waters: watersOf(payload.land), regions: regionsOf(payload.land),
    };
  }

  Object.assign(scope, { unpacked, tablesOf, withTitle });
})(sahelscope);
