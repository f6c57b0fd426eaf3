/* say("Show first"): beside a table that goes from paragraphs to provisions stands the one that goes back, and the other way
   round. It is made of the first one's links, and then gets the same tools (tables.js) and an address of its own. */
"use strict";

(() => {
  const { address, collator, make, say, textOf, anchorOf, paragraphOf, provisionOf } = window.normative;
  const KINDS = ["traceability-matrix", "coverage", "paragraph-list"];
  const OPENING = 90;
  const PROVISIONS = { first: "provisions", one: say("Provision"), others: say("Paragraphs"), subject: say("Subject"), turned: "{title}, provisions first" };
  const PARAGRAPHS = { first: "paragraphs", one: say("Para."), others: say("Provisions"), subject: say("Opening words"), turned: "{title}, paragraphs first" };

  function subject(link) {
    const words = provisionOf(link)?.subject ?? paragraphOf(link)?.text ?? "";
    return words.length > OPENING ? `${words.slice(0, OPENING).replace(/\s\S*$/, "")} …` : words;
  }

  /* Of each column with links: what its cells name, with the links that head the rows naming it. */
  function turned(table) {
    const rows = [...table.querySelectorAll("tbody tr:not(.matrix-group)")];
    const columns = [...table.tHead.rows[0].cells].filter((head) => head.cellIndex > 0 && head.dataset.kind === "links");
    const groups = columns.map((head) => {
      const found = new Map();
      rows.forEach((row) => {
        const own = row.cells[0].querySelector("a[href]");
        const links = own ? row.cells[head.cellIndex].querySelectorAll("a[href]") : [];
        links.forEach((link) => {
          if (!found.has(anchorOf(link))) found.set(anchorOf(link), { link, from: [] });
          found.get(anchorOf(link)).from.push(own);
        });
      });
      const entries = [...found.values()].sort((one, other) => collator.compare(textOf(one.link), textOf(other.link)));
      return { title: textOf(head), entries };
    });
    return groups.filter(({ entries }) => entries.length);
  }

  function rowOf({ link, from }, name) {
    const anchor = anchorOf(link);
    const links = from.flatMap((other, place) => (place ? [", ", other.cloneNode(true)] : [other.cloneNode(true)]));
    const head = make("th", { scope: "row", id: `${name}--${anchor}` }, link.cloneNode(true));
    const row = make("tr", {}, head, make("td", {}, subject(link)), make("td", {}, ...links));
    if (paragraphOf(link)) row.dataset.paragraph = anchor;
    return row;
  }

  function bodyOf({ title, entries }, name, isTitled) {
    const body = make("tbody");
    const heading = make("th", { colspan: 3, scope: "rowgroup" }, make("span", {}, title));
    if (isTitled) body.append(make("tr", { class: "matrix-group" }, heading));
    body.append(...entries.map((entry) => rowOf(entry, name)));
    return body;
  }

  function pivoted(box, words, name) {
    const head = (title, key, kind) => make("th", { scope: "col", "data-key": key, "data-kind": kind }, title);
    const heads = [head(words.one, "first", "links"), head(words.subject, "subject", "text"), head(words.others, "others", "links")];
    const groups = turned(box.querySelector("table"));
    const table = make(
      "table",
      { class: "matrix-table" },
      make("caption", { class: "only-heard", id: `${name}-caption` }, say(words.turned, { title: textOf(box.querySelector("caption")) })),
      make("thead", {}, make("tr", {}, ...heads)),
      ...groups.map((group) => bodyOf(group, name, groups.length > 1))
    );
    const title = box.querySelector(".matrix-title")?.cloneNode();
    title?.removeAttribute("id");
    title?.append(`${textOf(box.querySelector("caption"))}, ${words.first} first`);
    const frame = { class: "matrix-scroll", role: "region", tabindex: "0", "aria-labelledby": `${name}-caption` };
    return make("div", { class: "matrix matrix-pivot", id: name }, ...(title ? [title] : []), make("div", frame, table));
  }

  function start(box) {
    const first = box.querySelector("tbody th[scope='row'] a[href]");
    if (!first || !box.querySelector("tbody td a[href]")) return;
    const [own, other] = paragraphOf(first) ? [PARAGRAPHS, PROVISIONS] : [PROVISIONS, PARAGRAPHS];
    const names = [box.id, `${box.id}-by-${other.first}`];
    let pivot;
    // It has as many links as the first one, so it is made when somebody wants it.
    const show = (place) => {
      if (place && !pivot) {
        pivot = pivoted(box, other, names[1]);
        box.after(pivot);
        pivot.dispatchEvent(new CustomEvent("normative:table", { bubbles: true }));
      }
      box.hidden = place === 1;
      if (pivot) pivot.hidden = place === 0;
    };
    const inputs = [own.first, other.first].map((value, place) => {
      const input = make("input", { type: "radio", name: `${box.id}-first`, value });
      input.addEventListener("change", () => {
        show(place);
        // What was chosen of the other one stays, for those who turn the table back.
        const kept = address.find(names[place])?.[1] ?? "";
        address.write(names[place], kept, (name) => name === names[1] || name === names[place]);
      });
      return input;
    });
    const labels = inputs.map((input) => make("label", {}, input, ` ${say(input.value)}`));
    box.before(make("fieldset", { class: "pivot-choice" }, make("legend", {}, say("Show first")), ...labels));
    const follow = () => {
      const place = Number(address.parts().some(([name]) => name.startsWith(names[1])));
      inputs[place].checked = true;
      show(place);
    };
    follow();
    window.addEventListener("hashchange", follow);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const known = KINDS.map((kind) => `.matrix-${kind}:not(.matrix-grid)`).join(", ");
    document.querySelectorAll(known).forEach(start);
  });
})();
