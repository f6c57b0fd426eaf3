/* Finds words in a text as one looks for them who writes no accents, marks them, and cuts out what is around them. */
"use strict";

(() => {
  const { make, unaccented } = window.normative;
  const AROUND = 90;

  /* Where words stand in a text: pairs of positions in the text as it is, in order. */
  function spotsOf(text, words) {
    let plain = "";
    const places = [];
    for (let place = 0; place < text.length; place += 1) {
      const letters = unaccented(text[place]) ?? "";
      plain += letters;
      for (let letter = 0; letter < letters.length; letter += 1) places.push(place);
    }
    const spots = [];
    words.filter(Boolean).forEach((word) => {
      for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
        spots.push([places[at], places[at + word.length - 1] + 1]);
      }
    });
    return spots.sort((one, other) => one[0] - other[0]);
  }

  /* The words around the first spot, marked. */
  function excerptOf(text, words) {
    const spots = spotsOf(text, words);
    const first = spots[0]?.[0] ?? 0;
    // A text in Chinese has no spaces to be cut at.
    const space = text.indexOf(" ", first - AROUND) + 1;
    const begin = first <= AROUND ? 0 : space && space <= first ? space : first - AROUND;
    const last = text.lastIndexOf(" ", first + AROUND);
    const cut = first + AROUND >= text.length ? text.length : last > first ? last : first + AROUND;
    const end = Math.max(cut, spots[0]?.[1] ?? 0);
    const parts = begin ? ["… "] : [];
    let done = begin;
    spots.filter(([from, to]) => from >= begin && to <= end).forEach(([from, to]) => {
      if (from < done) return;
      parts.push(text.slice(done, from), make("mark", {}, text.slice(from, to)));
      done = to;
    });
    return [...parts, text.slice(done, end), ...(end < text.length ? [" …"] : [])];
  }

  /* Marks words in elements without changing these, where the browser can. */
  const marked = new Map();
  function mark(key, elements, words) {
    if (!window.CSS?.highlights) return;
    const ranges = [];
    elements.forEach((element) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (words.length && walker.nextNode()) {
        spotsOf(walker.currentNode.data, words).forEach(([from, to]) => {
          const range = new Range();
          range.setStart(walker.currentNode, from);
          range.setEnd(walker.currentNode, to);
          ranges.push(range);
        });
      }
    });
    marked.set(key, ranges);
    CSS.highlights.set("normative-found", new Highlight(...[...marked.values()].flat()));
  }

  Object.assign(window.normative, { spotsOf, excerptOf, mark });
})();
