/* Puts provisions and paragraphs that a search names ("22 (1)", "objective 8", "para 12") before the other results.
   The site's own search knows words, not numbers. */
"use strict";

(() => {
  const words = {
    articles: "", article: "", arts: "", art: "",
    objectives: "obj", objective: "obj", obj: "obj",
    paragraphs: "para", paragraph: "para", paras: "para", para: "para", "§": "para",
    of: "", the: "",
  };

  /* "ICRMW article 22(1)" and "icrmw 22 (1)" are the same. */
  function plain(query) {
    return query
      .toLowerCase()
      .replace(/([a-z§]+)\.?/g, (match, word) => (word in words ? ` ${words[word]} ` : match))
      .replace(/[.,;]/g, " ")
      .replace(/\s*\(\s*/g, "(")
      .replace(/\s*\)\s*/g, ") ")
      .replace(/(\d)([a-z])/g, "$1 $2")
      .replace(/\s+/g, " ")
      .trim();
  }

  function matches(query) {
    const wanted = plain(query);
    if (!/[\d(]/.test(wanted)) return [];
    const { paragraphs, provisions } = window.normativeText;
    const places = [
      ...Object.values(paragraphs).map((item) => ({ ...item, name: `para. ${item.number}`, subject: item.text })),
      ...Object.values(provisions),
    ].map((place) => ({ place, name: plain(place.name) }));
    const exact = places.filter(({ name }) => name === wanted);
    const named = places.filter(({ name }) => name.endsWith(` ${wanted}`) && name !== wanted);
    const within = places.filter(({ name }) => name.startsWith(`${wanted}(`) || name.includes(` ${wanted}(`));
    return [...exact, ...named, ...within].slice(0, 20).map(({ place }) => place);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const results = document.getElementById("search-results");
    const query = new URLSearchParams(location.search).get("q") ?? "";
    if (!results || !window.normativeText) return;
    const found = matches(query);
    if (!found.length) return;
    const list = document.createElement("ul");
    found.forEach((place) => {
      const link = document.createElement("a");
      link.href = (document.documentElement.dataset.content_root || "") + place.url;
      link.textContent = place.name;
      const item = document.createElement("li");
      item.append(link, place.subject ? ` ${place.subject.slice(0, 160)}` : "");
      list.append(item);
    });
    const box = document.createElement("section");
    box.className = "named-places";
    const heading = document.createElement("h2");
    heading.textContent = "Provisions and paragraphs of this name";
    box.append(heading, list);
    results.before(box);
  });
})();
