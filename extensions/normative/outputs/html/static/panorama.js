/* Lets a reader pick a State: both tables of a panorama then show only what concerns it, and the address names it.
   A plain script, because pages are opened from folders; without it the tables are complete. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const { make, say, wordsOf, address } = window.normative;
  const tables = [...document.querySelectorAll(".matrix-state-panorama")];
  const states = tables.find((table) => table.querySelector("tr[id^='state-']"));
  if (!states) return;
  const paragraphs = tables.filter((table) => table !== states);
  const stateRows = [...states.querySelectorAll("tr[id^='state-']")];
  const treatiesOf = (row) => (row.dataset.treaties || "").split(" ").filter(Boolean);
  const known = new Set(stateRows.flatMap(treatiesOf));
  const first = wordsOf(states.querySelectorAll("thead th")[1]);
  const obligations = states.querySelector("[data-total='obligations']").textContent;

  const obligationRows = paragraphs.flatMap((table) => [...table.querySelectorAll("tbody tr:not(.matrix-group)")]);
  const hasUnknown = obligationRows.some((row) => treatiesOf(row).length === 0);

  const [select, status] = [make("select"), make("p", { role: "status" })];
  const choice = make("div", { class: "panorama-choice" }, make("label", {}, `${say("State")} `, select), status);
  select.add(new Option(say("all States"), ""));
  stateRows.forEach((row) => select.add(new Option(wordsOf(row.cells[0]), row.id)));
  states.before(choice);

  function summary(row) {
    const treaties = treatiesOf(row);
    const since = wordsOf(row.cells[1]);
    const inside = treaties.includes(first) ? say("party to {key} ({since})", { key: first, since }) : say("not recorded as a party to {key}", { key: first });
    const [whole, inPart] = [...row.querySelectorAll("td.number")].map((cell) => cell.textContent);
    const counts = { treaties: treaties.length, known: known.size, whole, obligations };
    return (
      `${wordsOf(row.cells[0])}: ${inside}; ` +
      `${say("party to {treaties} of {known} treaties with data; {whole} of {obligations} obligations rest on a treaty that binds it", counts)}` +
      (inPart ? `, ${say("{number} more for a part of the paragraph", { number: inPart })}.` : ".") +
      (hasUnknown ? ` ${say("Rows whose treaty has no data stay in the second table.")}` : "")
    );
  }

  // A class of its own, so that other ways to hide rows stay independent of it.
  const hide = (element, isHidden) => element.classList.toggle("not-for-state", isHidden);

  function show(id) {
    const picked = stateRows.find((row) => row.id === id);
    const treaties = picked && treatiesOf(picked);
    select.value = picked ? id : "";
    stateRows.forEach((row) => hide(row, Boolean(picked) && row !== picked));
    paragraphs.forEach((table) => {
      table.querySelectorAll("tbody").forEach((body) => {
        const rows = [...body.rows].filter((row) => !row.classList.contains("matrix-group"));
        rows.forEach((row) => {
          const behind = treatiesOf(row);
          hide(row, Boolean(picked) && behind.length > 0 && !behind.some((key) => treaties.includes(key)));
        });
        hide(body, rows.every((row) => row.classList.contains("not-for-state")));
      });
    });
    status.textContent = picked ? summary(picked) : "";
    // The tools of the tables count the rows that are left.
    tables.forEach((table) => table.dispatchEvent(new Event("normative:rows")));
  }

  const isState = (name) => stateRows.some((row) => row.id === name);
  const fromAddress = () => address.parts().map(([name]) => name).find(isState);
  select.addEventListener("change", () => {
    address.write(select.value, "", isState);
    show(select.value);
  });
  window.addEventListener("hashchange", () => show(fromAddress()));
  if (fromAddress()) {
    show(fromAddress());
    // The browser goes to the row itself when the page is loaded; the choice above it says what is shown.
    if (isState(address.first())) window.addEventListener("load", () => requestAnimationFrame(() => choice.scrollIntoView()));
  }
});
