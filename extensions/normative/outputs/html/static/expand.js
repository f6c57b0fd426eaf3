/* Opens a row of a table: the text of the paragraphs and the labels of the provisions it names, without leaving it; in a
   grid of relations the pairs of provisions that relate, each with its reason, of the row or of one cell.
   Also lets the arrow keys walk through a grid, and the pointer see what the heads of its columns are about. */
"use strict";

(() => {
  const { make, known, say, textOf, wordsOf, anchorOf, paragraphOf, provisionOf } = window.normative;

  /* What a link names, and the words that say what it is. */
  function described(link) {
    const paragraph = paragraphOf(link);
    if (paragraph) return { name: `${paragraph.number}.`, words: paragraph.text };
    const provision = provisionOf(link);
    return provision && { name: provision.name, words: provision.subject };
  }

  /* Whether a provision is another one or lies within it. */
  const isWithin = (slug, outer) => slug === outer || slug.startsWith(`${outer}-`) || known.provisions[slug]?.within === outer;

  function named(slug) {
    const place = known.provisions[slug];
    const root = document.documentElement.dataset.content_root ?? "";
    return place ? make("a", { href: root + place.url }, place.name) : slug;
  }

  /* The related pairs of a row of a grid, or of one of its cells. */
  function pairsOf(row, cell) {
    const table = row.closest(".matrix-convergence-matrix.matrix-grid .matrix-table");
    const own = row.cells[0].querySelector("a[href]");
    if (!table || !own) return [];
    const heads = [...table.tHead.rows[0].cells].filter((head) => head.querySelector("a[href]"));
    const columns = heads.filter((head) => !cell || head.cellIndex === cell.cellIndex);
    const across = columns.map((head) => anchorOf(head.querySelector("a[href]")));
    const isAcross = (slug) => across.some((outer) => isWithin(slug, outer));
    const turned = known.pairs.map(([one, other, ...rest]) => [other, one, ...rest]);
    const found = [...known.pairs, ...turned].filter(([one, other]) => isWithin(one, anchorOf(own)) && isAcross(other));
    return found.map(([one, other, relation, reason]) =>
      make("li", {}, named(one), " ↔ ", named(other), ` ${relation}: ${reason}`)
    );
  }

  /* Open the pairs of a cell in the place of what is open, or close them. */
  function openCell(cell) {
    const row = cell.parentElement;
    const button = row.querySelector(".row-open");
    const isSame = row.nextElementSibling?.dataset.cell === String(cell.cellIndex);
    if (button.getAttribute("aria-expanded") === "true") open(row, button);
    if (!isSame) open(row, button, cell);
  }

  function open(row, button, cell) {
    const shown = row.nextElementSibling?.classList.contains("row-details") ? row.nextElementSibling : null;
    button.setAttribute("aria-expanded", String(!shown));
    if (shown) {
      shown.remove();
      return;
    }
    const pairs = pairsOf(row, cell);
    const places = new Map();
    (cell ?? row).querySelectorAll("a[href]").forEach((link) => {
      const place = described(link);
      if (place && !places.has(place.name)) places.set(place.name, { ...place, href: link.getAttribute("href") });
    });
    const items = [...places.values()].map(({ name, words, href }) => make("li", {}, make("a", { href }, name), ` ${words}`));
    const box = make("div", {}, make("ul", {}, ...pairs, ...items));
    const own = row.querySelector("th[id]") ?? row;
    if (own.id) box.append(make("p", {}, make("a", { href: `#${own.id}` }, say("Link to this row")), ...linksToCells(row, own.id)));
    const details = make("tr", { class: "row-details" }, make("td", { colspan: row.cells.length }, box));
    if (cell) details.dataset.cell = cell.cellIndex;
    row.after(details);
  }

  /* Each filled cell is a place of its own, named like the head of its column; those of lists are found by script. */
  function linksToCells(row, name) {
    const heads = row.closest("table").tHead.rows[0].cells;
    const addressOf = (cell) => cell.id || `${name}--${heads[cell.cellIndex].dataset.key}`;
    const isPlace = (cell) => cell.id || (heads[cell.cellIndex].dataset.key && textOf(cell));
    const cells = [...row.cells].filter((cell) => cell.cellIndex > 0 && isPlace(cell));
    const links = cells.map((cell) => make("a", { href: `#${addressOf(cell)}` }, wordsOf(heads[cell.cellIndex])));
    return links.length ? [`; ${say("to its cells")}: `, ...links.flatMap((link, place) => (place ? [", ", link] : [link]))] : [];
  }

  function addButton(row) {
    const head = row.cells[0];
    const label = say("Details of {head}", { head: textOf(head) });
    const button = make("button", { type: "button", class: "row-open", "aria-expanded": "false", "aria-label": label }, "▸");
    button.addEventListener("click", () => open(row, button));
    head.classList.add("has-open");
    head.prepend(button);
  }

  const isRelated = (cell) => cell?.matches(".matrix-convergence-matrix td:has(.state)") && cell.parentElement.querySelector(".row-open");

  const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

  function walk(event) {
    const cell = event.target.closest("td, th");
    if (event.key === "Enter" && cell === event.target && isRelated(cell)) openCell(cell);
    if (!(event.key in STEPS) || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const isForward = getComputedStyle(cell).direction === "ltr" ? 1 : -1;
    const [down, across] = STEPS[event.key];
    const rows = [...cell.closest("table").rows].filter((row) => row.cells.length > 1 && row.offsetParent);
    const cells = (row) => [...row.cells].filter((item) => !item.hidden);
    const row = rows[rows.indexOf(cell.parentElement) + down];
    const next = row && cells(row)[cells(cell.parentElement).indexOf(cell) + across * isForward];
    if (!next) return;
    event.preventDefault();
    next.tabIndex = -1;
    (next.querySelector("a, button, summary") ?? next).focus();
  }

  // Only rows that somebody sees get a button: ten thousand of them would take longer than the table.
  document.addEventListener("normative:shown", (event) => {
    event.detail.forEach((row) => row.querySelector("a") && !row.querySelector(".row-open") && addButton(row));
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".matrix-grid .matrix-table").forEach((table) => {
      table.addEventListener("keydown", walk);
      table.addEventListener("click", (event) => {
        const cell = event.target.closest("td");
        if (!event.target.closest("a, button, summary") && isRelated(cell)) openCell(cell);
      });
      table.tHead.querySelectorAll("a").forEach((link) => (link.title = described(link)?.words ?? ""));
    });
  });
})();
