/* Tables for reviewers: shows the rows and columns that a reader chooses, in the order and on the pages asked for.
   Without this script tables are complete. Classes hide rows, so that other scripts can hide rows too, and paper has
   the rows of all pages. */
"use strict";

(() => {
  const { collator, known, make, say, textOf, wordsOf, address, placeOf, provisionOf, linksOf, paragraphsOf } = window.normative;
  const { excerptOf, mark: markWords, wantedOf, plainWords, findFacets, View, Tools } = window.normative;
  const MOST_EXCERPTS = 3;
  const PAGE = 100;

  class ReviewTable {
    constructor(box) {
      this.box = box;
      this.scroll = box.querySelector(".matrix-scroll");
      this.table = box.querySelector(".matrix-table");
      this.heads = [...this.table.tHead.rows[0].cells];
      this.isGrid = box.classList.contains("matrix-grid");
      // Who picks a State must find its row, on whichever page it would be.
      this.pageSize = box.classList.contains("matrix-state-panorama") ? Infinity : PAGE;
      this.bodies = [...this.table.tBodies].map((body) => {
        const rows = [...body.rows].filter((row) => !row.classList.contains("matrix-group"));
        return { body, group: body.querySelector(".matrix-group"), rows, original: rows };
      });
      this.rows = this.bodies.flatMap((part) => part.rows);
      this.sorted = "";
      this.words = new Map();
      this.texts = new Map();
      this.facets = findFacets(this.rows, this.heads, this.isGrid);
      this.view = new View(this.facets, this.heads.length);
      this.tools = new Tools(this);
      // What is wider than the page scrolls by itself, and all else with the page.
      new ResizeObserver(() => this.fit()).observe(this.scroll);
      this.readAddress();
      window.addEventListener("hashchange", () => this.readAddress());
      box.addEventListener("normative:rows", () => this.show());
    }

    fit() {
      this.box.classList.toggle("is-wide", this.table.offsetWidth > this.scroll.clientWidth + 1);
    }

    change(edit) {
      edit();
      this.view.page = 0;
      this.show();
      this.writeAddress();
    }

    /* The words of a row are read when they are first asked for: reading 10,000 rows takes longer than showing them.
       An action is found by its objective too, which its name has not. */
    wordsOfRow(row) {
      if (!this.words.has(row)) {
        const around = linksOf(row).map((link) => known.provisions[provisionOf(link)?.within]?.name ?? "");
        // Cell by cell, or the end of one and the beginning of the next would make a word.
        this.words.set(row, plainWords([...[...row.cells].map(textOf), ...new Set(around)].join(" ")));
      }
      return this.words.get(row);
    }

    isInTexts(row, isIn) {
      if (!this.texts.has(row)) this.texts.set(row, paragraphsOf(row));
      return this.texts.get(row).some((paragraph) => isIn((paragraph.plain ??= plainWords(paragraph.text))));
    }

    passes(row, wanted) {
      const { chosen, withoutEmpty } = this.view;
      const has = ({ isIn, word }) => isIn(this.wordsOfRow(row)) || (word !== undefined && this.isInTexts(row, isIn));
      if (!wanted.every(has)) return false;
      if (withoutEmpty && this.isGrid && isEmpty(row)) return false;
      return this.facets.every(({ key, has: hasValue }) => !chosen.has(key) || hasValue(row, chosen.get(key)));
    }

    /* Mark what was looked for, and show the words that stand in the text of a row's paragraphs alone. */
    showFound(rows, wanted) {
      this.table.querySelectorAll(".row-found").forEach((found) => found.remove());
      const words = wanted.map(({ word }) => word).filter((word) => word !== undefined);
      const place = Math.max(0, this.heads.findIndex((head) => head.matches(".words, .sentences") && !head.hidden));
      (words.length ? rows : []).forEach((row) => {
        const unseen = words.filter((word) => !this.wordsOfRow(row).includes(word));
        const having = unseen.length ? paragraphsOf(row).filter(({ text }) => plainWords(text).includes(unseen[0])) : [];
        having.slice(0, MOST_EXCERPTS).forEach(({ number, text }) => {
          row.cells[place].append(make("p", { class: "row-found" }, `${say("Para. {number}", { number })}: `, ...excerptOf(text, unseen)));
        });
      });
      markWords(this.box.id, rows, words);
    }

    show() {
      const { search, sort, hidden, withoutEmpty, page } = this.view;
      const wanted = wantedOf(search);
      const passing = new Set(this.rows.filter((row) => this.passes(row, wanted)));
      this.order(sort);
      const inOrder = this.bodies.flatMap((part) => part.rows).filter((row) => passing.has(row));
      const pages = Math.ceil(inOrder.length / this.pageSize) || 1;
      const isWhole = page < 0 || pages === 1;
      const onPage = isWhole ? passing : new Set(inOrder.slice(page * PAGE, (page + 1) * PAGE));
      const mark = (element, isChosen, isOnPage) => {
        element?.classList.toggle("not-chosen", !isChosen);
        element?.classList.toggle("not-on-page", isChosen && !isOnPage);
      };
      this.bodies.forEach(({ rows, group }) => {
        rows.forEach((row) => mark(row, passing.has(row), onPage.has(row)));
        mark(group, rows.some((row) => passing.has(row)), rows.some((row) => onPage.has(row)));
      });
      const bare = this.isGrid && withoutEmpty ? emptyColumns(this.heads, inOrder) : hidden;
      this.heads.forEach((head, index) => this.showColumn(index, !bare.has(index)));
      this.showFound([...onPage], wanted);
      this.label(onPage);
      this.fit();
      this.box.dispatchEvent(new CustomEvent("normative:shown", { bubbles: true, detail: [...onPage] }));
      this.tools.refresh(inOrder.filter((row) => !row.classList.contains("not-for-state")).length, pages);
    }

    /* On a phone, a cell says which column it is of. */
    label(rows) {
      if (this.isGrid) return;
      this.titles ??= this.heads.map(wordsOf);
      rows.forEach((row) => [...row.cells].slice(1).forEach((cell, place) => (cell.dataset.label = this.titles[place + 1])));
    }

    /* The rows that pass, on whichever page. */
    shownRows() {
      return this.bodies.flatMap((part) => part.rows).filter((row) => !row.matches(".not-chosen, .not-for-state"));
    }

    showColumn(index, isShown) {
      if (this.heads[index].hidden === !isShown) return;
      const column = this.table.querySelectorAll("col")[index];
      [this.heads[index], column, ...this.rows.map((row) => row.cells[index])].forEach((part) => {
        if (part) part.hidden = !isShown;
      });
    }

    /* Groups stay together; within them, empty cells come last in both directions. */
    order(sort) {
      if (this.sorted === sort) return;
      this.sorted = sort;
      const index = parseInt(sort, 10);
      const isDown = sort.endsWith("d");
      this.heads.forEach((head, place) => {
        if (place === index) head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      this.bodies.forEach((part) => {
        part.rows = [...part.original];
        if (sort) {
          const keys = new Map(part.rows.map((row) => [row, wordsOf(row.cells[index])]));
          const compare = (a, b) => (isDown ? -1 : 1) * collator.compare(keys.get(a), keys.get(b));
          part.rows.sort((a, b) => !keys.get(a) - !keys.get(b) || compare(a, b));
        }
        const rows = part.rows.flatMap((row) => [row, detailsOf(row)].filter(Boolean));
        // Out of the page, moving a row does not style all rows beside it anew.
        const after = part.body.nextSibling;
        part.body.remove();
        part.body.append(...rows);
        this.table.insertBefore(part.body, after);
      });
    }

    writeAddress() {
      address.write(this.box.id, this.view.toQuery());
    }

    readAddress() {
      const [, query = ""] = address.find(this.box.id) ?? [];
      const name = address.first();
      this.view.read(query);
      const named = name ? placeOf(name) : null;
      const target = named?.closest("tr");
      const place = target ? this.rows.indexOf(target) : -1;
      if (place >= this.pageSize) this.view.page = Math.floor(place / this.pageSize);
      this.show();
      if (name === this.box.id && query) this.box.scrollIntoView();
      else if (place >= this.pageSize || (place >= 0 && !named.id)) named.scrollIntoView({ block: "nearest", inline: "nearest" });
      this.table.querySelectorAll(".is-target").forEach((cell) => cell.classList.remove("is-target"));
      if (place >= 0 && !named.id) named.classList.add("is-target");
    }
  }

  function detailsOf(row) {
    const next = row.nextElementSibling;
    return next?.classList.contains("row-details") ? next : null;
  }

  function isEmpty(row) {
    return [...row.cells].slice(2).every((cell) => !textOf(cell));
  }

  function emptyColumns(heads, rows) {
    const columns = [...heads.keys()].filter((index) => index > 1);
    return new Set(columns.filter((index) => rows.every((row) => !textOf(row.cells[index]))));
  }

  // A pivot that the address asks for is there before the tables start, and must not get its tools twice.
  const started = new WeakSet();
  function start(box) {
    if (started.has(box) || !box.querySelector("tbody th[scope='row']")) return;
    started.add(box);
    new ReviewTable(box);
  }

  document.addEventListener("normative:table", (event) => start(event.target));

  // Until the tables have their pages, browsers would lay out every row of them, which takes longer than all the rest.
  const root = document.documentElement;
  root.classList.add("before-pages");
  document.addEventListener("DOMContentLoaded", () => {
    try {
      document.querySelectorAll(".matrix:not(.matrix-chart)").forEach(start);
    } finally {
      root.classList.remove("before-pages");
    }
  });
})();
