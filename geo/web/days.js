// Days as numbers: since 1970-01-01, the same in every time zone.
"use strict";
(function (scope) {
  const DAY_MS = 86400000;

  /** Days since 1970-01-01; months count from 0. */
  function dayAt(year, month, date) {
    const time = new Date(0);
    time.setUTCFullYear(year, month, date); // Date.UTC takes year 50 for 1950
    return time.getTime() / DAY_MS;
  }

  const isoOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

  /** Days since 1970-01-01 of "2024-04-20"; null for what is no day. */
  function dayOf(iso) {
    const found = typeof iso === "string" && /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
    if (!found) return null;
    const day = dayAt(+found[1], found[2] - 1, +found[3]);
    return isoOf(day) === iso ? day : null; // no 30 February, no month 13
  }

  /** First or last day of a date written as its digits (20240420, 202404); null for any other. */
  function edgeOf(digits, last) {
    if (typeof digits !== "number") return null;
    if (digits > 999999) return dayAt(Math.floor(digits / 10000), (Math.floor(digits / 100) % 100) - 1, digits % 100);
    const [year, month] = [Math.floor(digits / 100), digits % 100];
    return last ? dayAt(year, month, 0) : dayAt(year, month - 1, 1);
  }

  /** The last day of "2024-04". */
  const lastDayOf = (month) => dayAt(+month.slice(0, 4), +month.slice(5), 0);

  Object.assign(scope, { DAY_MS, dayOf, isoOf, edgeOf, lastDayOf });
})(window.sahelscope = window.sahelscope || {});
