/* Puts provisions, paragraphs and States that a search names ("22 (1)", "objective 8", "para. 12", "Turkiye") before the other
   results. The site's own search knows words, not numbers, and names with their accents alone. */
"use strict";

(() => {
  const { known, make, unaccented } = window.normative;
  const MOST = 20;
  const OPENING = 160;
  const UNITS = { art: "art", arts: "art", article: "art", articles: "art", obj: "obj", objective: "obj", objectives: "obj" };
  Object.assign(UNITS, { para: "para", paras: "para", paragraph: "para", paragraphs: "para", "§": "para", "¶": "para" });
  const FILLERS = new Set(["of", "the", "and"]);

  /* The words and numbers of a name or a query: "ICRMW article 22, para. 1" becomes icrmw, art, 22, (1). */
  function parts(text) {
    const bracketed = text.toLowerCase().replace(/(\d)\s*,\s*para(?:graph)?s?\.?\s*(\d+)/g, "$1 ($2)");
    const found = bracketed.match(/\(\s*[\p{L}\d]+\s*\)|\p{L}[\p{L}\d]*(?:-[\p{L}\d]+)*|\d+|[§¶]/gu) ?? [];
    return found.map((part) => UNITS[part] ?? part.replace(/\s/g, "")).filter((part) => !FILLERS.has(part));
  }

  /* Articles are cited without their unit, which a query may name. */
  function named(place) {
    const own = parts(place.name);
    const isArticle = own.length > 1 && /^\d/.test(own[1]) && !Object.values(UNITS).includes(own[0]);
    return isArticle ? [own[0], "art", ...own.slice(1)] : own;
  }

  const isSame = (one, other) => one.length === other.length && one.every((part, index) => part === other[index]);
  const hasUnit = (query) => query.some((part) => Object.values(UNITS).includes(part));

  /* How well a place fits: 0 is what the query names, 1 lies within it, and undefined is neither. */
  function fit(query, place) {
    const all = hasUnit(query) ? place : place.filter((part) => !Object.values(UNITS).includes(part));
    const start = all.findIndex((_, index) => isSame(all.slice(index, index + query.length), query));
    if (start < 0 || (start > 0 && /^\(/.test(query[0]))) return undefined;
    return start + query.length === all.length ? 0 : all[start + query.length].startsWith("(") ? 1 : undefined;
  }

  function matches(text) {
    const query = parts(text);
    const name = unaccented(text).trim();
    const states = Object.values(known.states).filter((place) => name && unaccented(place.name).includes(name));
    if (states.length) return states.slice(0, MOST);
    if (!query.some((part) => /\d/.test(part))) return [];
    const paragraphs = Object.values(known.paragraphs).map((item) => ({ ...item, name: `para. ${item.number}`, subject: item.text }));
    const places = [...paragraphs, ...Object.values(known.provisions)];
    const found = places.map((place) => ({ place, fit: fit(query, named(place)) })).filter((item) => item.fit !== undefined);
    return found.sort((one, other) => one.fit - other.fit).slice(0, MOST).map(({ place }) => place);
  }

  function line(place) {
    const href = (document.documentElement.dataset.content_root ?? "") + place.url;
    return make("li", {}, make("a", { href }, place.name), place.subject ? ` ${place.subject.slice(0, OPENING)}` : "");
  }

  document.addEventListener("DOMContentLoaded", () => {
    const found = matches(new URLSearchParams(location.search).get("q") ?? "");
    if (!found.length) return;
    const list = make("ul", {}, ...found.map(line));
    const box = make("section", { class: "named-places" }, make("h2", {}, "Places of this name"), list);
    document.getElementById("search-results")?.before(box);
  });
})();
