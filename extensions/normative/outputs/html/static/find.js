/* Puts provisions, paragraphs and States that a search names ("22 (1)", "objective 8", "para. 12", "Turkiye") before the other
   results, and then the paragraphs that have its words. The site's own search knows pages and no paragraphs, words and no
   numbers, and names with their accents alone. */
"use strict";

(() => {
  const { known, make, say, unaccented, excerptOf } = window.normative;
  const MOST = 20;
  const MOST_PARAGRAPHS = 50;
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

  const addressOf = (place) => (document.documentElement.dataset.content_root ?? "") + place.url;

  function line(place) {
    return make("li", {}, make("a", { href: addressOf(place) }, place.name), place.subject ? ` ${place.subject.slice(0, OPENING)}` : "");
  }

  const wordsOf = (query) => unaccented(query).match(/[\p{L}\p{N}]+(?:[-'][\p{L}\p{N}]+)*/gu) ?? [];

  /* Where a script parts no words, or writes "and" and "the" at their beginning, words are found within others. */
  const WITHIN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Arabic}\p{Script=Hebrew}]/u;
  const beginOf = (word) => new RegExp(`${WITHIN.test(word) ? "" : "(?<![\\p{L}\\p{N}])"}${word}`, "gu");

  /* The paragraphs that have all words of a query, those first that have them most often or under a heading with them. */
  function paragraphsWith(words) {
    const begins = words.map(beginOf);
    const counted = Object.values(known.paragraphs).map((paragraph) => {
      const [text, section] = [unaccented(paragraph.text), unaccented(paragraph.section.join(" "))];
      const counts = begins.map((word) => (text.match(word) ?? []).length);
      const inHeading = begins.filter((word) => section.match(word)).length;
      return { paragraph, score: counts.every(Boolean) ? counts.reduce((one, other) => one + other, inHeading) : 0 };
    });
    return counted.filter(({ score }) => score).sort((one, other) => other.score - one.score).map(({ paragraph }) => paragraph);
  }

  function paragraphLine(paragraph, words) {
    const [force] = paragraph.force;
    const name = make("a", { href: addressOf(paragraph) }, say("Para. {number}", { number: paragraph.number }));
    const badge = paragraph.badge ? [make("span", { class: `force-badge force-${force}` }, ` ${paragraph.badge}`)] : [];
    return make("li", {}, name, ...badge, " ", ...excerptOf(paragraph.text, words));
  }

  function show(kind, title, lines, note = "") {
    const box = make("section", { class: kind }, make("h2", {}, title), make("ul", {}, ...lines));
    if (note) box.append(make("p", {}, note));
    document.getElementById("search-results")?.before(box);
  }

  /* Pages of the text come before others, such as a manual: of the results, the site's search shows the highest first. */
  function rankPages() {
    const pages = new Set(known.pages);
    if (typeof Scorer === "object" && pages.size) Scorer.score = ([page, , , , score]) => score + (pages.has(page) ? 1000 : 0);
  }

  document.addEventListener("DOMContentLoaded", () => {
    rankPages();
    const query = new URLSearchParams(location.search).get("q") ?? "";
    const places = matches(query);
    if (places.length) show("named-places", say("Places of this name"), places.map(line));
    const words = wordsOf(query).filter((word) => word.length > 1);
    const found = words.length ? paragraphsWith(words) : [];
    const shown = found.slice(0, MOST_PARAGRAPHS).map((paragraph) => paragraphLine(paragraph, words));
    const more = found.length > shown.length ? say("The first {shown} of {count} paragraphs.", { shown: shown.length, count: found.length }) : "";
    if (shown.length) show("named-places with-words", say("Paragraphs with these words"), shown, more);
  });
})();
