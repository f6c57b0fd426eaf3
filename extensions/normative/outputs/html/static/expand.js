/* Opens a row of a table: the text of the paragraphs and the labels of the provisions it names, without leaving it.
   Also lets the arrow keys walk through a grid, and the pointer see what the heads of its columns are about. */
"use strict";

(() => {
  const { make, textOf, wordsOf, paragraphOf, provisionOf } = window.normative;

  /* What a link names, and the words that say what it is. */
  function described(link) {
    const paragraph = paragraphOf(link);
    if (paragraph) return { name: `${paragraph.number}.`, words: paragraph.text };
    const provision = provisionOf(link);
    return provision && { name: provision.name, words: provision.subject };
  }

  function open(row, button) {
    const shown = row.nextElementSibling?.classList.contains("row-details") ? row.nextElementSibling : null;
    button.setAttribute("aria-expanded", String(!shown));
    if (shown) {
      shown.remove();
      return;
    }
    const places = new Map();
    row.querySelectorAll("a[href]").forEach((link) => {
      const place = described(link);
      if (place && !places.has(place.name)) places.set(place.name, { ...place, href: link.getAttribute("href") });
    });
    const items = [...places.values()].map(({ name, words, href }) => make("li", {}, make("a", { href }, name), ` ${words}`));
    const box = make("div", {}, make("ul", {}, ...items));
    const own = row.querySelector("th[id]") ?? row;
    if (own.id) box.append(make("p", {}, make("a", { href: `#${own.id}` }, "Link to this row"), ...linksToCells(row, own.id)));
    row.after(make("tr", { class: "row-details" }, make("td", { colspan: row.cells.length }, box)));
  }

  /* Each filled cell is a place of its own, named like the head of its column; those of lists are found by script. */
  function linksToCells(row, name) {
    const heads = row.closest("table").tHead.rows[0].cells;
    const addressOf = (cell) => cell.id || `${name}--${heads[cell.cellIndex].dataset.key}`;
    const isPlace = (cell) => cell.id || (heads[cell.cellIndex].dataset.key && textOf(cell));
    const cells = [...row.cells].filter((cell) => cell.cellIndex > 0 && isPlace(cell));
    const links = cells.map((cell) => make("a", { href: `#${addressOf(cell)}` }, wordsOf(heads[cell.cellIndex])));
    return links.length ? ["; to its cells: ", ...links.flatMap((link, place) => (place ? [", ", link] : [link]))] : [];
  }

  function addButton(row) {
    const head = row.cells[0];
    const label = `Details of ${textOf(head)}`;
    const button = make("button", { type: "button", class: "row-open", "aria-expanded": "false", "aria-label": label }, "▸");
    button.addEventListener("click", () => open(row, button));
    head.classList.add("has-open");
    head.prepend(button);
  }

  const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

  function walk(event) {
    const cell = event.target.closest("td, th");
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
      table.tHead.querySelectorAll("a").forEach((link) => (link.title = described(link)?.words ?? ""));
    });
  });
})();
