/* The facets of a table: by which few words its rows can be chosen, and which of them each row has. */
"use strict";

(() => {
  const { collator, known, say, wordsOf, provisionOf, linksOf, paragraphsOf } = window.normative;
  const MOST_VALUES = 40;
  const MOST_ARTICLES = 400;
  const OF_PARAGRAPHS = { force: say("Force"), holder: say("Rights-holders"), section: say("Section") };

  const unique = (values) => [...new Set(values)];

  /* The values of a cell: states stand side by side, words are separated by semicolons. */
  function valuesOf(cell) {
    const states = statesOf(cell);
    return states.length ? states : wordsOf(cell).split("; ").filter(Boolean);
  }

  function statesOf(part) {
    return [...part.querySelectorAll(".state")].map(wordsOf);
  }

  function instrumentsOf(row) {
    const links = [...row.cells].slice(1).flatMap((cell) => linksOf(cell));
    return links.map((link) => provisionOf(link)?.instrument).filter(Boolean);
  }

  /* The part of an instrument that heads a row. */
  function partsOf(row) {
    const heading = row.closest("tbody").querySelector(".matrix-group");
    return heading ? [wordsOf(heading)] : [];
  }

  /* The article or the objective that a link leads to, or that what it leads to lies within. */
  function articleOf(link) {
    const place = provisionOf(link);
    return place && (known.provisions[place.within] ?? place).name.replace(/ \(.*$/, "");
  }

  function* candidates(rows, heads, isGrid) {
    if (isGrid) {
      yield { key: "relation", title: say("Relation"), of: statesOf };
      return;
    }
    for (const [index, head] of heads.entries()) {
      if (!("facet" in head.dataset)) continue;
      yield { key: head.dataset.key, title: wordsOf(head), of: (row) => valuesOf(row.cells[index]) };
    }
    for (const [key, title] of Object.entries(OF_PARAGRAPHS)) {
      yield { key, title, of: (row) => paragraphsOf(row).flatMap((paragraph) => paragraph[key]) };
    }
    yield { key: "instrument", title: say("Instrument"), of: instrumentsOf };
    if (rows.some((row) => row.closest(".matrix-coverage"))) yield { key: "part", title: say("Part"), of: partsOf };
    if (rows.some((row) => row.dataset.paragraph)) {
      const articlesOf = (row) => linksOf(row).map(articleOf).filter(Boolean);
      yield { key: "article", title: say("Article or objective"), of: articlesOf, most: MOST_ARTICLES };
    }
  }

  /* Return each facet with its values, how many rows have each, and `has`, which tells whether a row has one of several. */
  window.normative.findFacets = (rows, heads, isGrid) => {
    const facets = new Map();
    for (const { key, title, of, most = MOST_VALUES } of candidates(rows, heads, isGrid)) {
      const values = new Map(rows.map((row) => [row, unique(of(row))]));
      const counts = new Map();
      values.forEach((found) => found.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1)));
      const has = (row, wanted) => values.get(row).some((value) => wanted.has(value));
      // What a column says goes before what its paragraphs say, unless it has too many values to choose from.
      if (!facets.has(key) && counts.size > 1 && counts.size <= most) {
        const sorted = [...counts].sort(([one], [other]) => collator.compare(one, other));
        facets.set(key, { key, title, has, counts: new Map(sorted) });
      }
    }
    return [...facets.values()];
  };
})();
