/* "Show first": beside a table that goes from paragraphs to provisions stands the one that goes back, and the other way
   round. It is made of the first one's links, and then gets the same tools (tables.js) and an address of its own. */
"use strict";

(() => {
  const KINDS = ["traceability-matrix", "coverage", "paragraph-list"];
  const OPENING = 90;
  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const anchorOf = (link) => decodeURIComponent(link.hash.slice(1));

  function subject(anchor) {
    const { paragraphs, provisions } = window.normativeText;
    const words = provisions[anchor]?.subject ?? paragraphs[anchor]?.text ?? "";
    return words.length > OPENING ? `${words.slice(0, OPENING).replace(/\s\S*$/, "")} …` : words;
  }

  /* Of each column with links: what its cells name, with the links that head the rows naming it. */
  function turned(table) {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.querySelectorAll("tbody tr:not(.matrix-group)")];
    return heads.slice(1).flatMap((head, place) => {
      const found = new Map();
      rows.forEach((row) => {
        const own = row.cells[0].querySelector("a[href]");
        if (!own || head.dataset.kind !== "links") return;
        row.cells[place + 1].querySelectorAll("a[href]").forEach((link) => {
          if (!found.has(anchorOf(link))) found.set(anchorOf(link), { link, from: [] });
          found.get(anchorOf(link)).from.push(own);
        });
      });
      const entries = [...found.values()].sort((a, b) => collator.compare(text(a.link), text(b.link)));
      return entries.length ? [{ title: text(head), entries }] : [];
    });
  }

  function rowOf(entry, name) {
    const anchor = anchorOf(entry.link);
    const links = entry.from.flatMap((link, place) => (place ? [", ", link.cloneNode(true)] : [link.cloneNode(true)]));
    const head = make("th", { scope: "row", id: `${name}--${anchor}` }, entry.link.cloneNode(true));
    const row = make("tr", {}, head, make("td", {}, subject(anchor)), make("td", {}, ...links));
    if (window.normativeText.paragraphs[anchor]) row.dataset.paragraph = anchor;
    return row;
  }

  function pivoted(box, words) {
    const name = `${box.id}-by-${words.first}`;
    const head = (title, kind) => make("th", { scope: "col", "data-key": title.toLowerCase(), "data-kind": kind }, title);
    const table = make("table", { class: "matrix-table" });
    table.append(
      make("caption", { id: `${name}-caption` }, `${text(box.querySelector("caption"))}, ${words.first} first`),
      make("colgroup", {}, ...["20%", "40%", "40%"].map((width) => make("col", { style: `width: ${width}` }))),
      make("thead", {}, make("tr", {}, head(words.one, "links"), head("Subject", "text"), head(words.others, "links")))
    );
    const groups = turned(box.querySelector("table"));
    groups.forEach((group) => {
      const body = make("tbody");
      if (groups.length > 1) {
        const title = make("th", { colspan: "3", scope: "rowgroup" }, group.title);
        body.append(make("tr", { class: "matrix-group" }, title));
      }
      body.append(...group.entries.map((entry) => rowOf(entry, name)));
      table.append(body);
    });
    const scroll = make("div", { class: "matrix-scroll", role: "region", tabindex: "0", "aria-labelledby": `${name}-caption` }, table);
    return make("div", { class: "matrix matrix-pivot", id: name }, scroll);
  }

  function start(box) {
    const first = box.querySelector("tbody th[scope='row'] a[href]");
    if (!first || !box.querySelector("tbody td a[href]")) return;
    const fromParagraphs = Boolean(window.normativeText.paragraphs[anchorOf(first)]);
    const words = fromParagraphs
      ? { first: "provisions", one: "Provision", others: "Paragraphs" }
      : { first: "paragraphs", one: "Paragraph", others: "Provisions" };
    const pivot = pivoted(box, words);
    const choice = make("fieldset", { class: "pivot-choice" }, make("legend", {}, "Show first"));
    const show = (isTurned) => {
      box.hidden = isTurned;
      pivot.hidden = !isTurned;
    };
    const inputs = [fromParagraphs ? "paragraphs" : "provisions", words.first].map((word, place) => {
      const input = make("input", { type: "radio", name: `${box.id}-first` });
      input.addEventListener("change", () => {
        show(place === 1);
        history.replaceState(null, "", `#${place ? pivot.id : box.id}`);
      });
      choice.append(make("label", {}, input, ` ${word}`), " ");
      return input;
    });
    const follow = () => {
      const named = location.hash.slice(1).split("?")[0].startsWith(pivot.id);
      inputs[Number(named)].checked = true;
      show(named);
    };
    box.before(choice);
    box.after(pivot);
    follow();
    window.addEventListener("hashchange", follow);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const known = KINDS.map((kind) => `.matrix-${kind}:not(.matrix-grid)`).join(", ");
    document.querySelectorAll(known).forEach(start);
  });
})();
