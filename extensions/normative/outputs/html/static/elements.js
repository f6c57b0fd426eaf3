/* What the other scripts share: making elements, reading cells, and telling what a link names. Plain scripts, because
   pages are opened from folders, where browsers take no modules; they meet in this one object. */
"use strict";

window.normative = (() => {
  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });
  const known = window.normativeText ?? { paragraphs: {}, provisions: {}, states: {}, pages: [], pairs: [] };

  /* Words of ours in the language of the page (say.js), with their values; pages in English need no catalogue. */
  const say = window.normativeSay ?? ((words, values = {}) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]));

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  }

  /* A text as one looks for it who writes no accents, no vowels or hamzas of Arabic, no capital letters or signs within words that cannot be seen. */
  const LETTERS = { æ: "ae", đ: "d", ð: "d", ı: "i", ł: "l", ø: "o", œ: "oe", ß: "ss", þ: "th", ى: "ي", ة: "ه", ٱ: "ا" };
  function unaccented(text) {
    const plain = text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670\u00ad\u200b\u2060\ufeff]/g, "");
    return plain.replace(/[æđðıłøœßþىةٱ]/g, (letter) => LETTERS[letter]);
  }

  const textOf = (element) => element.textContent.replace(/\s+/g, " ").trim();

  const NO_WORDS = "[aria-hidden], button, .row-found";

  /* The words of a cell, without the signs of states and the buttons of scripts. */
  function wordsOf(cell) {
    if (!cell.querySelector(NO_WORDS)) return textOf(cell);
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(NO_WORDS).forEach((part) => part.remove());
    return textOf(copy);
  }

  /* A part of an address that somebody has cut may be no text. */
  function decoded(part) {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  }

  /* What the part of an address behind "#" says of a page: of each table its view, which State is chosen, and which place is
     gone to, as in "#coverage?q=words|list?sort=2d|state-mex". The first one is what the page shows first. */
  const address = {
    parts: () => location.hash.slice(1).split("|").filter(Boolean).map((part) => [part.split("?")[0], part.split("?")[1] ?? ""]),
    find: (name) => address.parts().find(([own]) => decoded(own) === name),
    first: () => decoded(address.parts()[0]?.[0] ?? ""),
    /* Say something of one, first of all; nothing where it is to be forgotten, of which `isOld` tells which they are. */
    write(name, query, isOld = (own) => own === name) {
      const others = address.parts().filter(([own, words]) => !isOld(decoded(own)) && (words || /^state-|-by-(?:provisions|paragraphs)$/.test(own)));
      const own = name ? [[name, query]] : [];
      const parts = [...own, ...others].map(([part, words]) => (words ? `${part}?${words}` : part));
      // The address alone: following it would scroll away from where somebody chooses.
      history.replaceState(null, "", parts.length ? `#${parts.join("|")}` : location.pathname + location.search);
    },
  };

  // Not `link.hash`, for which the browser takes the whole address apart each time.
  const anchorOf = (link) => decoded(link.getAttribute("href").split("#")[1] ?? "");
  const paragraphOf = (link) => known.paragraphs[anchorOf(link)];
  const provisionOf = (link) => known.provisions[anchorOf(link)];

  const linksOf = (row) => [...row.querySelectorAll("a[href]")];

  /* A row is about one paragraph, or about those that its cells name. */
  function paragraphsOf(row) {
    const own = known.paragraphs[row.dataset.paragraph];
    return own ? [own] : [...new Set(linksOf(row).map(paragraphOf).filter(Boolean))];
  }

  /* What an address names: an element, or a cell of a list, by its row and its column, which has no id of its own: ten
     thousand rows would have too many. */
  function placeOf(name) {
    const own = document.getElementById(name);
    if (own || !name.includes("--")) return own;
    const cut = name.lastIndexOf("--");
    const row = document.getElementById(name.slice(0, cut))?.closest("tr");
    const heads = [...(row?.closest("table")?.tHead?.rows[0].cells ?? [])];
    return row?.cells[heads.findIndex((head) => head.dataset.key === name.slice(cut + 2))] ?? null;
  }

  const ofTexts = { collator, known, make, say, unaccented, textOf, wordsOf, decoded, address };
  return { ...ofTexts, anchorOf, placeOf, paragraphOf, provisionOf, linksOf, paragraphsOf };
})();
