/* What a reader has chosen of a table, and how its address keeps that: #table?q=words&f.force=obligation&sort=2d (see elements.js for
   addresses that say more). */
"use strict";

window.normative.View = class View {
  constructor(facets, columns) {
    this.facets = facets;
    this.columns = columns;
    this.clear();
  }

  clear() {
    this.search = "";
    this.sort = "";
    this.hidden = new Set();
    this.withoutEmpty = false;
    this.chosen = new Map();
    this.page = 0;
  }

  get isAll() {
    return this.toQuery() === "";
  }

  choose(facet, values) {
    if (values.length) this.chosen.set(facet.key, new Set(values));
    else this.chosen.delete(facet.key);
  }

  sortBy(index) {
    const next = { [`${index}a`]: `${index}d`, [`${index}d`]: "" };
    this.sort = next[this.sort] ?? `${index}a`;
  }

  toQuery() {
    const kept = new URLSearchParams();
    if (this.search) kept.set("q", this.search);
    if (this.sort) kept.set("sort", this.sort);
    if (this.withoutEmpty) kept.set("empty", "hidden");
    if (this.hidden.size) kept.set("hide", [...this.hidden].join("."));
    this.chosen.forEach((values, key) => values.forEach((value) => kept.append(`f.${key}`, value)));
    return kept.toString();
  }

  /* Take what an address says; what it cannot mean is left out. */
  read(query) {
    this.clear();
    const kept = new URLSearchParams(query);
    const isColumn = (index) => index > 0 && index < this.columns;
    this.search = kept.get("q") ?? "";
    const sort = /^(\d+)[ad]$/.exec(kept.get("sort") ?? "");
    if (sort && Number(sort[1]) < this.columns) this.sort = sort[0];
    this.withoutEmpty = kept.has("empty");
    this.hidden = new Set((kept.get("hide") ?? "").split(".").map(Number).filter(isColumn));
    this.facets.forEach((facet) => {
      const wanted = kept.getAll(`f.${facet.key}`);
      const known = wanted.filter((value) => facet.counts.has(value));
      // Of what no row is any more, none is shown, and not all of them.
      this.choose(facet, known.length ? known : wanted);
    });
  }
};
